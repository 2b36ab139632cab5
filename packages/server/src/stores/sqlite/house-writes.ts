// The writer's calls about bans, mutes, house rules, the audit and resets. A part of writes.ts.
import type { DatabaseSync } from "node:sqlite";
import { mostSanctions } from "../bounds.ts";
import { sanctionsFull } from "../refusals.ts";
import { prepareAuditWrites } from "./audit-writes.ts";
import { Refused, type HouseWrites, type IdentityWrites } from "./calls.ts";
import { sanctionColumns, sanctionToColumns } from "./house-rows.ts";

/** `setPassword` is a call of the same writer. */
export function prepareHouseWrites(
  database: DatabaseSync,
  { setPassword }: Pick<IdentityWrites, "setPassword">,
): HouseWrites {
  const former = database.prepare(
    `DELETE FROM sanctions
     WHERE kind = ? AND room = ? AND identity = ? AND address = ?
       AND (name = '') = ?`,
  );
  const count = database.prepare("SELECT count(*) AS sanctions FROM sanctions");
  const insertSanction = database.prepare(
    `INSERT INTO sanctions (${sanctionColumns})
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const deleteSanction = database.prepare("DELETE FROM sanctions WHERE id = ?");
  const deleteSanctions = database.prepare(
    "DELETE FROM sanctions WHERE until <= ?",
  );
  const setRule = database.prepare(
    `INSERT INTO rules (name, value) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  );
  const setReset = database.prepare(
    `INSERT INTO resets (hash, identity, until) VALUES (?, ?, ?)
     ON CONFLICT (identity) DO UPDATE
       SET hash = excluded.hash, until = excluded.until`,
  );
  const deleteReset = database.prepare("DELETE FROM resets WHERE identity = ?");
  const takeReset = database.prepare(
    "DELETE FROM resets WHERE hash = ? AND until > ? RETURNING identity",
  );

  return {
    addSanction(sanction) {
      const { kind, room = "", identity = "", address = "", name } = sanction;
      const isNameless = name === "" ? 1 : 0;
      const target = [kind, room, identity, address, isNameless];
      const { changes } = former.run(...target);
      if (changes === 0 && Number(count.get()?.["sanctions"]) >= mostSanctions)
        return new Refused("too_many", sanctionsFull);
      insertSanction.run(...sanctionToColumns(sanction));
      return undefined;
    },
    removeSanction(id) {
      return deleteSanction.run(id).changes !== 0;
    },
    removeSanctionsBefore(now) {
      deleteSanctions.run(now);
    },
    setRules(rules) {
      for (const [name, value] of Object.entries(rules))
        setRule.run(name, String(value));
    },
    ...prepareAuditWrites(database),
    addReset(hash, identity, until) {
      setReset.run(hash, identity, until);
    },
    removeReset(identity) {
      deleteReset.run(identity);
    },
    useReset(hash, now, passwordHash) {
      const row = takeReset.get(hash, now);
      if (row === undefined) return undefined;
      const identity = String(row["identity"]);
      setPassword(identity, passwordHash, undefined);
      return identity;
    },
  };
}
