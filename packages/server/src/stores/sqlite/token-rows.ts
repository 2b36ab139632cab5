// Between tokens and the columns they are kept in.
import type { SQLInputValue } from "node:sqlite";
import { tokenIdOf } from "../../core/ids.ts";
import type {
  Scope,
  TokenFacts,
  TokenRecord,
} from "../../core/ports/identity-store.ts";

/** The columns of a token in SQL, as `tokenFrom` takes them. */
export const tokenColumns =
  "tokens.hash, tokens.at, label, scopes, door, address, until";

export function tokenFrom(row: Readonly<Record<string, unknown>>): TokenRecord {
  const scopes = row["scopes"] as string | null;
  return {
    id: tokenIdOf(row["hash"] as Uint8Array),
    at: Number(row["at"]),
    label: String(row["label"]),
    scopes: scopes === null ? undefined : scopesFrom(scopes),
    door: String(row["door"]),
    address: String(row["address"]),
    until: (row["until"] as number | null) ?? undefined,
  };
}

function scopesFrom(kept: string): readonly Scope[] {
  return kept === "" ? [] : (kept.split(" ") as Scope[]);
}

/** What is kept of the facts: label, scopes, door, address, until. */
export function factsToColumns(facts: TokenFacts): readonly SQLInputValue[] {
  const { label, scopes, door, address, until } = facts;
  return [label, scopes?.join(" ") ?? null, door, address, until ?? null];
}
