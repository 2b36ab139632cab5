// Sweeps the database file after deletions, never without a pause, and remembers in the file that it is due. Used by the
// writer.
import type { DatabaseSync } from "node:sqlite";
import { sweep, type SweepingOptions } from "./sweeping.ts";

/** So many times as long as the last way through the file took, the next one begins after its beginning at the soonest. */
const part = 3;

export interface SweeperOptions extends SweepingOptions {
  /** Milliseconds from the beginning of one way through the file to that of the next, at least. */
  readonly everyMs: number;
}

export class Sweeper {
  readonly #options: SweeperOptions;
  readonly #closing = new AbortController();
  #beganAt = -Infinity;
  #tookMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #isUnderWay = false;
  /** Something was deleted that may still be in the journal. */
  #isComing = false;
  /** Since the one under way began. */
  #isDueAgain = false;

  constructor(options: SweeperOptions) {
    this.#options = options;
  }

  /** Something was deleted, and will be due. */
  coming(): void {
    this.#isComing = true;
  }

  /** What was deleted is out of the journal. */
  due(): void {
    this.#isComing = false;
    this.#isDueAgain = true;
    this.#schedule();
  }

  /** Before the connection is closed. */
  close(): void {
    this.#closing.abort();
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (this.#isUnderWay || this.#closing.signal.aborted) return;
    const every = Math.max(this.#options.everyMs, part * this.#tookMs);
    const wait = Math.max(0, this.#beganAt + every - performance.now());
    this.#timer ??= setTimeout(() => void this.#sweep(), wait).unref();
  }

  async #sweep(): Promise<void> {
    this.#timer = undefined;
    this.#isUnderWay = true;
    this.#isDueAgain = false;
    this.#beganAt = performance.now();
    const isDone = await this.#tried();
    this.#isUnderWay = false;
    this.#tookMs = performance.now() - this.#beganAt;
    if (this.#closing.signal.aborted) return;
    if (!isDone || this.#isDueAgain) this.#schedule();
  }

  /** Whether nothing is left, as a way through the file has shown that found nothing: rows move while one is under way. */
  async #tried(): Promise<boolean> {
    try {
      const isClean = (await sweep(this.#options, this.#closing.signal)) === 0;
      const isAll = isClean && !this.#isDueAgain && !this.#isComing;
      if (isAll) this.#options.database()?.exec("DELETE FROM unswept");
      return isClean;
    } catch {
      // The disk is out of order. It is still due, and known to be in the file.
      return false;
    }
  }
}

/** Whether a sweep was due when the file was closed. */
export function isSweepDue(database: DatabaseSync): boolean {
  return database.prepare("SELECT 1 FROM unswept").get() !== undefined;
}
