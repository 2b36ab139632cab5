// What a socket is owed, and the one place that writes to it: once per turn. A socket that does not take a write at
// once is left alone until it has drained; what it is owed by then stays owed, and whoever feeds it is told to stop.
import type { Frame, Framing } from "../lib/frame.ts";
import type { Owed } from "./owed.ts";
import type { Turn } from "./turn.ts";

/** The part of a socket that an outbox needs. */
export interface Sink {
  /** Calls back when this and everything before it has been handed to the operating system, or the socket is gone. */
  write(bytes: Uint8Array, written?: () => void): unknown;
  /** Bytes that the operating system has not taken yet. */
  readonly writableLength: number;
  readonly writable: boolean;
}

const NOTHING = Buffer.alloc(0);

export class Outbox {
  readonly #turn: Turn;
  readonly #framing: Framing;
  readonly #sink: Sink;
  /** Called when a write was not taken at once (true), and when it has been (false). */
  readonly #setLagging: (isLagging: boolean) => void;
  #owed: Owed | undefined;
  #isBlocked = false;
  #isEnded = false;
  #waiting: (() => void)[] | undefined;

  constructor(
    turn: Turn,
    framing: Framing,
    sink: Sink,
    setLagging: (isLagging: boolean) => void,
  ) {
    this.#turn = turn;
    this.#framing = framing;
    this.#sink = sink;
    this.#setLagging = setLagging;
  }

  /** Bytes that are owed and not yet written. */
  get owed(): number {
    return this.#owed?.length ?? 0;
  }

  get isBlocked(): boolean {
    return this.#isBlocked;
  }

  send(frame: Frame): void {
    if (this.#isEnded) return;
    if (this.#owed === undefined) {
      this.#owed = this.#turn.nothing(this.#framing);
      if (!this.#isBlocked) this.#turn.add(this);
    }
    this.#owed = this.#owed.and(frame);
  }

  /** Writes what is owed, if the socket takes it. */
  flush(): void {
    if (this.#isBlocked || this.#isEnded) return;
    if (this.#owed !== undefined) {
      const bytes = this.#owed.joined();
      this.#owed = undefined;
      if (!this.#sink.writable) return this.end();
      this.#sink.write(bytes);
      if (this.#sink.writableLength > 0) return this.#block();
    }
    this.#release();
  }

  /** Resolves when nothing is owed or waiting to be taken, or the socket is gone. */
  drained(): Promise<void> {
    if (this.#isEnded || (this.#owed === undefined && !this.#isBlocked))
      return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting ??= [];
      this.#waiting.push(resolve);
    });
  }

  /** The socket is gone, or is to be told no more: what is owed is dropped. */
  end(): void {
    this.#isEnded = true;
    this.#owed = undefined;
    this.#release();
  }

  #block(): void {
    this.#isBlocked = true;
    this.#setLagging(true);
    this.#sink.write(NOTHING, () => {
      this.#isBlocked = false;
      this.#setLagging(false);
      this.flush();
    });
  }

  #release(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) for (const resolve of waiting) resolve();
  }
}
