// The reader's calls about the log. A part of reads.ts.
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Reactor, Version } from "../../core/ports/log.ts";
import { noRoom } from "../refusals.ts";
import {
  Refused,
  type EntryColumns,
  type LogReads,
  type ReactionRow,
} from "./calls.ts";
import { numberOf } from "./entry-kinds.ts";
import { entryColumns, hasReactions, seqIn } from "./entry-rows.ts";

const mostSeq = 0xffff_ffff;

export function prepareLogReads(database: DatabaseSync): LogReads {
  const prepare = (sql: string): StatementSync => database.prepare(sql);
  const prepareEntries = (sql: string): StatementSync => {
    const statement = prepare(`SELECT ${entryColumns} FROM entries ${sql}`);
    statement.setReturnArrays(true);
    return statement;
  };
  const begin = prepare("BEGIN");
  const commit = prepare("COMMIT");
  /** What it reads is of one state of the database, whatever is written meanwhile. */
  const ofOneMoment = <T>(read: () => T): T => {
    begin.run();
    try {
      return read();
    } finally {
      // An error may have ended it already; left open it would keep the WAL growing.
      if (database.isTransaction) commit.run();
    }
  };
  const room = prepare("SELECT n, epoch FROM rooms WHERE id = ?");
  const inRoom = "id > (?1 << 32) AND id <= (?1 << 32 | 0xffffffff)";
  const end = (order: "ASC" | "DESC"): StatementSync =>
    prepare(
      `SELECT id & 0xffffffff AS seq FROM entries WHERE ${inRoom} ORDER BY id ${order} LIMIT 1`,
    );
  const newest = end("DESC");
  const oldest = end("ASC");
  // With a bare parameter as its limit a statement is prepared anew for each value, which costs more than a short page.
  const after = prepareEntries(
    "WHERE id > (?1 << 32 | ?2) AND id <= (?1 << 32 | 0xffffffff) ORDER BY id LIMIT ?3 + 0",
  );
  const upTo = prepareEntries(
    "WHERE id > (?1 << 32) AND id <= (?1 << 32 | ?2) ORDER BY id DESC LIMIT ?3 + 0",
  );
  const oneAt = prepareEntries("WHERE id = (?1 << 32 | ?2)");
  const byKey = prepareEntries(
    "WHERE room = (SELECT n FROM rooms WHERE id = ?) AND author = ? AND key = ?",
  );
  const reactions = prepare(
    `SELECT of, reaction, count, EXISTS (
       SELECT 1 FROM reactions AS given
       WHERE given.room = counts.room AND given.of = counts.of
         AND given.reaction = counts.reaction AND given.identity = ?4) AS mine
     FROM reaction_counts AS counts
     WHERE room = ?1 AND of BETWEEN ?2 AND ?3 ORDER BY of, first`,
  );
  const versions = prepare(
    `WITH message AS (
       SELECT id, at, text FROM entries
       WHERE id = (?1 << 32 | ?2) AND kind = ${numberOf("said")} AND coalesce(latest, 0) >= 0)
     SELECT id & 0xffffffff AS seq, at, text FROM message WHERE ?2 > ?3
     UNION ALL SELECT * FROM (
       SELECT id & 0xffffffff, at, text FROM entries
       WHERE room = ?1 AND of = ?2 AND kind = ${numberOf("edited")}
         AND id > (?1 << 32 | ?3) AND EXISTS (SELECT 1 FROM message)
       ORDER BY id LIMIT ?4 + 0)
     ORDER BY 1 LIMIT ?4 + 0`,
  );
  const reactors = prepare(
    `SELECT given.identity, name, reaction, seq FROM reactions AS given
     JOIN entries ON entries.id = (given.room << 32 | seq)
     WHERE given.room = ?1 AND given.of = ?2 AND seq > ?3 ORDER BY seq LIMIT ?4 + 0`,
  );

  const numberOfRoom = (id: string): number | undefined => {
    const found = room.get(id);
    return found === undefined ? undefined : Number(found["n"]);
  };

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

  /** The room's number, if there may be an entry with that seq. */
  const placeOf = (id: string, seq: number): number | undefined =>
    Number.isInteger(seq) && seq > 0 && seq <= mostSeq
      ? numberOfRoom(id)
      : undefined;

  const reactionsIn = (
    n: number,
    rows: readonly EntryColumns[],
    viewer: string | undefined,
  ): readonly ReactionRow[] => {
    const seqs = rows.map(seqIn);
    return reactions
      .all(n, seqs[0] ?? 0, seqs.at(-1) ?? 0, viewer ?? null)
      .map(({ of, reaction, count, mine }) => ({
        of: Number(of),
        reaction: String(reaction),
        count: Number(count),
        isMine: mine === 1,
      }));
  };

  return {
    read(id, from, limit) {
      const state = stateOf(id);
      if (state === null) return new Refused("no_such_room", noRoom);
      const { n, epoch, head, first } = state;
      const { seq } = from;
      if (from.epoch !== epoch || seq > head || seq < first - 1) return "reset";
      return rowsOf(after.all(n, seq, limit)).flat();
    },
    page(id, before, limit, viewer) {
      const n = numberOfRoom(id);
      if (n === undefined) return new Refused("no_such_room", noRoom);
      const last = Math.min(before - 1, mostSeq);
      if (last < 1) return { entries: [] };
      // Else a message that goes in between would be there, but without its reactions.
      return ofOneMoment(() => {
        const rows = rowsOf(upTo.all(n, last, limit)).reverse();
        const entries = rows.flat();
        if (!rows.some(hasReactions)) return { entries };
        return { entries, reactions: reactionsIn(n, rows, viewer) };
      });
    },
    at(id, seq) {
      const n = placeOf(id, seq);
      return n === undefined ? [] : rowsOf(oneAt.all(n, seq)).flat();
    },
    versions(id, seq, from, limit) {
      const n = placeOf(id, seq);
      if (n === undefined) return [];
      return versions.all(n, seq, from, limit).map((row): Version => ({
        seq: Number(row["seq"]),
        at: Number(row["at"]),
        text: String(row["text"]),
      }));
    },
    reactors(id, of, from, limit) {
      const n = placeOf(id, of);
      if (n === undefined) return [];
      return reactors.all(n, of, from, limit).map((row): Reactor => ({
        id: String(row["identity"]),
        name: String(row["name"]),
        reaction: String(row["reaction"]),
        seq: Number(row["seq"]),
      }));
    },
    find: (id, by, key) => rowsOf(byKey.all(id, by, key)).flat(),
    state(id) {
      const state = stateOf(id);
      if (state === null) return new Refused("no_such_room", noRoom);
      const { epoch, head, first } = state;
      return { epoch, head, first };
    },
  };
}

/** What a statement with setReturnArrays gives. */
function rowsOf(rows: readonly unknown[]): EntryColumns[] {
  return rows as EntryColumns[];
}
