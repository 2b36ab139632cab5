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

/** What a verb hands to the log. `at` and `seq` are the store's to give. */
export interface Draft {
  readonly kind: EntryKind;
  readonly by: IdentityId;
  /** What the author was called in that room then. */
  readonly name: string;
  readonly text: string;
  /** 1 to 64 characters, the author's own; unique for author and room. */
  readonly key?: string | undefined;
}

export type EntryKind = "said";

/** A durable thing that happened in a room. */
export interface Entry extends Draft {
  readonly room: RoomId;
  /** 1, 2, 3 … without gaps. */
  readonly seq: number;
  /** Milliseconds since 1970; never goes back within a room. */
  readonly at: number;
}

export interface Person {
  readonly id: IdentityId;
  readonly name: string;
}

/** What is not worth keeping. */
export type Notice =
  | {
      readonly kind: "joined";
      readonly room: RoomId;
      readonly members: readonly Person[];
    }
  | {
      readonly kind: "left";
      readonly room: RoomId;
      readonly members: readonly Person[];
    }
  | {
      readonly kind: "renamed";
      readonly room: RoomId;
      readonly id: IdentityId;
      readonly name: string;
      readonly was: string;
    }
  | {
      readonly kind: "members";
      readonly room: RoomId;
      readonly count: number;
      /** Absent when there are too many to send unasked. */
      readonly members?: readonly Person[];
    }
  | { readonly kind: "closing"; readonly reason: string };
