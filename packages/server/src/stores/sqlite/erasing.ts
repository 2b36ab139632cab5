// Sees to it that nothing is left in the files of what was deleted, some seconds after its commit. Used by the writer.
import type { DatabaseSync } from "node:sqlite";
import { textOf } from "./failures.ts";
import { emptyJournal } from "./journal.ts";

const soonestMs = 1_000;
const latestMs = 20_000;
/** At most so large a part of the writer's time goes into it. */
const part = 0.05;
const toldAfterMs = 60_000;

export class Erasing {
  readonly #database: () => DatabaseSync | undefined;
  readonly #onErased: () => void;
  #timer: NodeJS.Timeout | undefined;
  #pauseMs = soonestMs;
  /** Since when it could not be done. */
  #failsSince: number | undefined;
  #trouble: string | undefined;

  /**
   * @param database the connection that writes, when there is one.
   * @param onErased is told each time when the journal is empty, and the file what is left to look at.
   */
  constructor(
    database: () => DatabaseSync | undefined,
    onErased: () => void = () => {},
  ) {
    this.#database = database;
    this.#onErased = onErased;
  }

  /** Something was deleted. What comes until it is done is done with it. */
  due(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.now();
    }, this.#pauseMs).unref();
  }

  /** Does it at once; when it cannot be done, again later. */
  now(): void {
    const began = performance.now();
    const failure = this.#erase();
    const pause = (performance.now() - began) / part;
    if (failure === undefined) {
      this.#pauseMs = Math.min(Math.max(pause, soonestMs), latestMs);
      this.#failsSince = undefined;
      this.#onErased();
      return;
    }
    this.#pauseMs = Math.min(Math.max(pause, this.#pauseMs * 1.5), latestMs);
    this.#failsSince ??= began;
    if (began - this.#failsSince >= toldAfterMs) {
      this.#failsSince = began;
      this.#trouble = `What was deleted is still in the journal: ${failure}`;
    }
    this.due();
  }

  /** What the operator should know, if something came since this was asked last. */
  takeTrouble(): string | undefined {
    const trouble = this.#trouble;
    this.#trouble = undefined;
    return trouble;
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  /** Why it could not be done; undefined when it was. */
  #erase(): string | undefined {
    const database = this.#database();
    if (database === undefined) return "the database is not open";
    try {
      if (emptyJournal(database)) return undefined;
      return "another program is reading the database. End it";
    } catch (error) {
      return textOf(error);
    }
  }
}
