// Deletes, a little at a time, what was said in rooms that are gone: one may have had a million messages, and commits wait
// for the writer. Which rooms is kept in the file until it is done. Used by the writer.
import type { DatabaseSync } from "node:sqlite";
import { inRoom } from "./room-rows.ts";

/** Rows of each table in one go. */
const rowsAtOnce = 500;
const soonestMs = 20;
/** At most so large a part of the writer's time goes into it. */
const part = 0.1;
const retryAfterMs = 5_000;

export class Emptying {
  readonly #database: () => DatabaseSync | undefined;
  readonly #onErased: () => void;
  #timer: NodeJS.Timeout | undefined;

  /** @param onErased is told after each commit. */
  constructor(database: () => DatabaseSync | undefined, onErased: () => void) {
    this.#database = database;
    this.#onErased = onErased;
  }

  /** A room may have gone. */
  due(): void {
    this.#schedule(soonestMs);
  }

  /** Before the connection is closed. */
  close(): void {
    clearTimeout(this.#timer);
  }

  #schedule(ms: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#go();
    }, ms).unref();
  }

  #go(): void {
    const database = this.#database();
    if (database === undefined) return this.#schedule(retryAfterMs);
    const began = performance.now();
    try {
      if (!emptySome(database)) return;
    } catch {
      // The disk is out of order. What is left to do is known to be in the file.
      return this.#schedule(retryAfterMs);
    }
    this.#onErased();
    const took = performance.now() - began;
    this.#schedule(Math.max(soonestMs, took / part));
  }
}

/** Whether there was anything to do. @throws Error when the disk fails; then nothing was changed */
function emptySome(database: DatabaseSync): boolean {
  const found = database.prepare("SELECT min(n) AS n FROM emptied").get();
  const room = found?.["n"];
  if (typeof room !== "number") return false;
  database.exec("BEGIN IMMEDIATE");
  try {
    let rows = 0;
    for (const sql of deletions)
      rows += Number(database.prepare(sql).run(room, rowsAtOnce).changes);
    if (rows > 0)
      database.exec("INSERT INTO unswept VALUES (1) ON CONFLICT DO NOTHING");
    else database.prepare("DELETE FROM emptied WHERE n = ?").run(room);
    database.exec("COMMIT");
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
  return true;
}

/** Of the room with the number ?1, at most ?2 rows each. */
export const deletions: readonly string[] = [
  `DELETE FROM reactions WHERE (room, of, reaction, identity) IN (
     SELECT room, of, reaction, identity FROM reactions WHERE room = ?1 LIMIT ?2)`,
  `DELETE FROM reaction_counts WHERE (room, of, reaction) IN (
     SELECT room, of, reaction FROM reaction_counts WHERE room = ?1 LIMIT ?2)`,
  `DELETE FROM mentions WHERE (identity, room, seq) IN (
     SELECT identity, room, seq FROM mentions WHERE room = ?1 LIMIT ?2)`,
  `DELETE FROM entries WHERE id IN (
     SELECT id FROM entries WHERE ${inRoom("?1")} LIMIT ?2)`,
];
