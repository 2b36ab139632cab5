// Who is a member of direct rooms: their people, as far as they are known. Of more than are kept of one person one is let
// go, and comes back when something is said there. A part of the writer's calls.
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { peopleIn } from "../../core/room/direct.ts";
import type { IdentityId, RoomId } from "../../core/entries.ts";
import { mostDirects, mostOwnSought } from "../bounds.ts";
import { inRoom, roomColumns, roomFrom } from "./room-rows.ts";

export interface DirectMembers {
  /** After one more was kept of him, in the room with the number `n`. */
  bound(n: number, identity: IdentityId): void;
  /** Its people are members; whoever was none has read up to what he said there last himself, and nothing else. */
  keep(n: number): void;
}

/** @param onLetGo is told of each room that somebody is no member of any more. */
export function prepareDirectMembers(
  database: DatabaseSync,
  onLetGo: (id: RoomId) => void,
): DirectMembers {
  const prepare = (sql: string): StatementSync => database.prepare(sql);
  const all = prepare(
    "SELECT count(*) AS count FROM members WHERE identity = ?",
  );
  const directs = prepare(
    `SELECT count(*) AS count FROM members JOIN rooms ON rooms.n = members.room
     WHERE members.identity = ? AND rooms.kind = 'direct'`,
  );
  // Whoever said the first word has begun it. Anyone can be many guests: they share as one.
  const leastOnes = prepare(
    `SELECT room, id FROM (
       SELECT *, CASE is_known WHEN 0 THEN
         count(*) OVER (PARTITION BY is_known, beginner) ELSE 0 END AS share
       FROM (
         SELECT members.room, rooms.id, members.joined,
           members.read > 0 OR coalesce(first.author = ?1, 0) AS is_known,
           CASE identities.kind WHEN 'account' THEN first.author ELSE '' END
             AS beginner,
           (SELECT entries.at FROM entries WHERE ${inRoom("members.room")}
            ORDER BY entries.id DESC LIMIT 1) AS at
         FROM members JOIN rooms ON rooms.n = members.room
           LEFT JOIN entries AS first ON first.id = (members.room << 32 | 1)
           LEFT JOIN identities ON identities.id = first.author
         WHERE members.identity = ?1 AND rooms.kind = 'direct'
           AND members.room <> ?2))
     ORDER BY is_known, share DESC, beginner <> '', at, joined
     LIMIT ?3`,
  );
  const remove = prepare("DELETE FROM members WHERE room = ? AND identity = ?");
  const room = prepare(`SELECT ${roomColumns} FROM rooms WHERE n = ?`);
  const add = prepare(
    `INSERT INTO members (room, identity, read, joined)
     SELECT ?1, id,
       (SELECT coalesce(max(seq), 0) FROM (
          SELECT entries.id & 0xffffffff AS seq, author FROM entries
          WHERE ${inRoom("?1")} ORDER BY entries.id DESC LIMIT ${mostOwnSought})
        WHERE author = ?2),
       (SELECT coalesce(max(joined), 0) + 1 FROM members WHERE identity = ?2)
     FROM identities WHERE id = ?2 AND NOT EXISTS (
       SELECT 1 FROM members WHERE room = ?1 AND identity = ?2)`,
  );
  const count = (statement: StatementSync, identity: string): number =>
    Number(statement.get(identity)?.["count"]);

  const bound: DirectMembers["bound"] = (n, identity) => {
    // What all together do not reach is not looked at closer.
    if (count(all, identity) <= mostDirects) return;
    const tooMany = count(directs, identity) - mostDirects;
    if (tooMany <= 0) return;
    for (const least of leastOnes.all(identity, n, tooMany)) {
      remove.run(Number(least["room"]), identity);
      onLetGo(String(least["id"]));
    }
  };

  return {
    bound,
    keep(n) {
      const row = room.get(n);
      if (row === undefined) return;
      for (const identity of peopleIn(roomFrom(row).folded))
        if (add.run(n, identity).changes !== 0) bound(n, identity);
    },
  };
}
