// The turn: writes every outbox that is owed something, once, with everything it is owed since the last turn. When
// the writing itself takes long the next turn waits a little, so that its writes carry more; when it does not, nothing
// waits.
import type { Framing } from "../lib/frame.ts";
import { Owed } from "./owed.ts";

/** The longest that a turn waits for more to write, in milliseconds. */
const STRETCH_MOST_MS = 12;
/** A turn waits this many times as long as the last one's writing took. */
const STRETCH = 3;
/** Less than this is not worth a timer. */
const STRETCH_LEAST_MS = 1;

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
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const wait = this.#notBefore - performance.now();
    if (wait < STRETCH_LEAST_MS) setImmediate(() => this.flush());
    else setTimeout(() => this.flush(), wait);
  }

  /** Ends the turn now. */
  flush(): void {
    const due = this.#due;
    this.#due = [];
    this.#isScheduled = false;
    this.#roots.clear();
    const began = performance.now();
    for (const outbox of due) outbox.flush();
    const ended = performance.now();
    this.#notBefore =
      ended + Math.min(STRETCH_MOST_MS, STRETCH * (ended - began));
  }
}
