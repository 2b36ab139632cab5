// What a polling client is owed between two polls. Up to so many bytes it is like what an operating system takes for a
// socket; past that the socket lags.
import { messagesOf } from "./messages.ts";

const TAKEN_MOST = 64 * 1024;

export class Held {
  #frames: Uint8Array[] = [];
  #length = 0;
  #whenTaken: (() => void)[] = [];

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  /** What counts as not taken: 0 up to the bound. */
  get beyond(): number {
    return Math.max(0, this.#length - TAKEN_MOST);
  }

  /** Whole frames; `taken` is called by the `settle` after they were taken. */
  add(frames: Uint8Array, taken?: () => void): void {
    if (taken !== undefined) this.#whenTaken.push(taken);
    if (frames.length === 0) return;
    this.#frames.push(frames);
    this.#length += frames.length;
  }

  /** The messages in it, in order; it is empty then. */
  take(): string[] {
    const frames = this.#frames;
    this.drop();
    return frames.flatMap(messagesOf);
  }

  drop(): void {
    this.#frames = [];
    this.#length = 0;
  }

  /** What was taken has arrived: tells those who wait for it, unless there is more by now. */
  settle(): void {
    if (!this.isEmpty) return;
    const waiting = this.#whenTaken;
    this.#whenTaken = [];
    for (const tell of waiting) tell();
  }
}
