// The reader's calls about guests, accounts and what is kept of them. A part of reads.ts.
import type { DatabaseSync } from "node:sqlite";
import type {
  IdentityRecord,
  ServerRole,
} from "../../core/ports/identity-store.ts";
import { mostTokens } from "../bounds.ts";
import type { IdentityReads } from "./calls.ts";
import { tokenColumns, tokenFrom } from "./token-rows.ts";

const identityColumns = "id, kind, name, role, under_address, under_at";

export function prepareIdentityReads(database: DatabaseSync): IdentityReads {
  const identityById = database.prepare(
    `SELECT ${identityColumns} FROM identities WHERE id = ?`,
  );
  const identityByToken = database.prepare(
    `SELECT ${identityColumns}, ${tokenColumns}
     FROM tokens JOIN identities ON id = identity
     WHERE hash = ? AND (until IS NULL OR until > ?)`,
  );
  const tokensOf = database.prepare(
    `SELECT ${tokenColumns} FROM tokens WHERE identity = ?
     ORDER BY at DESC LIMIT ${mostTokens}`,
  );
  const owner = database.prepare(
    "SELECT 1 FROM identities WHERE role = 'owner' LIMIT 1",
  );
  const accountByFolded = database.prepare(
    `SELECT ${identityColumns}, password FROM identities
     WHERE folded = ?1 OR alike = ?1`,
  );
  const preferences = database.prepare(
    "SELECT text FROM preferences WHERE identity = ? AND dialect = ?",
  );

  return {
    identityByToken(hash, now) {
      const row = identityByToken.get(hash, now);
      return row && { identity: identityFrom(row), token: tokenFrom(row) };
    },
    tokensOf: (id) => tokensOf.all(id).map(tokenFrom),
    identityById(id) {
      const row = identityById.get(id);
      return row && identityFrom(row);
    },
    hasOwner: () => owner.get() !== undefined,
    accountByFolded(folded) {
      const row = accountByFolded.get(folded);
      if (row === undefined) return undefined;
      const passwordHash = String(row["password"]);
      return { ...identityFrom(row), kind: "account", passwordHash };
    },
    preferences: (id, dialect) =>
      String(preferences.get(id, dialect)?.["text"] ?? ""),
  };
}

function identityFrom(row: Readonly<Record<string, unknown>>): IdentityRecord {
  const { id, kind, name, role } = row;
  const address = row["under_address"] as string | null;
  return {
    id: String(id),
    kind: kind as IdentityRecord["kind"],
    name: String(name),
    role: (role as ServerRole | null) ?? undefined,
    under:
      address === null ? undefined : { address, at: Number(row["under_at"]) },
  };
}
