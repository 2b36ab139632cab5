// Pings every connection every 30 seconds; two misses end it. Spread over the interval, so that ten thousand
// connections are not pinged at once.

const SLICES = 30;
const SLICE_MS = 1_000;
const MISSES = 2;

export interface Beating {
  /** How many pings have gone unanswered; whatever is heard from the connection sets it to 0. */
  missed: number;
  ping(): void;
  /** Ends the connection without waiting for it. */
  giveUp(): void;
}

export class Heartbeat {
  readonly #slices = Array.from({ length: SLICES }, () => new Set<Beating>());
  readonly #timer: NodeJS.Timeout;
  #added = 0;
  #turn = 0;

  constructor() {
    this.#timer = setInterval(() => this.beat(), SLICE_MS).unref();
  }

  /** Pings it until the returned function is called. */
  add(beating: Beating): () => void {
    const slice = this.#slices[this.#added++ % SLICES];
    slice?.add(beating);
    return () => slice?.delete(beating);
  }

  /** One slice's beat; called by the timer. */
  beat(): void {
    const slice = this.#slices[this.#turn++ % SLICES] ?? [];
    for (const beating of slice) {
      if (beating.missed >= MISSES) {
        beating.giveUp();
        continue;
      }
      beating.missed++;
      beating.ping();
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
