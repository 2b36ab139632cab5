// The writer's calls about rooms, members and invitations. A part of writes.ts.
import { randomUUID } from "node:crypto";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { RoomId } from "../../core/entries.ts";
import { noRoom } from "../refusals.ts";
import { Refused, type RoomWrites } from "./calls.ts";
import { foldedToBytes, roomColumns, roomFrom } from "./room-rows.ts";

/** @param onGone is told of each room that went. */
export function prepareRoomWrites(
  database: DatabaseSync,
  onGone: (id: RoomId) => void,
): RoomWrites {
  const prepare = (sql: string): StatementSync => database.prepare(sql);
  const insertRoom = prepare(
    `INSERT INTO rooms (id, title, folded, epoch, kind, most, master)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (folded) DO NOTHING`,
  );
  const roomByFolded = prepare(
    `SELECT ${roomColumns} FROM rooms WHERE folded = ?`,
  );
  const updateRoom = prepare(
    `UPDATE rooms SET kind = coalesce(?2, kind), most = coalesce(?3, most),
       master = CASE ?4 WHEN 1 THEN ?5 ELSE master END
     WHERE id = ?1`,
  );
  const roomNumber = prepare("SELECT n FROM rooms WHERE id = ?");
  const deleteUnused = prepare(
    `DELETE FROM rooms WHERE id = ?
     AND NOT EXISTS (SELECT 1 FROM members WHERE room = n)
     AND NOT EXISTS (
       SELECT 1 FROM entries WHERE id > (n << 32) AND id <= (n << 32 | 0xffffffff)
     ) RETURNING n`,
  );
  const deleteInvitations = prepare("DELETE FROM invitations WHERE room = ?");
  const member = prepare(
    "SELECT nick FROM members WHERE room = ? AND identity = ?",
  );
  const insertMember = prepare(
    `INSERT INTO members (room, identity, nick, joined) VALUES (?1, ?2, ?3,
       (SELECT coalesce(max(joined), 0) + 1 FROM members WHERE identity = ?2))`,
  );
  const setNick = prepare(
    "UPDATE members SET nick = ?3 WHERE room = ?1 AND identity = ?2",
  );
  const insertInvitation = prepare(
    "INSERT INTO invitations VALUES (?, ?) ON CONFLICT DO NOTHING",
  );
  const deleteFrom = (table: "members" | "invitations"): StatementSync =>
    prepare(
      `DELETE FROM ${table}
       WHERE room = (SELECT n FROM rooms WHERE id = ?) AND identity = ?`,
    );
  const deleteMember = deleteFrom("members");
  const deleteInvitation = deleteFrom("invitations");

  const numberOf = (id: RoomId): number | Refused => {
    const room = roomNumber.get(id);
    if (room === undefined) return new Refused("no_such_room", noRoom);
    return Number(room["n"]);
  };

  return {
    createRoom(room) {
      const { id, title, folded, kind, most, master = null } = room;
      const bytes = foldedToBytes(folded);
      const epoch = randomUUID();
      const made = insertRoom.run(id, title, bytes, epoch, kind, most, master);
      if (made.changes !== 0) return { room, made: true };
      const known = roomFrom(roomByFolded.get(bytes));
      if (known === undefined) throw new Error("The room is not to be found.");
      return { room: known, made: false };
    },
    changeRoom(id, { kind = null, most = null, master }) {
      const isMasterNew = master === undefined ? 0 : 1;
      const by = [kind, most, isMasterNew, master ?? null] as const;
      const { changes } = updateRoom.run(id, ...by);
      return changes === 0 ? new Refused("no_such_room", noRoom) : undefined;
    },
    removeIfUnused(id) {
      const gone = deleteUnused.get(id);
      if (gone === undefined) return false;
      // A room made later may get the same number.
      deleteInvitations.run(Number(gone["n"]));
      onGone(id);
      return true;
    },
    addMember(id, identity, nick) {
      const room = numberOf(id);
      if (room instanceof Refused) return room;
      const known = member.get(room, identity);
      if (known === undefined) {
        insertMember.run(room, identity, nick ?? null);
        return { isNew: true, nick: nick ?? undefined };
      }
      const had = known["nick"] as string | null;
      if (nick === undefined || nick === had)
        return { isNew: false, nick: had ?? undefined };
      setNick.run(room, identity, nick);
      return { isNew: false, nick: nick ?? undefined };
    },
    removeMember(id, identity) {
      return deleteMember.run(id, identity).changes !== 0;
    },
    invite(id, identity) {
      const room = numberOf(id);
      if (room instanceof Refused) return room;
      insertInvitation.run(room, identity);
      return undefined;
    },
    uninvite(id, identity) {
      return deleteInvitation.run(id, identity).changes !== 0;
    },
  };
}
