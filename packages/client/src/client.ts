// The client: the one object an app holds. It connects, keeps itself connected, and shows what is in the rooms.
import type { EntryEvent, Params, Result, VerbName } from "@koine/protocol";
import type { Platform } from "./platform.ts";
import type { ClientState, Me, RoomState } from "./state.ts";
import type { Store } from "./store.ts";

export interface ClientOptions {
  /** The server's address (`http://127.0.0.1:8080`, `https://…`) or that of its WebSocket (`ws://…/ws`). */
  readonly url: string;
  /** The name to be known by; not needed when the store or `token` knows someone. */
  readonly name?: string;
  /** The token of an earlier hello, where there is no store that has it. */
  readonly token?: string;
  /** Default: in memory. */
  readonly store?: Store;
  /** Parts of the platform to replace. */
  readonly platform?: Partial<Platform>;
  /** Bounds to change. */
  readonly bounds?: Partial<Bounds>;
}

/** Every bound and time of the client. Times are milliseconds. */
export interface Bounds {
  /** Entries kept of a room, and how many of the newest a first join asks for (at most 200). */
  readonly entries: number;
  readonly firstEntries: number;
  /** Pending messages of all rooms. */
  readonly pending: number;
  /** The first wait before connecting again, doubled each time up to the longest. */
  readonly firstWait: number;
  readonly longestWait: number;
}

/** The result of a `say`. */
export interface Saying {
  readonly key: string;
  /**
   * Resolves when the server keeps it, after however many cuts; rejects with a KoineError when it is refused for good or
   * discarded. May be ignored: the room's `pending` tells the same.
   */
  readonly kept: Promise<Kept>;
}

export interface Kept {
  readonly seq: number;
  readonly at: number;
}

export class Client {
  constructor(options: ClientOptions) {
    throw new Error(`not written yet: ${options.url}`);
  }

  /** The present snapshot. */
  get state(): ClientState {
    throw new Error("not written yet");
  }

  /** Calls `listener` after changes, at most once a microtask. Returns what ends it. */
  subscribe(listener: (state: ClientState) => void): () => void {
    throw new Error(`not written yet: ${listener.name}`);
  }

  /** Calls `each` with every entry that comes after a room was joined: in order, once, over any number of cuts. */
  hear(each: (entry: EntryEvent) => void): () => void {
    throw new Error(`not written yet: ${each.name}`);
  }

  /**
   * Connects and stays connected, as the one the store knows, else as a new guest called `name`. Resolves when online
   * for the first time, rejects when refused; may be ignored, `state.connection` tells the same. Called again: with a
   * `name` after a refusal tries that one, while waiting tries at once.
   */
  start(as?: { readonly name?: string }): Promise<Me> {
    throw new Error(`not written yet: ${as?.name}`);
  }

  /** Ends the connection. Unsent messages stay in the store and are sent after the next `start`. */
  close(): void {
    throw new Error("not written yet");
  }

  /** Closes, and forgets who this client was, its rooms and its unsent messages. */
  forget(): Promise<void> {
    throw new Error("not written yet");
  }

  /** One request, sent now. Rejects with `offline` when there is no connection and with `cut` when it went. */
  call<V extends VerbName>(verb: V, params: Params<V>): Promise<Result<V>> {
    throw new Error(`not written yet: ${verb} ${String(params)}`);
  }

  // The following wait for the connection, and are asked again after a cut.

  /** Enters a room, by id or title, and stays in it over cuts. */
  join(room: string): Promise<RoomState> {
    throw new Error(`not written yet: ${room}`);
  }

  /** Leaves a room and drops it from the state, with what is pending in it. */
  leave(room: string): Promise<void> {
    throw new Error(`not written yet: ${room}`);
  }

  /** A page of any room's log. For a room in the state, `loadOlder` is simpler. */
  history(params: Params<"history">): Promise<Result<"history">> {
    throw new Error(`not written yet: ${params.room}`);
  }

  /** A page of the public rooms. */
  rooms(params: Params<"rooms"> = {}): Promise<Result<"rooms">> {
    throw new Error(`not written yet: ${params.after}`);
  }

  /** A page of who is in a room. For a room in the state, `loadMembers` is simpler. */
  members(params: Params<"members">): Promise<Result<"members">> {
    throw new Error(`not written yet: ${params.room}`);
  }

  rename(name: string): Promise<Me> {
    throw new Error(`not written yet: ${name}`);
  }

  // Rooms of the state, by id or title.

  room(room: string): RoomState | undefined {
    throw new Error(`not written yet: ${room}`);
  }

  /**
   * Says something in a room of the state. It is pending at once, goes out as soon as it can, in order, and is kept
   * exactly once. Throws a KoineError: `not_member`, `bad_request` (empty), `too_large`, `outbox_full`.
   */
  say(room: string, text: string): Saying {
    throw new Error(`not written yet: ${room} ${text}`);
  }

  /** Sends a failed message again, after all that is pending in its room. */
  retry(key: string): Saying {
    throw new Error(`not written yet: ${key}`);
  }

  /** Drops a message that waits or has failed. False when it is gone already or may have been kept. */
  discard(key: string): boolean {
    throw new Error(`not written yet: ${key}`);
  }

  /** Everything in the room has been looked at: `unread` is 0 again. */
  seen(room: string): void {
    throw new Error(`not written yet: ${room}`);
  }

  /** Puts a page of older entries before those in the state. How many. Calls made meanwhile share the answer. */
  loadOlder(room: string, limit = 100): Promise<number> {
    throw new Error(`not written yet: ${room} ${limit}`);
  }

  /** Asks afresh who is in the room. */
  loadMembers(room: string): Promise<void> {
    throw new Error(`not written yet: ${room}`);
  }
}
