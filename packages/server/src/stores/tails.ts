// The tails of a store's logs: hands committed entries to whoever follows a room, in order, once. Used by every store.
import type { Cursor, Entry, RoomId } from "../core/entries.ts";
import type { Tail } from "../core/ports/log.ts";
import { FollowedLog, type TailSource } from "./followed-log.ts";

export class Tails {
  readonly #source: TailSource;
  readonly #rooms = new Map<RoomId, Set<FollowedLog>>();
  #due: Entry[] = [];
  #isClosed = false;

  constructor(source: TailSource) {
    this.#source = source;
  }

  /** To be called in order of seq, and in the turn in which the append resolves: delivery is in the next one. */
  committed(entry: Entry): void {
    if (!this.#rooms.has(entry.room)) return;
    if (this.#due.length === 0) setImmediate(() => this.#deliver());
    this.#due.push(entry);
  }

  open(room: RoomId, from: Cursor, each: (entry: Entry) => void): Tail {
    let tails = this.#rooms.get(room);
    if (tails === undefined) {
      tails = new Set();
      this.#rooms.set(room, tails);
    }
    const tail = new FollowedLog(this.#source, room, from, each, () =>
      this.#closed(room, tail),
    );
    tails.add(tail);
    if (this.#isClosed) tail.close();
    return tail;
  }

  /** Those opened later are closed at once. */
  closeAll(): void {
    this.#isClosed = true;
    for (const tails of this.#rooms.values())
      for (const tail of tails) tail.close();
  }

  #deliver(): void {
    const due = this.#due;
    this.#due = [];
    for (const entry of due) {
      const tails = this.#rooms.get(entry.room);
      if (tails === undefined) continue;
      for (const tail of tails) tail.hear(entry);
    }
  }

  #closed(room: RoomId, tail: FollowedLog): void {
    const tails = this.#rooms.get(room);
    if (tails?.delete(tail) && tails.size === 0) this.#rooms.delete(room);
  }
}
