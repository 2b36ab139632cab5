// The append as the writer does it, the statement that everything else waits for. Used by the writer's calls.
import type { DatabaseSync } from "node:sqlite";
import type { IdentityId, RoomId } from "../../core/entries.ts";
import { noRoom } from "../refusals.ts";
import { Refused, type EntryColumns, type Writes } from "./calls.ts";
import { entryColumns, numberOf } from "./entry-rows.ts";
import { Recent } from "./recent.ts";

interface Head {
  readonly room: number;
  seq: number;
  at: number;
}

const mostHeads = 20_000;
const mostSpoken = 20_000;

export interface Appending {
  readonly append: Writes["append"];
  /** The time that entries carry from now on, unless their room is ahead of it. */
  setTime(at: number): void;
  forgetRoom(id: RoomId): void;
  /** Forgets what it knows of the file: something was rolled back. */
  forget(): void;
}

export function prepareAppend(database: DatabaseSync): Appending {
  const insert = database.prepare(
    `INSERT INTO entries VALUES ((?1 << 32) | ?2, ?1, ?3, ?4, ?5, ?6, ?7, ?8)
     ON CONFLICT (author, key, room) WHERE key IS NOT NULL DO NOTHING`,
  );
  const byKey = database.prepare(
    `SELECT ${entryColumns} FROM entries WHERE room = ? AND author = ? AND key = ?`,
  );
  byKey.setReturnArrays(true);
  const roomNumber = database.prepare("SELECT n FROM rooms WHERE id = ?");
  const newest = database.prepare(
    `SELECT id & 0xffffffff AS seq, at FROM entries
     WHERE id > (?1 << 32) AND id <= (?1 << 32 | 0xffffffff)
     ORDER BY id DESC LIMIT 1`,
  );
  const markSpoken = database.prepare(
    "UPDATE identities SET spoken = 1 WHERE id = ? AND spoken = 0",
  );
  const heads = new Recent<RoomId, Head>(mostHeads);
  const spoken = new Recent<IdentityId, true>(mostSpoken);
  let now = 0;

  function readHead(id: RoomId): Head | undefined {
    const found = roomNumber.get(id);
    if (found === undefined) return undefined;
    const room = Number(found["n"]);
    const last = newest.get(room);
    const head = {
      room,
      seq: Number(last?.["seq"] ?? 0),
      at: Number(last?.["at"] ?? 0),
    };
    heads.set(id, head);
    return head;
  }

  return {
    append(id, kind, by, name, text, key) {
      const head = heads.get(id) ?? readHead(id);
      if (head === undefined) return new Refused("no_such_room", noRoom);
      const { room } = head;
      const seq = head.seq + 1;
      const at = Math.max(now, head.at);
      const { changes } = insert.run(
        room,
        seq,
        at,
        numberOf(kind),
        by,
        name,
        text,
        key,
      );
      if (changes === 0) {
        // With setReturnArrays a row is an array of its columns, which the types do not say.
        const row: unknown = byKey.get(room, by, key);
        return { first: row as EntryColumns };
      }
      if (spoken.get(by) === undefined) {
        markSpoken.run(by);
        spoken.set(by, true);
      }
      head.seq = seq;
      head.at = at;
      return at === now ? seq : { seq, at };
    },
    setTime(at) {
      now = at;
    },
    forgetRoom(id) {
      heads.delete(id);
    },
    forget() {
      heads.clear();
      spoken.clear();
    },
  };
}
