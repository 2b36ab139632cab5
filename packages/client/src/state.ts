// What a view shows: one immutable snapshot of the connection, the rooms, their entries, members and pending messages.
// An object that did not change keeps its identity from one snapshot to the next.
import type { EntryEvent, Result } from "@koine/protocol";
import type { KoineError } from "./errors.ts";
import type { Notice } from "./notices.ts";

/** Where the connection stands. Times are milliseconds since 1970. */
export type ConnectionState =
  /** Not started yet. */
  | { readonly is: "idle" }
  /** `attempt` counts from 1 and begins again after a while online. */
  | { readonly is: "connecting"; readonly attempt: number }
  | { readonly is: "online"; readonly since: number }
  /** Cut off, or not reached; tries again by itself at `until`, or at once with `client.start()`. */
  | {
      readonly is: "waiting";
      readonly attempt: number;
      readonly until: number;
      readonly reason: string;
    }
  /**
   * The server does not let this client in, and trying the same again is of no use. With `name_taken`, `bad_name` and
   * `bad_token` offer another name and call `client.start({ name })`; with `name_taken`, `bad_login` and
   * `no_such_person` offer a password and call `client.login(name, password)`.
   */
  | { readonly is: "refused"; readonly error: KoineError }
  /** Ended with `client.close()`. */
  | { readonly is: "closed" };

/** Who this client is. A room may know it by a nick: that is the room's `name`. */
export interface Me {
  readonly id: string;
  readonly name: string;
  /** Whether it is an account, which keeps its name, and not a guest. */
  readonly isAccount: boolean;
}

/** `public`: anyone may enter. `closed`: whoever is invited. `direct`: a conversation of two people, who cannot leave it. */
export type Access = Result<"join">["access"];

/** The room where everyone without another wish starts. */
export type Lobby = Result<"hello">["lobby"];

export interface Person {
  readonly id: string;
  readonly name: string;
}

/** Whether this client is in a room now. */
export type Presence =
  /** Asked and not answered yet, or cut off: joined (again) as soon as that is possible. */
  | { readonly is: "joining" }
  | { readonly is: "here" }
  /** The server does not let this client in. `join` tries again, `leave` drops the room. */
  | { readonly is: "refused"; readonly error: KoineError }
  /** No longer a member: left on another connection, or sent out: then `reason` says by whom. */
  | { readonly is: "left"; readonly reason?: string };

/** What was said here and is not an entry of the log yet. */
export interface PendingMessage {
  /** Its key; the entry that it becomes carries the same. */
  readonly key: string;
  readonly text: string;
  /** When it was said, by this client's clock. */
  readonly at: number;
  readonly status: PendingStatus;
}

export type PendingStatus =
  /** Not sent yet: there is no connection, or an earlier message goes first, or the server asked to wait. */
  | { readonly is: "waiting" }
  | { readonly is: "sending" }
  /** Acknowledged: the server keeps it, and its entry is on the way. */
  | { readonly is: "kept"; readonly seq: number }
  /** Refused for good. `client.retry(key)` sends it again, `client.discard(key)` drops it. */
  | { readonly is: "failed"; readonly error: KoineError };

export interface RoomState {
  readonly id: string;
  /** Of a direct room: what the other is called. */
  readonly title: string;
  readonly access: Access;
  /** What one is called here; "" until the room was joined once. */
  readonly name: string;
  /** Whom a direct room is with; nobody in others, or where it is not known. */
  readonly people: readonly Person[];
  /** How many may be here at once; 0 for as many as like. */
  readonly most: number;
  /** Who became the room's master since it was joined last. */
  readonly master: Person | undefined;
  readonly presence: Presence;
  /** The life of the log; "" until the room was joined once. */
  readonly epoch: string;
  /** Everything up to and including this seq was applied. */
  readonly cursor: number;
  /** Oldest first, without gaps, at most the newest 2,000 (more when older ones were loaded). Replaced, never mutated. */
  readonly entries: readonly EntryEvent[];
  /** Whether `client.loadOlder(id)` would find more. */
  readonly hasOlder: boolean;
  /** How often the list had to start over because it could not be resumed: each time, something may be missing before it. */
  readonly startedOver: number;
  /** In the order in which they were said; shown after the entries. */
  readonly pending: readonly PendingMessage[];
  /** Sorted by name. In rooms above 200 only some of them. */
  readonly members: readonly Person[];
  /** Whether `members` holds everyone. */
  readonly membersComplete: boolean;
  /** How many people are here. */
  readonly count: number;
  /** Entries by others since `client.seen(id)`. */
  readonly unread: number;
  /** The cursor at the last `client.seen(id)`: entries above it are new. */
  readonly seen: number;
}

export interface ClientState {
  readonly connection: ConnectionState;
  /** Known from the first hello on, and from an earlier one kept in the store. */
  readonly me: Me | undefined;
  /** Known from the first hello on. */
  readonly lobby: Lobby | undefined;
  /** The rooms joined and the direct conversations, by id, in the order in which they were joined. */
  readonly rooms: ReadonlyMap<string, RoomState>;
  /** What was told to this person, or to everyone, and was not dismissed: the newest 50, oldest first. */
  readonly notices: readonly Notice[];
}
