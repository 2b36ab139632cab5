// The operations of the reader thread.
import type { DatabaseSync } from "node:sqlite";
import type { Refused } from "./messages.ts";

const NO_SUCH_ROOM: Refused = { refused: "no_such_room" };
const COLUMNS = "seq, at, kind, by, name, text, key";

export type Read = (...args: never[]) => unknown;

export function prepareReads(
  database: DatabaseSync,
): Readonly<Record<string, Read>> {
  const sql = (text: string) => database.prepare(text);
  const stateOf = sql(`
    SELECT n, epoch,
      coalesce((SELECT max(seq) FROM entries WHERE room = n), 0) AS head,
      (SELECT min(seq) FROM entries WHERE room = n) AS first
    FROM rooms WHERE id = ?`);
  const after = sql(
    `SELECT ${COLUMNS} FROM entries WHERE room = ? AND seq > ? ORDER BY seq LIMIT ?`,
  );
  const before = sql(
    `SELECT ${COLUMNS} FROM entries WHERE room = ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
  );
  const byKey = sql(`
    SELECT ${COLUMNS} FROM entries WHERE room = (SELECT n FROM rooms WHERE id = ?) AND by = ? AND key = ?`);
  for (const statement of [after, before, byKey])
    statement.setReturnArrays(true);
  const roomById = sql("SELECT id, title, folded FROM rooms WHERE id = ?");
  const roomByFolded = sql(
    "SELECT id, title, folded FROM rooms WHERE folded = ?",
  );
  const rooms = sql(
    "SELECT id, title, folded FROM rooms WHERE folded > ? ORDER BY folded LIMIT ?",
  );
  const isMember = sql(
    "SELECT 1 FROM members WHERE room = (SELECT n FROM rooms WHERE id = ?) AND identity = ?",
  );
  const roomsOf = sql(
    "SELECT rooms.id FROM members JOIN rooms ON n = room WHERE identity = ? LIMIT ?",
  );
  const byToken = sql(`
    SELECT id, kind, name FROM identities WHERE id = (SELECT identity FROM tokens WHERE hash = ?)`);
  const identity = sql("SELECT id, kind, name FROM identities WHERE id = ?");

  function state(room: string) {
    const row = stateOf.get(room);
    if (row === undefined) return undefined;
    const head = Number(row["head"]);
    return {
      n: Number(row["n"]),
      epoch: String(row["epoch"]),
      head,
      first: Number(row["first"] ?? head + 1),
    };
  }

  return {
    state: (room: string) => state(room) ?? NO_SUCH_ROOM,
    read(room: string, epoch: string, seq: number, limit: number) {
      const log = state(room);
      if (log === undefined) return NO_SUCH_ROOM;
      if (epoch !== log.epoch || seq > log.head || seq < log.first - 1)
        return "reset";
      return after.all(log.n, seq, limit);
    },
    page(room: string, below: number, limit: number) {
      const log = state(room);
      if (log === undefined) return NO_SUCH_ROOM;
      return before.all(log.n, Math.min(below, log.head + 1), limit).reverse();
    },
    find: (room: string, by: string, key: string) => byKey.get(room, by, key),
    byId: (id: string) => roomById.get(id),
    byFolded: (folded: string) => roomByFolded.get(folded),
    list: (from: string, limit: number) => rooms.all(from, limit),
    isMember: (room: string, id: string) =>
      isMember.get(room, id) !== undefined,
    roomsOf: (id: string, limit: number) =>
      roomsOf.all(id, limit).map((row) => String(row["id"])),
    byToken: (hash: Uint8Array) => byToken.get(hash),
    identity: (id: string) => identity.get(id),
  };
}
