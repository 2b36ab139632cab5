// The reader's calls about rooms, members and invitations. A part of reads.ts.
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { RoomReads } from "./calls.ts";
import { foldedToBytes, roomColumns, roomFrom } from "./room-rows.ts";

/** Above the folded title of every direct room, and below that of every other. */
const aboveDirect = "x'0000ffff'";

export function prepareRoomReads(database: DatabaseSync): RoomReads {
  const prepare = (sql: string): StatementSync => database.prepare(sql);
  const roomBy = (column: "id" | "folded"): StatementSync =>
    prepare(`SELECT ${roomColumns} FROM rooms WHERE ${column} = ?`);
  const roomById = roomBy("id");
  const roomByFolded = roomBy("folded");
  const listRooms = prepare(
    `SELECT ${roomColumns} FROM rooms
     WHERE folded > max(?, ${aboveDirect}) ORDER BY folded LIMIT ?`,
  );
  const countRooms = prepare(
    `SELECT count(*) AS rooms FROM rooms WHERE folded > ${aboveDirect}`,
  );
  const pairIn = (table: "members" | "invitations"): StatementSync =>
    prepare(
      `SELECT 1 FROM ${table}
       WHERE room = (SELECT n FROM rooms WHERE id = ?) AND identity = ?`,
    );
  const isMember = pairIn("members");
  const isInvited = pairIn("invitations");
  const roomsOf = prepare(
    `SELECT rooms.id FROM members JOIN rooms ON rooms.n = members.room
     WHERE members.identity = ? ORDER BY members.joined, members.room LIMIT ?`,
  );

  return {
    roomById: (id) => roomFrom(roomById.get(id)),
    roomByFolded: (folded) => roomFrom(roomByFolded.get(foldedToBytes(folded))),
    listRooms: (from, limit) =>
      listRooms
        .all(foldedToBytes(from), limit)
        .flatMap((row) => roomFrom(row) ?? []),
    countRooms: () => Number(countRooms.get()?.["rooms"]),
    isMember: (id, identity) => isMember.get(id, identity) !== undefined,
    roomsOf: (identity, limit) =>
      roomsOf.all(identity, limit).map((row) => String(row["id"])),
    isInvited: (id, identity) => isInvited.get(id, identity) !== undefined,
  };
}
