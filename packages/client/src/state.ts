// What a view shows: one immutable snapshot of the connection, the rooms, their entries, members and pending messages.
// An object that did not change keeps its identity from one snapshot to the next.
import type { EntryEvent, Result, SaidEvent } from "@koine/protocol";
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
   * `no_such_person` offer a password and call `client.login(name, password)`, with `bad_token` too where `me` is an
   * account. `banned` and `locked` tell for how long. `reason` is what the server said when it ended the connection
   * before: that one was signed out, or banned.
   */
  | {
      readonly is: "refused";
      readonly error: KoineError;
      readonly reason?: string;
    }
  /** Ended with `client.close()`. */
  | { readonly is: "closed" };

/** From the most to the least. */
export type Role = Result<"hello">["role"];

/** Whether someone is at the keyboard. */
export type PersonPresence = Result<"person">["presence"];

/** Who this client is. A room may know it by a nick: that is the room's `name`. */
export interface Me {
  readonly id: string;
  readonly name: string;
  /** Whether it is an account, which keeps its name, and not a guest. */
  readonly isAccount: boolean;
  /** In the whole chat. */
  readonly role: Role;
}

/**
 * `public`: anyone may enter. `closed`: whoever is invited. `private`: so, and nobody else knows of it. `direct`: a
 * conversation of two to ten people, who cannot leave it.
 */
export type Access = Result<"join">["access"];

/** The room where everyone without another wish starts. */
export type Lobby = Result<"hello">["lobby"];

export interface Person {
  readonly id: string;
  readonly name: string;
}

/** Someone in a room. What was not told is absent: `client.loadMembers` asks. */
export interface Member extends Person {
  readonly role?: Role;
  readonly presence?: PersonPresence;
}

/** Why one may not say anything, and until when; without `until`, until it is lifted. */
export interface Muted {
  readonly reason: string;
  readonly until?: number;
  readonly by?: Person;
}

/** Whether this client is in a room now. */
export type Presence =
  /** Asked and not answered yet, or cut off: joined (again) as soon as that is possible. */
  | { readonly is: "joining" }
  | { readonly is: "here" }
  /** The server does not let this client in. `join` tries again, `leave` drops the room. */
  | { readonly is: "refused"; readonly error: KoineError }
  /**
   * No longer a member: left on another connection, or sent out: then `reason` says by whom and why. Whoever is banned
   * may not come back before `until`; 0: not at all.
   */
  | { readonly is: "left"; readonly reason?: string; readonly until?: number };

/** What was said, as it is now. Gone: the text is "", and there are no mentions and no reactions. */
export type Message = Readonly<SaidEvent>;

/** What stands in the list of a room: a message as it is now, or a line that tells of another topic or title. */
export type RoomEntry =
  Message | Readonly<Extract<EntryEvent, { ev: "topic" | "titled" }>>;

/** What was said here and is not an entry of the log yet. */
export interface PendingMessage {
  /** Its key; the entry that it becomes carries the same. */
  readonly key: string;
  readonly text: string;
  /** The seq of the message that it answers. */
  readonly reply?: number;
  /** When it was said, by this client's clock. */
  readonly at: number;
  readonly status: PendingStatus;
}

/** What one has done to a message and is not an entry yet. `seq` is the message's. */
export type PendingChange = {
  readonly key: string;
  readonly at: number;
  readonly status: PendingStatus;
} & (
  | { readonly do: "edit"; readonly seq: number; readonly text: string }
  | { readonly do: "delete"; readonly seq: number }
  | {
      readonly do: "react";
      readonly seq: number;
      readonly reaction: string;
      readonly on: boolean;
    }
);

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
  /** Of a direct room: what the others are called. */
  readonly title: string;
  readonly access: Access;
  /** What is talked about now, and what the room is for; "" for nothing said of it, or not known yet. */
  readonly topic: string;
  readonly description: string;
  /** It can be read, but nothing is said there any more. */
  readonly isArchived: boolean;
  /** What one is called here; "" until the room was joined once. */
  readonly name: string;
  /** What one is here. */
  readonly role: Role;
  /** Whom a direct room is with; nobody in others, or where it is not known. */
  readonly people: readonly Person[];
  /** How many may be here at once; 0 for as many as like. */
  readonly most: number;
  /** Who became the room's master since it was joined last. */
  readonly master: Person | undefined;
  readonly presence: Presence;
  /** Set while one may not say anything here; see `ClientState.muted` for everywhere. */
  readonly muted: Muted | undefined;
  /** The life of the log; "" until the room was joined once. */
  readonly epoch: string;
  /** Everything up to and including this seq was applied. */
  readonly cursor: number;
  /**
   * Oldest first, at most the newest 2,000 (more when older ones were loaded). Messages are as they are now, with what
   * is pending of `changes` done to them. Replaced, never mutated.
   */
  readonly entries: readonly RoomEntry[];
  /** Older messages that `client.quote` has asked for, by seq; kept up to date like the entries. */
  readonly quoted: ReadonlyMap<number, Message>;
  /** Whether `client.loadOlder(id)` would find more. */
  readonly hasOlder: boolean;
  /** How often the list had to start over because it could not be resumed: each time, something may be missing before it. */
  readonly startedOver: number;
  /** In the order in which they were said; shown after the entries. */
  readonly pending: readonly PendingMessage[];
  /** Edits, deletions and reactions on their way, and those that were refused: they are taken back, and tell why. */
  readonly changes: readonly PendingChange[];
  /** Sorted by name. In rooms above 200 only some of them; of a direct room its people, once they were asked for. */
  readonly members: readonly Member[];
  /** Whether `members` holds everyone. */
  readonly membersComplete: boolean;
  /** How many people are here. */
  readonly count: number;
  /** Others who are writing just now. */
  readonly typing: readonly Person[];
  /** What others have said after `read`, and how much of it mentions this person. */
  readonly unread: number;
  readonly mentions: number;
  /** This person has read everything up to and including this seq, at whatever connection. */
  readonly read: number;
}

export interface ClientState {
  readonly connection: ConnectionState;
  /** Known from the first hello on, and from an earlier one kept in the store. */
  readonly me: Me | undefined;
  /** Known from the first hello on. */
  readonly lobby: Lobby | undefined;
  /** Set while one may not say anything anywhere. */
  readonly muted: Muted | undefined;
  /** The rooms joined and the direct conversations, by id, in the order in which they were joined. */
  readonly rooms: ReadonlyMap<string, RoomState>;
  /** What was told to this person, or to everyone, and was not dismissed: the newest 50, oldest first. */
  readonly notices: readonly Notice[];
}
