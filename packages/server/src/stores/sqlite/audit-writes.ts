// The writer's call that keeps a record of the audit, and lets the oldest go where there are too many. A part of house-writes.ts.
import type { DatabaseSync } from "node:sqlite";
import { mostAudited } from "../bounds.ts";
import type { HouseWrites } from "./calls.ts";
import { auditColumns, auditToColumns } from "./house-rows.ts";

/** Those of the whole chat are counted only so often: they are many. */
const countedEvery = 100;

export function prepareAuditWrites(
  database: DatabaseSync,
): Pick<HouseWrites, "audit"> {
  // What a guest owns is anyone's: all of it counts as one owner's.
  const insert = database.prepare(
    `INSERT INTO audit (${auditColumns}, owner)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, coalesce((
       SELECT master FROM rooms JOIN identities ON identities.id = master
       WHERE rooms.id = ?5 AND identities.kind = 'account'), '-'))`,
  );
  const deleteOfRoom = database.prepare(
    `DELETE FROM audit WHERE room = ?1 AND n <= (
       SELECT n FROM audit WHERE room = ?1
       ORDER BY n DESC LIMIT 1 OFFSET ${mostAudited.ofRoom})`,
  );
  const count = database.prepare(
    "SELECT records FROM audit_counts WHERE owner = '' AND room = ''",
  );
  const largestOwner = database.prepare(
    `SELECT owner FROM audit_counts WHERE room = '' AND owner <> ''
     ORDER BY records DESC, latest LIMIT 1`,
  );
  const largestRoom = database.prepare(
    `SELECT room FROM audit_counts WHERE owner = ? AND room <> ''
     ORDER BY records DESC, latest LIMIT 1`,
  );
  const deleteOldestOf = database.prepare(
    `DELETE FROM audit WHERE n = (
       SELECT n FROM audit WHERE room = ? AND owner = ? ORDER BY n LIMIT 1)`,
  );
  const deleteOfChat = database.prepare(
    `DELETE FROM audit WHERE n IN (
       SELECT n FROM audit WHERE (room IS NULL) = 1 ORDER BY n
       LIMIT max(0, (
         SELECT count(*) FROM audit WHERE (room IS NULL) = 1) - ?))`,
  );

  /** Of whoever has most, and there of the room that has most; of several that are as many, of the one silent for longest. Whether there was one. */
  function deleteOfLargest(): boolean {
    const owner = largestOwner.get()?.["owner"];
    if (typeof owner !== "string") return false;
    const room = largestRoom.get(owner)?.["room"];
    if (typeof room !== "string") return false;
    return deleteOldestOf.run(room, owner).changes !== 0;
  }

  return {
    audit(record) {
      const kept = insert.run(...auditToColumns(record));
      if (record.room === undefined) {
        if (Number(kept.lastInsertRowid) % countedEvery === 0)
          deleteOfChat.run(mostAudited.ofChat);
        return;
      }
      deleteOfRoom.run(record.room);
      let tooMany = Number(count.get()?.["records"]) - mostAudited.ofRooms;
      while (tooMany > 0 && deleteOfLargest()) tooMany--;
    },
  };
}
