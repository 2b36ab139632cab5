// One tail: reads on from the log until it has caught up, then lives from the entries it hears of. Used by Tails.
import {
  setImmediate as nextTurn,
  setTimeout as pause,
} from "node:timers/promises";
import { ChatError } from "../core/errors.ts";
import type { Cursor, Entry, RoomId } from "../core/entries.ts";
import type { RoomLog, Tail } from "../core/ports/log.ts";

export interface TailSource {
  readonly read: RoomLog["read"];
  /** Resolves when every append that is being committed now has been answered. */
  settled(): Promise<void>;
}

/** Read from the log at once. */
const pageSize = 1_000;
/** Held while catching up; beyond it they are let go and read from the log later. */
const mostHeld = 10_000;
const retryAfterMs = 250;

export class FollowedLog implements Tail {
  readonly #source: TailSource;
  readonly #room: RoomId;
  readonly #epoch: string;
  readonly #each: (entry: Entry) => void;
  readonly #onClosed: () => void;
  /** The seq of the entry handed over last. */
  #at: number;
  /** Consecutive entries heard of while catching up; undefined when live. */
  #held: Entry[] | undefined = [];
  #isClosed = false;

  constructor(
    source: TailSource,
    room: RoomId,
    from: Cursor,
    each: (entry: Entry) => void,
    onClosed: () => void,
  ) {
    this.#source = source;
    this.#room = room;
    this.#epoch = from.epoch;
    this.#at = from.seq;
    this.#each = each;
    this.#onClosed = onClosed;
    void this.#catchUp();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#held = undefined;
    this.#onClosed();
  }

  /** An entry was committed and its append answered. */
  hear(entry: Entry): void {
    if (this.#isClosed || entry.seq <= this.#at) return;
    if (this.#held !== undefined) {
      const last = this.#held.at(-1);
      const follows = last === undefined || entry.seq === last.seq + 1;
      if (!follows || this.#held.length >= mostHeld) this.#held.length = 0;
      this.#held.push(entry);
    } else if (entry.seq === this.#at + 1) {
      this.#hand(entry);
    } else {
      this.#held = [entry];
      void this.#catchUp();
    }
  }

  #hand(entry: Entry): void {
    this.#at = entry.seq;
    this.#each(entry);
  }

  /** Where what is heard begins: everything below it has been answered. */
  get #heardFrom(): number {
    return this.#held?.[0]?.seq ?? Infinity;
  }

  async #catchUp(): Promise<void> {
    while (!this.#isClosed) {
      const entries = await this.#readOn();
      if (this.#isClosed) return;
      if (entries.length > 0 && this.#heardFrom === Infinity) {
        // A read may be quicker than the answer to an append, and an acknowledgement goes ahead of the delivery.
        await this.#source.settled();
        await nextTurn();
      }
      for (const entry of entries) {
        if (this.#isClosed || entry.seq >= this.#heardFrom) break;
        if (entry.seq > this.#at) this.#hand(entry);
      }
      // Whoever heard something reads on until he meets it, anyone else until there is nothing more.
      const isLevel =
        this.#heardFrom === Infinity
          ? entries.length === 0
          : this.#heardFrom <= this.#at + 1;
      if (isLevel) return this.#goLive();
    }
  }

  #goLive(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const entry of held) {
      if (this.#isClosed) return;
      if (entry.seq > this.#at) this.#hand(entry);
    }
  }

  /** A tail has nobody to refuse to: it tries again while the store is unavailable, and ends where its log does. */
  async #readOn(): Promise<readonly Entry[]> {
    while (!this.#isClosed) {
      try {
        const from = { epoch: this.#epoch, seq: this.#at };
        const entries = await this.#source.read(this.#room, from, pageSize);
        if (entries !== "reset") return entries;
        this.close();
      } catch (error) {
        if (!(error instanceof ChatError)) throw error;
        if (error.code !== "unavailable") this.close();
        else await pause(retryAfterMs, undefined, { ref: false });
      }
    }
    return [];
  }
}
