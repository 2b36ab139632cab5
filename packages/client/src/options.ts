// What an app may set when it makes a client.
import type { Platform } from "./platform.ts";
import type { Store } from "./store.ts";

export interface ClientOptions {
  /** The server's address (`http://127.0.0.1:8080`, `https://…`) or that of its WebSocket (`ws://…/ws`). */
  readonly url: string;
  /** The name to be known by; not needed when the store or `token` knows someone. */
  readonly name?: string;
  /** The password of the account `name`; not needed when the store has the account's token. */
  readonly password?: string;
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
  /** Rooms of which one is a member that are joined by themselves; 0 for none. */
  readonly rooms: number;
  /** Pending messages, edits, deletions and reactions of all rooms. */
  readonly pending: number;
  /** The first wait before connecting again, doubled each time up to the longest. */
  readonly firstWait: number;
  readonly longestWait: number;
}

export const DEFAULTS: Bounds = {
  entries: 2_000,
  firstEntries: 50,
  rooms: 500,
  pending: 1_000,
  firstWait: 500,
  longestWait: 30_000,
};
