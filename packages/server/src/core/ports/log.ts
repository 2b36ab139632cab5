// The port of the log: every durable thing that happens in a room, in order. Stores implement it, rooms use it.
import type { Cursor, Draft, Entry, IdentityId, RoomId } from "../entries.ts";

export interface Appended {
  readonly entry: Entry;
  /** The same author and key were seen before: `entry` is the first one and nothing was appended. */
  readonly repeated: boolean;
}

/** One text that a message had. */
export interface Version {
  /** Of the `said` or the `edited`. */
  readonly seq: number;
  readonly at: number;
  readonly text: string;
}

export interface Reactor {
  readonly id: IdentityId;
  /** What he was called then. */
  readonly name: string;
  readonly reaction: string;
  /** Of the entry. */
  readonly seq: number;
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
   * The same author and key again: the first entry, `repeated`. A reaction that is given already: the entry that gave it,
   * `repeated`.
   *
   * With the entry, in one commit, goes what it means:
   * - `said`, `edited`: whom it mentions (of an edited message, the newest text counts);
   * - `deleted`: the text of the message and of all its edits is overwritten, its mentions and reactions go. Within a
   *   minute nothing of them is left in the store's files;
   * - `reacted`: the message's reactions;
   * - `topic`, `titled`: the room's record.
   * @throws ChatError `unavailable` when it could not be committed (nothing was kept), `no_such_room`;
   * `no_such_message` when `of` or `reply` is no `said` of this room or is gone, or a reaction is taken back that was not
   * given; `too_many` for a reaction of a kind beyond the 50th to one message; `room_exists` when another room has the
   * title.
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
   * (1 to 1,000). Messages have their reactions; `viewer` is who asks.
   * @throws ChatError `no_such_room`, `unavailable`.
   */
  page(
    room: RoomId,
    before: number,
    limit: number,
    viewer?: IdentityId,
  ): Promise<readonly Entry[]>;

  /** The entry with that seq, as `read` gives it. @throws ChatError `unavailable`. */
  at(room: RoomId, seq: number): Promise<Entry | undefined>;

  /**
   * The texts that a message had, the first one first, after the entry `after` (0 for the first), at most `limit` (1 to
   * 1,000); none when it is gone or no message. @throws ChatError `unavailable`.
   */
  versions(
    room: RoomId,
    seq: number,
    after: number,
    limit: number,
  ): Promise<readonly Version[]>;

  /** Who has given a message which reaction, in the order of giving, after the entry `after`, at most `limit` (1 to 1,000). @throws ChatError `unavailable`. */
  reactors(
    room: RoomId,
    of: number,
    after: number,
    limit: number,
  ): Promise<readonly Reactor[]>;

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
