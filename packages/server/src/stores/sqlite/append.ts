// The append as the writer does it, the statement that everything else waits for. Used by the writer's calls.
import type { DatabaseSync } from "node:sqlite";
import type { IdentityId, RoomId } from "../../core/entries.ts";
import { noRoom } from "../refusals.ts";
import {
  Refused,
  type EntryColumns,
  type Placed,
  type Writes,
} from "./calls.ts";
import type { DirectMembers } from "./direct-members.ts";
import { prepareEffects, type Coming, type Effects } from "./effects.ts";
import { numberOf } from "./entry-kinds.ts";
import { entryColumns } from "./entry-rows.ts";
import { Recent } from "./recent.ts";

interface Head {
  readonly room: number;
  seq: number;
  at: number;
  /** How many messages the log has. */
  said: number;
  /** It is a direct room, and its people may not all be its members. */
  lacksMembers: boolean;
}

const mostHeads = 20_000;
const mostSpoken = 20_000;

export interface Appending extends Pick<Effects, "hasErased"> {
  readonly append: Writes["append"];
  /** The time that entries carry from now on, unless their room is ahead of it. */
  setTime(at: number): void;
  forgetRoom(id: RoomId): void;
  /** Somebody is no member of a direct room any more. */
  letGo(id: RoomId): void;
  /** Forgets what it knows of the file: something was rolled back. */
  forget(): void;
}

export function prepareAppend(
  database: DatabaseSync,
  directMembers: Pick<DirectMembers, "keep">,
): Appending {
  const insert = database.prepare(
    `INSERT INTO entries (id, room, at, kind, author, name, text, key, said)
     VALUES ((?1 << 32) | ?2, ?1, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
     ON CONFLICT (author, key, room) WHERE key IS NOT NULL DO NOTHING`,
  );
  const insertMore = database.prepare(
    `INSERT INTO entries (id, room, at, kind, author, name, text, key, said, of, mentions, count)
     VALUES ((?1 << 32) | ?2, ?1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)`,
  );
  const entryBy = (
    where: string,
  ): ((...by: (string | number)[]) => Placed | undefined) => {
    const statement = database.prepare(
      `SELECT ${entryColumns} FROM entries WHERE ${where}`,
    );
    statement.setReturnArrays(true);
    return (...by) => {
      // With setReturnArrays a row is an array of its columns, which the types do not say.
      const row: unknown = statement.get(...by);
      return row === undefined ? undefined : { first: row as EntryColumns };
    };
  };
  const byKey = entryBy("room = ? AND author = ? AND key = ?");
  const bySeq = entryBy("id = (?1 << 32 | ?2)");
  const roomNumber = database.prepare(
    "SELECT n, kind = 'direct' AS direct FROM rooms WHERE id = ?",
  );
  const newest = database.prepare(
    `SELECT id & 0xffffffff AS seq, at, coalesce(said, id & 0xffffffff) AS said FROM entries
     WHERE id > (?1 << 32) AND id <= (?1 << 32 | 0xffffffff)
     ORDER BY id DESC LIMIT 1`,
  );
  const markSpoken = database.prepare(
    "UPDATE identities SET spoken = 1 WHERE id = ? AND spoken = 0",
  );
  const effects = prepareEffects(database);
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
      said: Number(last?.["said"] ?? 0),
      lacksMembers: found["direct"] === 1,
    };
    heads.set(id, head);
    return head;
  }

  /** The entry that did the same before, if there is one. */
  function repeated(coming: Coming, key: string | null): Placed | undefined {
    const { room, by } = coming;
    const first = key === null ? undefined : byKey(room, by, key);
    if (first !== undefined) return first;
    const given = effects.given(coming);
    return given === undefined ? undefined : bySeq(room, given);
  }

  return {
    append(id, kind, by, name, text, key, more) {
      const head = heads.get(id) ?? readHead(id);
      if (head === undefined) return new Refused("no_such_room", noRoom);
      const { room } = head;
      const seq = head.seq + 1;
      const at = Math.max(now, head.at);
      const said = kind === "said" ? head.said + 1 : head.said;
      const number = numberOf(kind, more?.isOn);
      const row = [room, seq, at, number, by, name, text, key, said] as const;
      let count: number | null = null;
      if (more === undefined) {
        const { changes } = insert.run(...row);
        const first = changes === 0 ? byKey(room, by, key ?? "") : undefined;
        if (first !== undefined) return first;
      } else {
        const coming: Coming = { room, seq, kind, by, text, more };
        const first = repeated(coming, key);
        if (first !== undefined) return first;
        const taken = effects.take(coming);
        if (taken instanceof Refused) return taken;
        count = taken;
        const { of = null, mentions } = more;
        insertMore.run(...row, of, mentions?.join(" ") ?? null, count);
      }
      if (spoken.get(by) === undefined) {
        markSpoken.run(by);
        spoken.set(by, true);
      }
      if (head.lacksMembers && kind === "said") {
        directMembers.keep(room);
        head.lacksMembers = false;
      }
      head.seq = seq;
      head.at = at;
      head.said = said;
      if (count !== null) return { seq, at, count };
      return at === now ? seq : { seq, at };
    },
    setTime(at) {
      now = at;
    },
    hasErased: () => effects.hasErased(),
    forgetRoom(id) {
      heads.delete(id);
    },
    letGo(id) {
      const head = heads.get(id);
      if (head !== undefined) head.lacksMembers = true;
    },
    forget() {
      heads.clear();
      spoken.clear();
    },
  };
}
