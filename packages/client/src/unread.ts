// How far a person has read a room, at any of his connections, and what is unread behind that: counted here where all of
// it is here, else as the server has told it.
import type { Counts, Log } from "./log.ts";

/** What the server has counted, up to and including `seq`. */
interface Told extends Counts {
  /** The log's life; "" where it is that of whatever log there is. */
  readonly epoch: string;
  readonly seq: number;
}

export class Unread {
  readonly #log: Log;
  #read = 0;
  /** What the server knows to be read. */
  #known = 0;
  #told: Told | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  /** All up to and including this is read. */
  get read(): number {
    return this.#read;
  }

  /** Whether the server has to be told, or asked. */
  get isDue(): boolean {
    return (
      this.#read > this.#known ||
      (!this.#isHere && this.#told === undefined && this.#log.epoch !== "")
    );
  }

  get counts(): Counts {
    const log = this.#log;
    if (this.#isHere) return log.count(this.#read);
    const told = this.#told;
    if (log.epoch === "") return told ?? { unread: 0, mentions: 0 };
    // Whose the entries before those that are here are is not known; most are others'.
    const before = told ?? {
      seq: log.from - 1,
      unread: log.from - 1 - this.#read,
      mentions: 0,
    };
    const behind = log.count(Math.max(before.seq, this.#read));
    return {
      unread: before.unread + behind.unread,
      mentions: before.mentions + behind.mentions,
    };
  }

  /** Whether all that is unread is here. */
  get #isHere(): boolean {
    return this.#log.epoch !== "" && this.#log.from <= this.#read + 1;
  }

  /** Everything up to `seq` was read here. Whether that was news. */
  mark(seq: number): boolean {
    if (seq <= this.#read) return false;
    this.#read = seq;
    if (this.#told !== undefined && this.#told.seq <= seq)
      this.#told = undefined;
    return true;
  }

  /** The server knows it to be read up to `read`, and has counted what is behind that. */
  told(read: number, told: Told): void {
    this.#known = Math.max(this.#known, read);
    // It was read further here; the server will tell of that.
    if (read < this.#read) return;
    this.#read = read;
    this.#told = told;
  }

  /** Joined: another log begins with what the server knows to be read. */
  joined(read: number, isOtherLog: boolean): void {
    if (isOtherLog) {
      const isTold = this.#told?.epoch === this.#log.epoch;
      if (!isTold || this.#read !== read) this.#told = undefined;
      this.#read = this.#known = read;
    } else {
      this.#read = Math.max(this.#read, read);
      this.#known = read;
    }
  }

  /** Nothing is known to be read. */
  forget(): void {
    this.#read = this.#known = 0;
    this.#told = undefined;
  }

  /** The oldest entries are about to go: what is unread is as it is now. */
  fix(): void {
    const { epoch, cursor: seq } = this.#log;
    this.#told = { epoch, seq, ...this.counts };
  }
}
