// What the main thread asks of the two worker threads, and the flat forms in which it travels: cheap to clone.
import type { ErrorCode } from "../../core/errors.ts";
import type {
  Cursor,
  EntryKind,
  IdentityId,
  RoomId,
} from "../../core/entries.ts";
import type { LogState } from "../../core/log.ts";
import type {
  AccountRecord,
  IdentityRecord,
  IdentityStore,
  RoomChange,
  RoomRecord,
  ServerRole,
} from "../../core/store.ts";

type NewAccount = Parameters<IdentityStore["createAccount"]>[0];

/** Columns of an entry, as many a time as there are entries: seq, at, kind, author, name, text, key. */
export type EntryColumns = readonly (number | string | null)[];
export const columnsPerEntry = 7;

/** Where an entry went: its seq (its time is then that of the batch), seq and time, or the entry of an earlier append. */
export type Placed =
  | number
  | { readonly seq: number; readonly at: number }
  | { readonly first: EntryColumns };

export interface LogWrites {
  append(
    room: RoomId,
    kind: EntryKind,
    by: IdentityId,
    name: string,
    text: string,
    key: string | null,
  ): Placed | Refused;
}

export interface RoomWrites {
  createRoom(room: RoomRecord): {
    readonly room: RoomRecord;
    readonly made: boolean;
  };
  changeRoom(id: RoomId, change: RoomChange): void | Refused;
  removeIfUnused(id: RoomId): boolean;
  addMember(
    room: RoomId,
    identity: IdentityId,
    nick: string | null | undefined,
  ): { readonly isNew: boolean; readonly nick: string | undefined } | Refused;
  removeMember(room: RoomId, identity: IdentityId): boolean;
  invite(room: RoomId, identity: IdentityId): void | Refused;
  uninvite(room: RoomId, identity: IdentityId): boolean;
}

export interface IdentityWrites {
  createGuest(
    id: IdentityId,
    name: string,
    tokenHash: Uint8Array,
    at: number,
  ): void;
  createAccount(account: NewAccount, at: number): boolean | Refused;
  setPassword(
    id: IdentityId,
    passwordHash: string,
    kept: Uint8Array | undefined,
  ): void;
  setRole(id: IdentityId, role: ServerRole | undefined): void;
  addToken(id: IdentityId, tokenHash: Uint8Array, at: number): void | Refused;
  removeToken(tokenHash: Uint8Array): boolean;
  rename(id: IdentityId, name: string): void;
  setPreferences(id: IdentityId, dialect: string, text: string): void;
  seen(ids: readonly IdentityId[], at: number): void;
  forgetGuests(
    silentBefore: number,
    spokenBefore: number,
    here: ReadonlySet<IdentityId>,
    openRooms: ReadonlySet<RoomId>,
  ): number;
}

export interface Writes extends LogWrites, RoomWrites, IdentityWrites {}

export interface LogReads {
  read(
    room: RoomId,
    from: Cursor,
    limit: number,
  ): EntryColumns | "reset" | Refused;
  page(room: RoomId, before: number, limit: number): EntryColumns | Refused;
  find(room: RoomId, by: IdentityId, key: string): EntryColumns;
  state(room: RoomId): LogState | Refused;
}

export interface RoomReads {
  roomById(id: RoomId): RoomRecord | undefined;
  roomByFolded(folded: string): RoomRecord | undefined;
  listRooms(after: string, limit: number): readonly RoomRecord[];
  countRooms(): number;
  isMember(room: RoomId, identity: IdentityId): boolean;
  roomsOf(identity: IdentityId, limit: number): readonly RoomId[];
  isInvited(room: RoomId, identity: IdentityId): boolean;
}

export interface IdentityReads {
  identityByToken(tokenHash: Uint8Array): IdentityRecord | undefined;
  identityById(id: IdentityId): IdentityRecord | undefined;
  accountByFolded(folded: string): AccountRecord | undefined;
  preferences(id: IdentityId, dialect: string): string;
}

export interface Reads extends LogReads, RoomReads, IdentityReads {}

/** A refusal on its way between threads. */
export class Refused {
  readonly refused: ErrorCode;
  readonly message: string;
  readonly cause: string | undefined;

  constructor(refused: ErrorCode, message: string, cause?: string) {
    this.refused = refused;
    this.message = message;
    this.cause = cause;
  }
}

/** Calls one after the other, each as its name, the count of its arguments, and these. */
export interface Batch {
  readonly calls: readonly unknown[];
  readonly count: number;
}

export interface Commit {
  readonly seconds: number;
  readonly writes: number;
  readonly kept: boolean;
}

export interface Answers {
  /** One for each call; a refusal has the form of Refused. */
  readonly values: readonly unknown[];
  /** The time that writes of the batch carry: milliseconds since 1970. */
  readonly at: number;
  readonly commits: readonly Commit[];
  /** What went wrong, for the log: at most one text for a batch. */
  readonly trouble?: string | undefined;
}

/** What a worker thread says: first how it started, then the answers to each batch. */
export type Said =
  | { readonly ready: true }
  | { readonly failed: string }
  | { readonly answers: Answers };
