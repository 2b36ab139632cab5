// The turn: writes every outbox that is owed something, once, with everything it is owed since the last turn. When
// the writing itself takes long the next turn waits a little, so that its writes carry more; when it does not, nothing
// waits. A long turn is written in slices, and the loop goes round between them: what is said meanwhile is read and
// committed, and still goes into the writes of this turn that have not been made. Answers do not wait for all that.
import type { Framing } from "../lib/frame.ts";
import { Owed } from "./owed.ts";

/** The longest that a turn waits for more to write, in milliseconds. */
const STRETCH_MOST_MS = 10;
/** A turn waits this many times as long as the last one's writing took. */
const STRETCH = 3;
/** Less than this is not worth a timer. */
const STRETCH_LEAST_MS = 1;

/** After so long the loop goes round, in milliseconds; looked at after every so many writes. */
const SLICE_MS = 1;
const SLICE_LOOK = 16;

/** What can wait is written after so long, in milliseconds. */
export const UNHURRIED_MS = 50;

/** The two that an outbox may be written by. */
export interface Turns {
  /** As soon as the loop goes round. */
  readonly turn: Turn;
  /** For what can wait: so that what comes one after the other to a thousand sockets is not a thousand writes each time. */
  readonly unhurried: Turn;
}

export const newTurns = (): Turns => ({
  turn: new Turn(),
  unhurried: new Turn(UNHURRIED_MS),
});

export interface Due {
  /** Writes what is owed. */
  flush(): void;
}

export class Turn {
  readonly #leastMs: number;
  readonly #roots = new Map<Framing, Owed>();
  #due: Due[] = [];
  #isScheduled = false;
  /** Its end is more than a moment away: it waits for more to write, or the one before is being written. */
  #isHeld = false;
  /** What is not to wait for its end. */
  #soon: Due[] = [];
  /** Not before this, by performance.now(). */
  #notBefore = 0;

  /** `leastMs`: how long it waits for more to write in any case. */
  constructor(leastMs = 0) {
    this.#leastMs = leastMs;
  }

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

  /** To be called behind `add` for one that is owed an answer: it is flushed in a moment, however long the turn lasts. */
  hasten(due: Due): void {
    if (!this.#isHeld) return;
    if (this.#soon.length === 0) setImmediate(() => this.#flushSoon());
    this.#soon.push(due);
  }

  /** Ends the turn now. */
  flush(): void {
    const due = this.#begin();
    for (const outbox of due) outbox.flush();
  }

  #schedule(): void {
    this.#isScheduled = true;
    const wait = Math.max(this.#leastMs, this.#notBefore - performance.now());
    const run = (): void => this.#slice(this.#begin(), 0, 0);
    this.#isHeld = wait >= STRETCH_LEAST_MS;
    if (this.#isHeld) setTimeout(run, wait);
    else setImmediate(run);
  }

  #flushSoon(): void {
    const soon = this.#soon;
    this.#soon = [];
    const until = performance.now() + SLICE_MS;
    for (const outbox of soon) {
      // Those that are left are flushed with the turn.
      if (performance.now() >= until) return;
      outbox.flush();
    }
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
    this.#isHeld = next < due.length;
    if (this.#isHeld) {
      setImmediate(() => this.#slice(due, next, all));
      return;
    }
    this.#isScheduled = false;
    this.#notBefore = began + spent + Math.min(STRETCH_MOST_MS, STRETCH * all);
    if (this.#due.length > 0) this.#schedule();
  }
}
