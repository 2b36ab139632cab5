// The writer's calls about invitations, and which goes when one person has too many. A part of member-writes.ts.
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { IdentityId } from "../../core/entries.ts";

interface InvitationWrites {
  /** `room` is its number. */
  invite(
    room: number,
    identity: IdentityId,
    by: IdentityId,
    most: number,
  ): void;
  /** Whoever has invited to it. Whether there was one. */
  uninvite(room: string, identity: IdentityId): boolean;
}

export function prepareInvitationWrites(
  database: DatabaseSync,
): InvitationWrites {
  const prepare = (sql: string): StatementSync => database.prepare(sql);
  const isAccount = prepare(
    "SELECT 1 FROM identities WHERE id = ? AND kind = 'account'",
  );
  const haveRoom = prepare(
    `SELECT 1 FROM members AS his JOIN rooms ON rooms.n = his.room
     WHERE his.identity = ?1 AND rooms.kind IN ('closed', 'private') AND EXISTS (
       SELECT 1 FROM members WHERE room = his.room AND identity = ?2)
     LIMIT 1`,
  );
  const insert = prepare(
    `INSERT INTO invitations (room, identity, by, share, nth)
     VALUES (?1, ?2, ?3, ?4,
       (SELECT coalesce(max(nth), 0) + 1 FROM invitations WHERE identity = ?2))
     ON CONFLICT DO NOTHING`,
  );
  const count = prepare(
    "SELECT count(*) AS count FROM invitations WHERE identity = ?",
  );
  // Anyone can be many guests: among strangers, too, they count as one.
  const deleteLeast = prepare(
    `DELETE FROM invitations WHERE identity = ?1 AND (room, by) IN (
       SELECT room, by FROM (
         SELECT room, by, nth, count(*) OVER (PARTITION BY share) AS shared,
           count(*) OVER (PARTITION BY share,
             CASE kind WHEN 'account' THEN by ELSE '' END) AS his
         FROM invitations LEFT JOIN identities ON identities.id = by
         WHERE identity = ?1)
       ORDER BY shared DESC, his DESC, nth LIMIT ?2)`,
  );
  const remove = prepare(
    `DELETE FROM invitations
     WHERE room = (SELECT n FROM rooms WHERE id = ?) AND identity = ?`,
  );

  const areFriends = (identity: IdentityId, by: IdentityId): boolean =>
    isAccount.get(by) !== undefined && haveRoom.get(identity, by) !== undefined;

  return {
    invite(room, identity, by, most) {
      const share = areFriends(identity, by) ? by : "";
      insert.run(room, identity, by, share);
      const tooMany = Number(count.get(identity)?.["count"]) - most;
      if (tooMany > 0) deleteLeast.run(identity, tooMany);
    },
    uninvite(room, identity) {
      return remove.run(room, identity).changes !== 0;
    },
  };
}
