// The writer's calls about rooms. A part of writes.ts.
import { randomUUID } from "node:crypto";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { RoomId } from "../../core/entries.ts";
import { noRoom, roomTaken } from "../refusals.ts";
import { Refused, type RoomWrites } from "./calls.ts";
import { foldedToBytes, inRoom, roomColumns, roomFrom } from "./room-rows.ts";

/** @param onGone is told of each room that went. */
export function prepareRoomWrites(
  database: DatabaseSync,
  onGone: (id: RoomId) => void,
): RoomWrites {
  const prepare = (sql: string): StatementSync => database.prepare(sql);
  // The number of a room that is gone is free when nothing is left of it.
  const insertRoom = prepare(
    `INSERT INTO rooms
       (n, id, title, folded, epoch, kind, most, master, topic, description)
     VALUES (1 + max((SELECT coalesce(max(n), 0) FROM rooms),
         (SELECT coalesce(max(n), 0) FROM emptied)),
       ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (folded) DO NOTHING`,
  );
  const roomByFolded = prepare(
    `SELECT ${roomColumns} FROM rooms WHERE folded = ?`,
  );
  const updateRoom = prepare(
    `UPDATE rooms SET kind = coalesce(?2, kind), most = coalesce(?3, most),
       folded = coalesce(?4, folded), description = coalesce(?5, description),
       archived = coalesce(?6, archived),
       master = CASE ?7 WHEN 1 THEN ?8 ELSE master END
     WHERE id = ?1`,
  );
  const deleteUnused = prepare(
    `DELETE FROM rooms WHERE id = ?
     AND NOT EXISTS (SELECT 1 FROM members WHERE room = n)
     AND (kind = 'private'
       OR NOT EXISTS (SELECT 1 FROM entries WHERE ${inRoom("n")}))
     RETURNING n`,
  );
  // A room made later may get the same number.
  const traces = [
    "invitations",
    "reactions",
    "reaction_counts",
    "mentions",
  ].map((table) => prepare(`DELETE FROM ${table} WHERE room = ?`));
  const deleteInvitations = prepare("DELETE FROM invitations WHERE room = ?");
  const hasEntries = prepare(
    `SELECT 1 FROM entries WHERE ${inRoom("?1")} LIMIT 1`,
  );
  const emptyLater = prepare("INSERT INTO emptied (n) VALUES (?)");
  const deleteSanctions = prepare(
    "DELETE FROM sanctions WHERE kind IN ('ban', 'mute') AND room = ?",
  );

  return {
    createRoom(room) {
      const { id, title, kind, most, master = null } = room;
      const { topic = "", description = "" } = room;
      const folded = foldedToBytes(room.folded);
      const epoch = randomUUID();
      const place = [id, title, folded, epoch] as const;
      const rest = [kind, most, master, topic, description] as const;
      const { changes } = insertRoom.run(...place, ...rest);
      if (changes !== 0) {
        const made = { ...room, topic, description, isArchived: false };
        return { room: made, made: true };
      }
      const known = roomByFolded.get(folded);
      if (known === undefined) throw new Error("The room is not to be found.");
      return { room: roomFrom(known), made: false };
    },
    changeRoom(id, change) {
      const { kind = null, most = null, description = null } = change;
      const { master, isArchived } = change;
      const folded =
        change.folded === undefined ? null : foldedToBytes(change.folded);
      const holder = folded && roomByFolded.get(folded);
      if (holder && holder["id"] !== id)
        return new Refused("room_exists", roomTaken);
      const archived = isArchived === undefined ? null : Number(isArchived);
      const isMasterNew = master === undefined ? 0 : 1;
      const to = [kind, most, folded, description, archived] as const;
      const { changes } = updateRoom.run(
        id,
        ...to,
        isMasterNew,
        master ?? null,
      );
      return changes === 0 ? new Refused("no_such_room", noRoom) : undefined;
    },
    removeIfUnused(id) {
      const gone = deleteUnused.get(id);
      if (gone === undefined) return false;
      const n = Number(gone["n"]);
      if (hasEntries.get(n) !== undefined) {
        deleteInvitations.run(n);
        emptyLater.run(n);
      } else for (const trace of traces) trace.run(n);
      deleteSanctions.run(id);
      onGone(id);
      return true;
    },
  };
}
