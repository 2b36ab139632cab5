// The operations of the writer thread. Each runs inside a transaction that its caller begins and commits.
import type { DatabaseSync } from "node:sqlite";
import { Heads } from "./heads.ts";
import type { Refused } from "./messages.ts";

const NO_SUCH_ROOM: Refused = { refused: "no_such_room" };
/** Authors known to have spoken; beyond it all are forgotten. */
const SPEAKERS_MOST = 100_000;

export type Write = (...args: never[]) => unknown;

export function prepareWrites(
  database: DatabaseSync,
): Readonly<Record<string, Write>> {
  const heads = new Heads(database);
  const speakers = new Set<string>();
  const sql = (text: string) => database.prepare(text);
  const insertEntry = sql(`
    INSERT INTO entries (room, seq, at, kind, by, name, text, key) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (by, key, room) WHERE key IS NOT NULL DO NOTHING`);
  const firstEntry = sql(`
    SELECT seq, at, kind, by, name, text, key FROM entries WHERE room = ? AND by = ? AND key = ?`);
  firstEntry.setReturnArrays(true);
  const hasSpoken = sql(
    "UPDATE identities SET has_spoken = 1 WHERE id = ? AND has_spoken = 0",
  );
  const roomByFolded = sql(
    "SELECT id, title, folded FROM rooms WHERE folded = ?",
  );
  const insertRoom = sql(
    "INSERT INTO rooms (id, title, folded, epoch) VALUES (?, ?, ?, ?)",
  );
  const removeRoom = sql(`
    DELETE FROM rooms WHERE id = ?
      AND NOT EXISTS (SELECT 1 FROM entries WHERE room = n)
      AND NOT EXISTS (SELECT 1 FROM members WHERE room = n)`);
  const insertMember = sql(
    "INSERT INTO members (room, identity) VALUES (?, ?) ON CONFLICT DO NOTHING",
  );
  const deleteMember = sql(
    "DELETE FROM members WHERE room = (SELECT n FROM rooms WHERE id = ?) AND identity = ?",
  );
  const insertIdentity = sql(
    "INSERT INTO identities (id, kind, name, seen) VALUES (?, 'guest', ?, ?)",
  );
  const insertToken = sql("INSERT INTO tokens (hash, identity) VALUES (?, ?)");
  const renameIdentity = sql("UPDATE identities SET name = ? WHERE id = ?");
  const seeIdentity = sql(
    "UPDATE identities SET seen = max(seen, ?) WHERE id = ?",
  );
  const oldGuests = sql(`
    SELECT id FROM identities WHERE kind = 'guest' AND has_spoken = ? AND seen < ? ORDER BY seen LIMIT ?`);
  const roomsOf = sql(
    "SELECT rooms.id FROM members JOIN rooms ON n = room WHERE identity = ?",
  );
  const deleteMembershipsOf = sql("DELETE FROM members WHERE identity = ?");
  const deleteTokensOf = sql("DELETE FROM tokens WHERE identity = ?");
  const deleteIdentity = sql("DELETE FROM identities WHERE id = ?");

  function append(
    room: string,
    kind: string,
    by: string,
    name: string,
    text: string,
    key: string | null,
  ): unknown {
    const head = heads.of(room);
    if (head === undefined) return NO_SUCH_ROOM;
    const at = Math.max(Date.now(), head.at);
    const { changes } = insertEntry.run(
      head.n,
      head.seq + 1,
      at,
      kind,
      by,
      name,
      text,
      key,
    );
    if (Number(changes) === 0) return firstEntry.get(head.n, by, key);
    head.seq++;
    head.at = at;
    if (!speakers.has(by)) {
      if (speakers.size >= SPEAKERS_MOST) speakers.clear();
      speakers.add(by);
      hasSpoken.run(by);
    }
    // Two numbers in one: what is cloned between threads is most of what an append costs.
    return [head.seq, at];
  }

  function removeIfUnused(room: string): boolean {
    const { changes } = removeRoom.run(room);
    if (Number(changes) > 0) heads.forget(room);
    return Number(changes) > 0;
  }

  function forgetGuest(id: string, openRooms: ReadonlySet<string>): void {
    const rooms = roomsOf.all(id).map((row) => String(row["id"]));
    deleteMembershipsOf.run(id);
    deleteTokensOf.run(id);
    deleteIdentity.run(id);
    speakers.delete(id);
    for (const room of rooms) if (!openRooms.has(room)) removeIfUnused(room);
  }

  return {
    append,
    removeIfUnused,
    create(id: string, title: string, folded: string, epoch: string) {
      const holder = roomByFolded.get(folded);
      if (holder !== undefined) return { room: { ...holder }, made: false };
      insertRoom.run(id, title, folded, epoch);
      return { room: { id, title, folded }, made: true };
    },
    addMember(room: string, identity: string) {
      const head = heads.of(room);
      return head === undefined
        ? NO_SUCH_ROOM
        : Number(insertMember.run(head.n, identity).changes) > 0;
    },
    removeMember: (room: string, identity: string) =>
      Number(deleteMember.run(room, identity).changes) > 0,
    createGuest(id: string, name: string, tokenHash: Uint8Array, at: number) {
      insertIdentity.run(id, name, at);
      insertToken.run(tokenHash, id);
    },
    rename: (id: string, name: string) => void renameIdentity.run(name, id),
    seen(ids: readonly string[], at: number) {
      for (const id of ids) seeIdentity.run(at, id);
    },
    forgetGuests(
      silentBefore: number,
      spokenBefore: number,
      here: ReadonlySet<string>,
      openRooms: ReadonlySet<string>,
      most: number,
    ) {
      let forgotten = 0;
      for (const [spoken, before] of [
        [0, silentBefore],
        [1, spokenBefore],
      ] as const) {
        // Those who are here may be among the oldest: as many more are looked at.
        for (const row of oldGuests.all(spoken, before, most + here.size)) {
          const id = String(row["id"]);
          if (here.has(id)) continue;
          if (forgotten === most) return forgotten;
          forgetGuest(id, openRooms);
          forgotten++;
        }
      }
      return forgotten;
    },
  };
}
