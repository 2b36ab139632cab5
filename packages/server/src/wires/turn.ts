// The turn: writes every outbox that is owed something, once, with everything it is owed since the last turn. When
// the writing itself takes long the next turn waits a little, so that its writes carry more; when it does not, nothing
// waits. A long turn is written in slices, and the loop goes round between them: what is said meanwhile is read and
// committed, and still goes into the writes of this turn that have not been made.
import type { Framing } from "../lib/frame.ts";
import { Owed } from "./owed.ts";

/** The longest that a turn waits for more to write, in milliseconds. */
const STRETCH_MOST_MS = 6;
/** A turn waits this many times as long as the last one's writing took. */
const STRETCH = 3;
/** Less than this is not worth a timer. */
const STRETCH_LEAST_MS = 1;

/** After so long the loop goes round, in milliseconds; looked at after every so many writes. */
const SLICE_MS = 2;
const SLICE_LOOK = 16;

export interface Due {
  /** Writes what is owed. */
  flush(): void;
}

export class Turn {
  readonly #roots = new Map<Framing, Owed>();
  #due: Due[] = [];
  #isScheduled = false;
  /** Not before this, by performance.now(). */
  #notBefore = 0;

  /** Where this turn's tree of frames begins for a kind of wire. */
  nothing(framing: Framing): Owed {
    let root = this.#roots.get(framing);
    if (root === undefined)
      this.#roots.set(framing, (root = Owed.nothing(framing)));
    return root;
  }

  /** Has it flushed at the end of this turn. */
  add(due: Due): void {
    this.#due.push(due);
    if (!this.#isScheduled) this.#schedule();
  }

  /** Ends the turn now. */
  flush(): void {
    const due = this.#begin();
    for (const outbox of due) outbox.flush();
  }

  #schedule(): void {
    this.#isScheduled = true;
    const wait = this.#notBefore - performance.now();
    const run = (): void => this.#slice(this.#begin(), 0, 0);
    if (wait < STRETCH_LEAST_MS) setImmediate(run);
    else setTimeout(run, wait);
  }

  /** What is owed from here on belongs to the next turn. */
  #begin(): readonly Due[] {
    const due = this.#due;
    this.#due = [];
    this.#roots.clear();
    return due;
  }

  #slice(due: readonly Due[], from: number, spentMs: number): void {
    const began = performance.now();
    let next = from;
    let spent = 0;
    while (next < due.length && spent < SLICE_MS) {
      const look = Math.min(due.length, next + SLICE_LOOK);
      while (next < look) due[next++]?.flush();
      spent = performance.now() - began;
    }
    const all = spentMs + spent;
    if (next < due.length) {
      setImmediate(() => this.#slice(due, next, all));
      return;
    }
    this.#isScheduled = false;
    this.#notBefore = began + spent + Math.min(STRETCH_MOST_MS, STRETCH * all);
    if (this.#due.length > 0) this.#schedule();
  }
}
