// The reader's calls about the log. A part of reads.ts.
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { noRoom } from "../refusals.ts";
import { Refused, type EntryColumns, type LogReads } from "./calls.ts";
import { entryColumns } from "./entry-rows.ts";

const mostSeq = 0xffff_ffff;

export function prepareLogReads(database: DatabaseSync): LogReads {
  const prepare = (sql: string): StatementSync => database.prepare(sql);
  const prepareEntries = (sql: string): StatementSync => {
    const statement = prepare(`SELECT ${entryColumns} FROM entries ${sql}`);
    statement.setReturnArrays(true);
    return statement;
  };
  const room = prepare("SELECT n, epoch FROM rooms WHERE id = ?");
  const inRoom = "id > (?1 << 32) AND id <= (?1 << 32 | 0xffffffff)";
  const end = (order: "ASC" | "DESC"): StatementSync =>
    prepare(
      `SELECT id & 0xffffffff AS seq FROM entries WHERE ${inRoom} ORDER BY id ${order} LIMIT 1`,
    );
  const newest = end("DESC");
  const oldest = end("ASC");
  const after = prepareEntries(
    "WHERE id > (?1 << 32 | ?2) AND id <= (?1 << 32 | 0xffffffff) ORDER BY id LIMIT ?3",
  );
  const upTo = prepareEntries(
    "WHERE id > (?1 << 32) AND id <= (?1 << 32 | ?2) ORDER BY id DESC LIMIT ?3",
  );
  const byKey = prepareEntries(
    "WHERE room = (SELECT n FROM rooms WHERE id = ?) AND author = ? AND key = ?",
  );
  function stateOf(id: string): {
    readonly n: number;
    readonly epoch: string;
    readonly head: number;
    readonly first: number;
  } | null {
    const found = room.get(id);
    if (found === undefined) return null;
    const n = Number(found["n"]);
    const head = Number(newest.get(n)?.["seq"] ?? 0);
    const first = Number(oldest.get(n)?.["seq"] ?? head + 1);
    return { n, epoch: String(found["epoch"]), head, first };
  }

  return {
    read(id, from, limit) {
      const state = stateOf(id);
      if (state === null) return new Refused("no_such_room", noRoom);
      const { n, epoch, head, first } = state;
      const { seq } = from;
      if (from.epoch !== epoch || seq > head || seq < first - 1) return "reset";
      return columnsOf(after.all(n, seq, limit));
    },
    page(id, before, limit) {
      const found = room.get(id);
      if (found === undefined) return new Refused("no_such_room", noRoom);
      const last = Math.min(before - 1, mostSeq);
      if (last < 1) return [];
      const n = Number(found["n"]);
      return columnsOf(upTo.all(n, last, limit).reverse());
    },
    find: (id, by, key) => columnsOf(byKey.all(id, by, key)),
    state(id) {
      const state = stateOf(id);
      if (state === null) return new Refused("no_such_room", noRoom);
      const { epoch, head, first } = state;
      return { epoch, head, first };
    },
  };
}

/** Rows of a statement with setReturnArrays, one after the other. */
function columnsOf(rows: readonly unknown[]): EntryColumns {
  return (rows as EntryColumns[]).flat();
}
