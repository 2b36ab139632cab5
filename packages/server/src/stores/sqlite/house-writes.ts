// The writer's calls about bans, mutes, house rules, the audit and resets. A part of writes.ts.
import type { DatabaseSync } from "node:sqlite";
import { mostAudited, mostSanctions } from "../bounds.ts";
import { sanctionsFull } from "../refusals.ts";
import { Refused, type HouseWrites, type IdentityWrites } from "./calls.ts";
import {
  auditColumns,
  auditToColumns,
  sanctionColumns,
  sanctionToColumns,
} from "./house-rows.ts";

/** All records are counted only so often: they are many. */
const countedEvery = 100;

/** `setPassword` is a call of the same writer. */
export function prepareHouseWrites(
  database: DatabaseSync,
  { setPassword }: Pick<IdentityWrites, "setPassword">,
): HouseWrites {
  const former = database.prepare(
    `DELETE FROM sanctions
     WHERE kind = ? AND room = ? AND identity = ? AND address = ?`,
  );
  const count = database.prepare("SELECT count(*) AS sanctions FROM sanctions");
  const insertSanction = database.prepare(
    `INSERT INTO sanctions (${sanctionColumns})
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const deleteSanction = database.prepare("DELETE FROM sanctions WHERE id = ?");
  const deleteSanctions = database.prepare(
    "DELETE FROM sanctions WHERE until <= ?",
  );
  const setRule = database.prepare(
    `INSERT INTO rules (name, value) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  );
  const insertAudit = database.prepare(
    `INSERT INTO audit (${auditColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const deleteOfRoom = database.prepare(
    `DELETE FROM audit WHERE room = ?1 AND n <= (
       SELECT n FROM audit WHERE room = ?1
       ORDER BY n DESC LIMIT 1 OFFSET ${mostAudited.ofRoom})`,
  );
  const deleteOldest = database.prepare(
    `DELETE FROM audit WHERE n IN (
       SELECT n FROM audit WHERE (room IS NULL) = ?1 ORDER BY n
       LIMIT max(0, (
         SELECT count(*) FROM audit WHERE (room IS NULL) = ?1) - ?2))`,
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
      const { kind, room = "", identity = "", address = "" } = sanction;
      const { changes } = former.run(kind, room, identity, address);
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
    audit(record) {
      const kept = insertAudit.run(...auditToColumns(record));
      if (record.room !== undefined) deleteOfRoom.run(record.room);
      if (Number(kept.lastInsertRowid) % countedEvery !== 0) return;
      deleteOldest.run(0, mostAudited.ofRooms);
      deleteOldest.run(1, mostAudited.ofChat);
    },
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
