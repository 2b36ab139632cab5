// The reader's calls about rooms. A part of reads.ts.
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { IdentityId } from "../../core/entries.ts";
import { isIdentityId } from "../../core/ids.ts";
import { atMost } from "../bounds.ts";
import type { RoomReads } from "./calls.ts";
import { foldedToBytes, roomColumns, roomFrom } from "./room-rows.ts";

/** Above what every direct and every private room is found by, and below that of every other. */
const aboveUnlisted = "x'0000ffff'";

export function prepareRoomReads(database: DatabaseSync): RoomReads {
  const prepare = (sql: string): StatementSync => database.prepare(sql);
  const roomBy = (column: "id" | "folded"): StatementSync =>
    prepare(`SELECT ${roomColumns} FROM rooms WHERE ${column} = ?`);
  const roomById = roomBy("id");
  const roomByFolded = roomBy("folded");
  // One row in any case, and by the same steps whether there is no such room (0 is no room's number) or none for him:
  // what he is to it is found out first.
  const visibleBy = (column: "id" | "folded"): StatementSync =>
    prepare(
      `WITH asked AS MATERIALIZED (
         SELECT n,
           EXISTS (SELECT 1 FROM members WHERE room = n AND identity = ?2)
             OR EXISTS (SELECT 1 FROM invitations WHERE room = n AND identity = ?2) AS has
         FROM (SELECT coalesce((SELECT n FROM rooms WHERE ${column} = ?1), 0) AS n))
       SELECT ${roomColumns} FROM asked LEFT JOIN rooms ON rooms.n = asked.n
         AND (has OR kind IN ('public', 'closed') OR master = ?2
           OR (kind = 'direct' AND instr(folded, ?3)))`,
    );
  const visibleById = visibleBy("id");
  const visibleByFolded = visibleBy("folded");
  const listRooms = prepare(
    `SELECT ${roomColumns} FROM rooms
     WHERE folded > max(?, ${aboveUnlisted}) AND kind IN ('public', 'closed')
     ORDER BY folded LIMIT ?`,
  );
  const countRooms = prepare(
    `SELECT count(*) AS rooms FROM (
       SELECT 1 FROM rooms WHERE folded > ${aboveUnlisted} LIMIT ?)`,
  );

  const one = (statement: StatementSync, by: string | Uint8Array) => {
    const row = statement.get(by);
    return row && roomFrom(row);
  };

  /** Of a direct room's people, ids are the only things so long that have no blank. */
  const visible = (
    statement: StatementSync,
    by: string | Uint8Array,
    identity: IdentityId,
  ) => {
    const person = isIdentityId(identity) ? foldedToBytes(identity) : null;
    const row = statement.get(by, identity, person);
    return row === undefined || row["id"] === null ? undefined : roomFrom(row);
  };

  return {
    roomById: (id) => one(roomById, id),
    roomByFolded: (folded) => one(roomByFolded, foldedToBytes(folded)),
    visibleById: (id, identity) => visible(visibleById, id, identity),
    visibleByFolded: (folded, identity) =>
      visible(visibleByFolded, foldedToBytes(folded), identity),
    listRooms: (from, limit) =>
      listRooms.all(foldedToBytes(from), limit).map(roomFrom),
    countRooms: (most) =>
      Number(countRooms.get(atMost(most, Number.MAX_SAFE_INTEGER))?.["rooms"]),
  };
}
