// The writer's calls about members, what they have read, and invitations. A part of writes.ts.
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { IdentityId, RoomId } from "../../core/entries.ts";
import { noRoom, tooManyRooms } from "../refusals.ts";
import { Refused, type MemberWrites } from "./calls.ts";
import type { DirectMembers } from "./direct-members.ts";
import { prepareInvitationWrites } from "./invitation-writes.ts";
import { inRoom, memberColumns, membershipFrom } from "./room-rows.ts";

interface Found {
  readonly n: number;
  readonly kind: string;
}

export function prepareMemberWrites(
  database: DatabaseSync,
  directMembers: Pick<DirectMembers, "bound">,
): MemberWrites {
  const prepare = (sql: string): StatementSync => database.prepare(sql);
  const room = prepare("SELECT n, kind FROM rooms WHERE id = ?");
  const head = prepare(
    `SELECT entries.id & 0xffffffff AS head FROM entries
     WHERE ${inRoom("?1")} ORDER BY entries.id DESC LIMIT 1`,
  );
  const member = prepare(
    `SELECT ${memberColumns} FROM members WHERE room = ? AND identity = ?`,
  );
  const insertMember = prepare(
    `INSERT INTO members (room, identity, nick, read, joined)
     VALUES (?1, ?2, ?3, ?4,
       (SELECT coalesce(max(joined), 0) + 1 FROM members WHERE identity = ?2))`,
  );
  const setNick = prepare(
    "UPDATE members SET nick = ?3 WHERE room = ?1 AND identity = ?2",
  );
  const setRole = prepare(
    `UPDATE members SET role = ?3
     WHERE room = (SELECT n FROM rooms WHERE id = ?1) AND identity = ?2`,
  );
  const moveMark = prepare(
    `UPDATE members SET read = ?3
     WHERE room = ?1 AND identity = ?2 AND read < ?3`,
  );
  const countAll = prepare(
    "SELECT count(*) AS count FROM members WHERE identity = ?",
  );
  const countJoined = prepare(
    `SELECT count(*) AS count FROM members JOIN rooms ON rooms.n = members.room
     WHERE members.identity = ? AND rooms.kind <> 'direct'`,
  );
  const count = (statement: StatementSync, identity: IdentityId): number =>
    Number(statement.get(identity)?.["count"]);
  const deleteMember = prepare(
    `DELETE FROM members
     WHERE room = (SELECT n FROM rooms WHERE id = ?) AND identity = ?`,
  );
  const invitations = prepareInvitationWrites(database);

  const find = (id: RoomId): Found | undefined => {
    const row = room.get(id);
    return row && { n: Number(row["n"]), kind: String(row["kind"]) };
  };
  const headOf = (n: number): number => Number(head.get(n)?.["head"] ?? 0);

  /** Whether of so many rooms that are not direct. */
  const isMemberOf = (identity: IdentityId, most: number): boolean =>
    // What all together do not reach is not looked at closer.
    count(countAll, identity) >= most && count(countJoined, identity) >= most;

  return {
    addMember(id, identity, nick, most) {
      const found = find(id);
      if (found === undefined) return new Refused("no_such_room", noRoom);
      const { n, kind } = found;
      const row = member.get(n, identity);
      if (row === undefined) {
        const isDirect = kind === "direct";
        // Direct rooms are made by others too.
        if (!isDirect && isMemberOf(identity, most))
          return new Refused("too_many", tooManyRooms(most));
        const read = isDirect ? 0 : headOf(n);
        insertMember.run(n, identity, nick ?? null, read);
        if (isDirect) directMembers.bound(n, identity);
        return { isNew: true, nick: nick ?? undefined, role: undefined, read };
      }
      const known = { ...membershipFrom(row), isNew: false };
      if (nick === undefined || nick === row["nick"]) return known;
      setNick.run(n, identity, nick);
      return { ...known, nick: nick ?? undefined };
    },
    removeMember(id, identity) {
      return deleteMember.run(id, identity).changes !== 0;
    },
    setMemberRole(id, identity, role) {
      return setRole.run(id, identity, role ?? null).changes !== 0;
    },
    mark(marks) {
      const rooms = new Map<RoomId, { n: number; head: number }>();
      for (const { room: id, identity, seq } of marks) {
        let known = rooms.get(id);
        if (known === undefined) {
          const n = find(id)?.n;
          if (n === undefined) continue;
          rooms.set(id, (known = { n, head: headOf(n) }));
        }
        moveMark.run(known.n, identity, Math.min(seq, known.head));
      }
    },
    invite(id, identity, by, most) {
      const found = find(id);
      if (found === undefined) return new Refused("no_such_room", noRoom);
      invitations.invite(found.n, identity, by, most);
      return undefined;
    },
    uninvite(id, identity) {
      return invitations.uninvite(id, identity);
    },
  };
}
