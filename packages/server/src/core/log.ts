// The port of the log: every durable thing that happens in a room, in order. Stores implement it, rooms use it.
import type { Cursor, Draft, Entry, IdentityId, RoomId } from "./entries.ts";

export interface Appended {
  readonly entry: Entry;
  /** The same author and key were seen before: `entry` is the first one and nothing was appended. */
  readonly repeated: boolean;
}

/** Where a log stands. */
export interface LogState {
  readonly epoch: string;
  /** The newest entry's seq; 0 when there is none yet. */
  readonly head: number;
  /** The oldest entry that is left; head + 1 when there is none. */
  readonly first: number;
}

export interface Tail {
  /** After this call `each` is not called again. */
  close(): void;
}

export interface RoomLog {
  /**
   * Durable when it resolves. Appends to one room keep the order of the calls and get consecutive seqs.
   * The same author and key again: the first entry, `repeated`.
   * @throws ChatError `unavailable` when it could not be committed (nothing was kept), `no_such_room`.
   */
  append(room: RoomId, draft: Draft): Promise<Appended>;

  /**
   * The entries after `from`, in order, at most `limit` (1 to 1,000); empty at the head.
   * `reset` when the cursor is of another epoch, beyond the head, or below what is left (`from.seq < first - 1`).
   * @throws ChatError `no_such_room`, `unavailable`.
   */
  read(
    room: RoomId,
    from: Cursor,
    limit: number,
  ): Promise<readonly Entry[] | "reset">;

  /**
   * The newest entries below `before` (exclusive; Infinity for the newest of all), oldest first, at most `limit`
   * (1 to 1,000).
   * @throws ChatError `no_such_room`, `unavailable`.
   */
  page(room: RoomId, before: number, limit: number): Promise<readonly Entry[]>;

  /** The entry that this author made here with this key, if any. @throws ChatError `unavailable`. */
  find(room: RoomId, by: IdentityId, key: string): Promise<Entry | undefined>;

  /** @throws ChatError `no_such_room`, `unavailable`. */
  state(room: RoomId): Promise<LogState>;

  /**
   * Calls `each` with every entry after `from.seq`, in order, once, until closed. Entries of one commit are handed
   * over in the turn of the event loop after their authors' appends have resolved, so that an acknowledgement goes
   * ahead of the delivery. `from` must not be above the head.
   */
  tail(room: RoomId, from: Cursor, each: (entry: Entry) => void): Tail;
}
