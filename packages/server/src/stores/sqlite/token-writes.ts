// The writer's calls about tokens. A part of writes.ts.
import type { DatabaseSync } from "node:sqlite";
import type { IdentityId } from "../../core/entries.ts";
import type { TokenFacts } from "../../core/ports/identity-store.ts";
import { mostTokens } from "../bounds.ts";
import { notKept } from "../refusals.ts";
import { ofHello } from "../token-facts.ts";
import { Refused, type TokenWrites } from "./calls.ts";
import { factsToColumns } from "./token-rows.ts";

export interface TokenCalls {
  readonly calls: TokenWrites;
  /** Whether there is such an identity. @throws Error when the hash is taken. */
  readonly insert: (
    id: IdentityId,
    tokenHash: Uint8Array,
    at: number,
    facts: TokenFacts | undefined,
  ) => boolean;
}

export function prepareTokenWrites(database: DatabaseSync): TokenCalls {
  const insertToken = database.prepare(
    `INSERT INTO tokens (hash, identity, at, label, scopes, door, address, until)
     SELECT ?1, id, max(?3, coalesce(
       (SELECT max(at) + 1 FROM tokens WHERE identity = ?2), 0)),
       ?4, ?5, ?6, ?7, ?8
     FROM identities WHERE id = ?2`,
  );
  const deletePast = database.prepare(
    "DELETE FROM tokens WHERE identity = ? AND until <= ?",
  );
  // The newest stays, whatever the others are.
  const deleteTooMany = database.prepare(
    `DELETE FROM tokens WHERE hash IN (
       SELECT hash FROM tokens WHERE identity = ?1 AND hash <> ?2
       ORDER BY label <> '', at
       LIMIT max(0, (SELECT count(*) FROM tokens WHERE identity = ?1) - ${mostTokens}))`,
  );
  const deleteToken = database.prepare("DELETE FROM tokens WHERE hash = ?");
  const deleteById = database.prepare(
    `DELETE FROM tokens
     WHERE identity = ? AND lower(hex(substr(hash, 1, 8))) = ?`,
  );

  const insert: TokenCalls["insert"] = (id, hash, at, facts = ofHello) =>
    insertToken.run(hash, id, at, ...factsToColumns(facts)).changes !== 0;

  return {
    insert,
    calls: {
      addToken(id, tokenHash, at, facts) {
        deletePast.run(id, at);
        if (!insert(id, tokenHash, at, facts))
          return new Refused("unavailable", notKept);
        deleteTooMany.run(id, tokenHash);
        return undefined;
      },
      removeToken(tokenHash) {
        return deleteToken.run(tokenHash).changes !== 0;
      },
      removeTokenById(id, token) {
        return deleteById.run(id, token).changes !== 0;
      },
    },
  };
}
