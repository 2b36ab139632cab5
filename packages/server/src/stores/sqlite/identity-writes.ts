// The writer's calls about guests, accounts and preferences. A part of writes.ts.
import type { DatabaseSync } from "node:sqlite";
import { notKept } from "../refusals.ts";
import { Refused, type IdentityWrites } from "./calls.ts";
import type { TokenCalls } from "./token-writes.ts";

export function prepareIdentityWrites(
  database: DatabaseSync,
  insertToken: TokenCalls["insert"],
): Omit<IdentityWrites, "forgetGuests"> {
  const insertGuest = database.prepare(
    `INSERT INTO identities (id, kind, name, seen, spoken)
     VALUES (?, 'guest', ?, ?, 0)`,
  );
  const insertAccount = database.prepare(
    `INSERT INTO identities (id, kind, name, folded, alike, password, under_address, under_at, seen, spoken)
     VALUES (?, 'account', ?, ?, ?, ?, ?, ?, ?, 0)
     ON CONFLICT (id) DO UPDATE SET kind = 'account', name = excluded.name,
       folded = excluded.folded, alike = excluded.alike,
       password = excluded.password,
       under_address = excluded.under_address, under_at = excluded.under_at
     WHERE kind = 'guest'`,
  );
  const accountNamed = database.prepare(
    "SELECT 1 FROM identities WHERE folded IN (?1, ?2) OR alike IN (?1, ?2)",
  );
  const setPassword = database.prepare(
    "UPDATE identities SET password = ? WHERE id = ? AND kind = 'account'",
  );
  const setRole = database.prepare(
    "UPDATE identities SET role = ? WHERE id = ? AND kind = 'account'",
  );
  const makeFirstOwner = database.prepare(
    `UPDATE identities SET role = 'owner' WHERE id = ? AND kind = 'account'
     AND NOT EXISTS (SELECT 1 FROM identities WHERE role = 'owner')`,
  );
  const deleteOtherTokens = database.prepare(
    "DELETE FROM tokens WHERE identity = ? AND hash IS NOT ?",
  );
  const rename = database.prepare(
    "UPDATE identities SET name = ? WHERE id = ?",
  );
  const upsertPreferences = database.prepare(
    `INSERT INTO preferences (identity, dialect, text)
     SELECT id, ?2, ?3 FROM identities WHERE id = ?1
     ON CONFLICT (identity, dialect) DO UPDATE SET text = excluded.text`,
  );
  const deletePreferences = database.prepare(
    "DELETE FROM preferences WHERE identity = ? AND dialect = ?",
  );
  const noteSeen = database.prepare(
    "UPDATE identities SET seen = ?1 WHERE id = ?2 AND seen < ?1",
  );

  return {
    createGuest(id, name, tokenHash, at, facts) {
      insertGuest.run(id, name, at);
      insertToken(id, tokenHash, at, facts);
    },
    createAccount(account, at) {
      const { id, name, folded, alike, passwordHash } = account;
      const { underAddress: address } = account;
      const under = address === undefined ? [null, null] : [address, at];
      const other = alike ?? folded;
      if (accountNamed.get(folded, other) !== undefined) return false;
      const { changes } = insertAccount.run(
        id,
        name,
        folded,
        alike ?? null,
        passwordHash,
        ...under,
        at,
      );
      return changes === 0 ? new Refused("unavailable", notKept) : true;
    },
    setPassword(id, passwordHash, kept) {
      if (setPassword.run(passwordHash, id).changes === 0) return;
      deleteOtherTokens.run(id, kept ?? null);
    },
    setRole(id, role) {
      setRole.run(role ?? null, id);
    },
    makeFirstOwner(id) {
      return makeFirstOwner.run(id).changes !== 0;
    },
    rename(id, name) {
      rename.run(name, id);
    },
    setPreferences(id, dialect, text) {
      if (text === "") deletePreferences.run(id, dialect);
      else upsertPreferences.run(id, dialect, text);
    },
    seen(ids, at) {
      for (const id of ids) noteSeen.run(at, id);
    },
  };
}
