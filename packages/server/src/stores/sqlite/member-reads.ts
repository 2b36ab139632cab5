// The reader's calls about members and invitations, and how members stand to their rooms. A part of reads.ts.
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { MemberRecord, Standing } from "../../core/ports/room-store.ts";
import type { ServerRole } from "../../core/ports/identity-store.ts";
import { mostMentions } from "../bounds.ts";
import type { MemberReads } from "./calls.ts";
import {
  inRoom,
  memberColumns,
  membershipFrom,
  roomColumns,
  roomFrom,
} from "./room-rows.ts";

// The newest entry and the one read last tell how many messages there were with them; older entries do not, and were all
// messages. A message that mentions both him and the room counts once: two runs of the table are merged in its order.
const mentionsOf = (identity: string): string =>
  `SELECT seq FROM mentions
   WHERE mentions.identity = ${identity} AND mentions.room = members.room
     AND seq > members.read AND author <> members.identity`;
const standingColumns = `${roomColumns}, rooms.epoch, ${memberColumns},
  coalesce(head.id & 0xffffffff, 0) AS head,
  coalesce(head.said, head.id & 0xffffffff, 0)
    - coalesce(marked.said, marked.id & 0xffffffff, 0) AS unread,
  CASE WHEN (head.id & 0xffffffff) > members.read THEN (
    SELECT count(*) FROM (
      ${mentionsOf("''")} UNION ${mentionsOf("members.identity")}
      ORDER BY seq LIMIT ${mostMentions})) ELSE 0 END AS mentions`;
const standingTables = `members JOIN rooms ON rooms.n = members.room
  LEFT JOIN entries AS head ON head.id = (
    SELECT entries.id FROM entries WHERE ${inRoom("members.room")}
    ORDER BY entries.id DESC LIMIT 1)
  LEFT JOIN entries AS marked
    ON marked.id = (members.room << 32 | members.read)`;

export function prepareMemberReads(database: DatabaseSync): MemberReads {
  const prepare = (sql: string): StatementSync => database.prepare(sql);
  const ofRoom = "room = (SELECT n FROM rooms WHERE id = ?1)";
  const pairIn = (table: "members" | "invitations"): StatementSync =>
    prepare(`SELECT 1 FROM ${table} WHERE ${ofRoom} AND identity = ?2`);
  const isMember = pairIn("members");
  const isInvited = pairIn("invitations");
  const membership = prepare(
    `SELECT ${memberColumns} FROM members WHERE ${ofRoom} AND identity = ?2`,
  );
  const members = prepare(
    `SELECT members.identity, ${memberColumns},
       name, kind, identities.role AS server_role
     FROM members LEFT JOIN identities ON identities.id = members.identity
     WHERE ${ofRoom} AND members.identity > ?2
     ORDER BY members.identity LIMIT ?3`,
  );
  const countMembers = prepare(
    `SELECT count(*) AS members FROM members WHERE ${ofRoom}`,
  );
  const memberNamed = prepare(
    `SELECT identity FROM members WHERE ${ofRoom} AND identity = (
       SELECT id FROM identities WHERE folded = ?2 OR alike = ?2)`,
  );
  const countJoined = prepare(
    `SELECT count(*) AS joined FROM (
       SELECT 1 FROM members JOIN rooms ON rooms.n = members.room
       WHERE members.identity = ? AND rooms.kind <> 'direct' LIMIT ? + 0)`,
  );
  const roomsOf = prepare(
    `SELECT rooms.id FROM members JOIN rooms ON rooms.n = members.room
     WHERE members.identity = ? ORDER BY members.joined, members.room LIMIT ?`,
  );
  const privateOf = prepare(
    `SELECT ${roomColumns} FROM rooms WHERE kind = 'private' AND n IN (
       SELECT room FROM members WHERE identity = ?1
       UNION SELECT room FROM invitations WHERE identity = ?1)
     LIMIT ?2`,
  );
  const standingsOf = (kinds: string, order: "ASC" | "DESC"): StatementSync =>
    prepare(
      `SELECT ${standingColumns}, members.joined FROM ${standingTables}
       WHERE members.identity = ? AND rooms.kind ${kinds} 'direct'
       ORDER BY members.joined ${order}, members.room ${order} LIMIT ?`,
    );
  const joinedStandings = standingsOf("<>", "ASC");
  const directStandings = standingsOf("=", "DESC");
  const standing = prepare(
    `SELECT ${standingColumns} FROM ${standingTables}
     WHERE members.${ofRoom} AND members.identity = ?2`,
  );

  return {
    isMember: (id, identity) => isMember.get(id, identity) !== undefined,
    membership(id, identity) {
      const row = membership.get(id, identity);
      return row && membershipFrom(row);
    },
    members: (id, after, limit) =>
      members.all(id, after, limit).map(memberFrom),
    countMembers: (id) => Number(countMembers.get(id)?.["members"]),
    membersNamed: (id, folded) =>
      [...new Set(folded)].flatMap((name) => {
        const row = memberNamed.get(id, name);
        return row ? [{ folded: name, id: String(row["identity"]) }] : [];
      }),
    countJoined: (identity, most) =>
      Number(countJoined.get(identity, most)?.["joined"]),
    roomsOf: (identity, limit) =>
      roomsOf.all(identity, limit).map((row) => String(row["id"])),
    privateOf: (identity, limit) =>
      privateOf.all(identity, limit).map(roomFrom),
    standings(identity, limit) {
      const joined = joinedStandings.all(identity, limit);
      const left = limit - joined.length;
      const direct = left > 0 ? directStandings.all(identity, left) : [];
      const inOrder = (a: Row, b: Row) =>
        Number(a["joined"]) - Number(b["joined"]);
      return [...joined, ...direct].sort(inOrder).map(standingFrom);
    },
    standing(id, identity) {
      const row = standing.get(id, identity);
      return row && standingFrom(row);
    },
    isInvited: (id, identity) => isInvited.get(id, identity) !== undefined,
  };
}

type Row = Readonly<Record<string, unknown>>;

function memberFrom(row: Row): MemberRecord {
  return {
    ...membershipFrom(row),
    id: String(row["identity"]),
    name: (row["name"] as string | null) ?? "",
    isAccount: row["kind"] === "account",
    serverRole: (row["server_role"] as ServerRole | null) ?? undefined,
  };
}

function standingFrom(row: Row): Standing {
  return {
    ...membershipFrom(row),
    room: roomFrom(row),
    epoch: String(row["epoch"]),
    head: Number(row["head"]),
    unread: Number(row["unread"]),
    mentions: Number(row["mentions"]),
  };
}
