// The heads of the logs that were written to lately, so that an append asks the database nothing.
import type { DatabaseSync, StatementSync } from "node:sqlite";

export interface Head {
  /** The room's number in the database. */
  readonly n: number;
  seq: number;
  at: number;
}

/** Beyond it all are forgotten and read again when needed. */
const MOST = 50_000;

export class Heads {
  readonly #read: StatementSync;
  readonly #known = new Map<string, Head>();

  constructor(database: DatabaseSync) {
    this.#read = database.prepare(`
      SELECT n,
        coalesce((SELECT max(seq) FROM entries WHERE room = n), 0) AS seq,
        coalesce((SELECT at FROM entries WHERE room = n ORDER BY seq DESC LIMIT 1), 0) AS at
      FROM rooms WHERE id = ?`);
  }

  /** Undefined when there is no such room. */
  of(room: string): Head | undefined {
    const known = this.#known.get(room);
    if (known !== undefined) return known;
    const row = this.#read.get(room);
    if (row === undefined) return undefined;
    if (this.#known.size >= MOST) this.#known.clear();
    const head = {
      n: Number(row["n"]),
      seq: Number(row["seq"]),
      at: Number(row["at"]),
    };
    this.#known.set(room, head);
    return head;
  }

  forget(room: string): void {
    this.#known.delete(room);
  }
}
