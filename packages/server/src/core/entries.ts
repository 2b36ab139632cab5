// The core's data: rooms, people, and entries, which a log keeps. Notices, which reach who is there now, are beside.

/** `~` and 10 characters of a-z0-9; never a legal name or title. */
export type RoomId = string;
/** Of an account or a guest; 16 characters of a-z0-9. */
export type IdentityId = string;

/** How far a reader has come in a log: everything up to and including `seq`. `epoch` is the log's life. */
export interface Cursor {
  readonly epoch: string;
  readonly seq: number;
}

/**
 * `public`: anyone may join. `closed`: everyone knows of it, entered by invitation only. `private`: entered by invitation
 * only, and for anyone else it does not exist. `direct`: of its people only, who hear it without joining.
 */
export type RoomKind = "public" | "closed" | "private" | "direct";

/** A room as doors show it. */
export interface Place {
  readonly id: RoomId;
  /** Of a direct room: the names of its people, with ", " between them. */
  readonly title: string;
  readonly kind: RoomKind;
  readonly isLobby: boolean;
}

/** What a dialect adds for its own kind alone; every other dialect ignores it. Not kept. */
export interface Extra {
  readonly dialect: string;
  /** At most 256 characters. */
  readonly value: string;
}

/** What the live form of an entry or a notice has beside what is kept. */
export interface Live {
  readonly extra?: Extra | undefined;
  /** The id of the session that caused it; see `Encoder.spares`. */
  readonly origin?: string | undefined;
  /** Whether the author of an entry is an account. */
  readonly byAccount?: boolean | undefined;
}

/** Whom a text speaks to by `@name`: an identity's id, or `room` for everyone in it (an id is longer). */
export type Mention = string;

/** Who did it, as every entry has it. */
interface Authored extends Live {
  readonly by: IdentityId;
  /** What the author was called in that room then. */
  readonly name: string;
  /** 1 to 64 characters, the author's own; unique for author and room. */
  readonly key?: string | undefined;
}

interface SaidDraft {
  readonly kind: "said";
  readonly text: string;
  /** The seq of the message that it answers. */
  readonly reply?: number | undefined;
  /** At most 50. */
  readonly mentions?: readonly Mention[] | undefined;
}

/** `of` is the seq of a `said` in the same room, here and below. */
interface EditedDraft {
  readonly kind: "edited";
  readonly of: number;
  readonly text: string;
  readonly mentions?: readonly Mention[] | undefined;
}

interface DeletedDraft {
  readonly kind: "deleted";
  readonly of: number;
}

interface ReactedDraft {
  readonly kind: "reacted";
  readonly of: number;
  /** One emoji. */
  readonly reaction: string;
  /** False: it is taken back. */
  readonly isOn: boolean;
}

interface TopicDraft {
  readonly kind: "topic";
  /** "" for none. */
  readonly text: string;
}

interface TitledDraft {
  readonly kind: "titled";
  /** The new title. */
  readonly text: string;
  /** What the room is found by from then on (see RoomRecord); not kept in the entry. */
  readonly folded: string;
}

/** What a verb hands to the log. `at` and `seq` are the store's to give. */
export type Draft = Authored &
  (
    | SaidDraft
    | EditedDraft
    | DeletedDraft
    | ReactedDraft
    | TopicDraft
    | TitledDraft
  );

export type EntryKind = Draft["kind"];

/** Where and when the log has it. */
interface Kept {
  readonly room: RoomId;
  /** 1, 2, 3 … without gaps. */
  readonly seq: number;
  /** Milliseconds since 1970; never goes back within a room. */
  readonly at: number;
}

/** A reaction to a message, by how many. */
export interface Reaction {
  readonly reaction: string;
  readonly count: number;
  /** Whether the one who asks is among them. */
  readonly isMine: boolean;
}

/**
 * A message as it is now, however old the entry is. When it is gone the text is "" and there are no mentions and no
 * reactions; and so are all `edited` of it.
 */
export interface Said extends SaidDraft {
  /** The seq of its newest `edited`; the text is that one's. */
  readonly edited?: number | undefined;
  readonly isGone?: true | undefined;
  /** In pages only, when there are any: in the order in which they were first given. */
  readonly reactions?: readonly Reaction[] | undefined;
}

/** An older edit has the text of the newest one, so that nobody who reads on sees what was meant to be corrected. */
export interface Edited extends EditedDraft {
  readonly isGone?: true | undefined;
}

export interface Reacted extends ReactedDraft {
  /** How many have given it, this one counted in. */
  readonly count: number;
}

/** A durable thing that happened in a room. Read back from the store it has nothing of `Live`. */
export type Entry = Authored &
  Kept &
  (
    | Said
    | Edited
    | DeletedDraft
    | Reacted
    | TopicDraft
    | Omit<TitledDraft, "folded">
  );

/** An entry of one kind. */
export type EntryOf<K extends EntryKind> = Extract<Entry, { kind: K }>;

/** `away`: no session of his is active. */
export type PresenceKind = "online" | "away" | "offline";

/** From the most to the least. In a room `owner` is its master. */
export const roles = [
  "owner",
  "admin",
  "moderator",
  "member",
  "guest",
] as const;
export type Role = (typeof roles)[number];

export interface Person {
  readonly id: IdentityId;
  /** In a room: what it is called there. */
  readonly name: string;
}

/** Who is in the room and in its list, when this is called. */
export type Here = () => readonly Person[];
