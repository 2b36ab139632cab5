// The core's data: entries, which a log keeps, and notices, which reach who is there now.

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
 * `public`: anyone may join. `closed`: everyone knows of it, entered by invitation only. `direct`: of its people only,
 * who hear it without joining.
 */
export type RoomKind = "public" | "closed" | "direct";

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

/** What a verb hands to the log. `at` and `seq` are the store's to give. */
export interface Draft extends Live {
  readonly kind: EntryKind;
  readonly by: IdentityId;
  /** What the author was called in that room then. */
  readonly name: string;
  readonly text: string;
  /** 1 to 64 characters, the author's own; unique for author and room. */
  readonly key?: string | undefined;
}

export type EntryKind = "said";

/** A durable thing that happened in a room. Read back from the store it has nothing of `Live`. */
export interface Entry extends Draft {
  readonly room: RoomId;
  /** 1, 2, 3 … without gaps. */
  readonly seq: number;
  /** Milliseconds since 1970; never goes back within a room. */
  readonly at: number;
}

export interface Person {
  readonly id: IdentityId;
  /** In a room: what it is called there. */
  readonly name: string;
}

/** Who is in the room and in its list, when this is called. */
export type Here = () => readonly Person[];

/** Told to who is in a room. */
export type RoomNotice = Live &
  (
    | {
        readonly kind: "joined";
        readonly room: RoomId;
        readonly members: readonly Person[];
        readonly here: Here;
      }
    | {
        readonly kind: "left";
        readonly room: RoomId;
        readonly members: readonly Person[];
        readonly here: Here;
      }
    | {
        readonly kind: "renamed";
        readonly room: RoomId;
        readonly id: IdentityId;
        readonly name: string;
        readonly was: string;
        readonly here: Here;
      }
    | {
        /** Who is there, afresh, for someone who may have missed notices. */
        readonly kind: "members";
        readonly room: RoomId;
        readonly count: number;
        /** Absent when there are too many to send unasked. */
        readonly members?: readonly Person[];
      }
    | {
        /** The room has another master. */
        readonly kind: "master";
        readonly room: RoomId;
        readonly master: Person;
        readonly was: Person | undefined;
      }
    | {
        /** How many may be in the room has changed. */
        readonly kind: "bounded";
        readonly room: RoomId;
        readonly by: Person;
        /** 0: as many as like. */
        readonly most: number;
        readonly access: RoomKind;
      }
    | {
        /** Passed on among the connections of one dialect only: pictures and the like. */
        readonly kind: "passed";
        readonly room: RoomId;
        readonly by: IdentityId;
        readonly name: string;
        readonly dialect: string;
        /** At most 48 KiB. */
        readonly value: string;
      }
  );

/** Told to one person, on all its sessions. */
export type PersonalNotice = Live &
  (
    | {
        readonly kind: "invited";
        readonly room: RoomId;
        readonly title: string;
        readonly by: Person;
      }
    | {
        /** Someone invited has answered. */
        readonly kind: "answered";
        readonly room: RoomId;
        readonly title: string;
        readonly by: Person;
        readonly answer: "yes" | "no" | "later";
      }
    | {
        readonly kind: "kicked";
        readonly room: RoomId;
        readonly title: string;
        readonly by: Person;
      }
    | {
        /** The room of a direct conversation is open at this session from here on. */
        readonly kind: "direct";
        readonly room: RoomId;
        readonly people: readonly Person[];
      }
  );

/** Told to everyone in the chat. */
export type ChatNotice = Live &
  (
    | { readonly kind: "arrived"; readonly who: Person }
    | { readonly kind: "departed"; readonly who: Person }
    | {
        /** Someone has another name, everywhere. His rooms hear `renamed`. */
        readonly kind: "called";
        readonly who: Person;
        readonly was: string;
      }
    | {
        readonly kind: "made";
        readonly room: RoomId;
        readonly title: string;
        readonly by: Person;
      }
    | {
        readonly kind: "gone";
        readonly room: RoomId;
        readonly title: string;
        readonly by: Person;
      }
    | {
        /** Who may enter a room has changed. */
        readonly kind: "access";
        readonly room: RoomId;
        readonly title: string;
        readonly by: Person;
        readonly most: number;
        readonly access: RoomKind;
      }
    | {
        readonly kind: "broadcast";
        readonly by: Person;
        readonly text: string;
      }
    | { readonly kind: "closing"; readonly reason: string }
  );

/** What is not worth keeping. */
export type Notice = RoomNotice | PersonalNotice | ChatNotice;
