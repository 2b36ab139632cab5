// What the main thread asks of the two worker threads, and the flat forms in which it travels: cheap to clone.
import type { ErrorCode } from "../../core/errors.ts";
import type {
  Cursor,
  EntryKind,
  IdentityId,
  Mention,
  Reaction,
  RoomId,
} from "../../core/entries.ts";
import type { LogState, Reactor, Version } from "../../core/ports/log.ts";
import type {
  AccountRecord,
  ByToken,
  IdentityRecord,
  IdentityStore,
  ServerRole,
  TokenFacts,
  TokenRecord,
} from "../../core/ports/identity-store.ts";
import type {
  AuditRecord,
  HouseRules,
  Sanction,
} from "../../core/ports/house-store.ts";
import type {
  Mark,
  MemberRecord,
  Membership,
  NewRoom,
  RoomChange,
  RoomRecord,
  RoomRole,
  Standing,
} from "../../core/ports/room-store.ts";
import type { Place } from "../drafts.ts";

type NewAccount = Parameters<IdentityStore["createAccount"]>[0];

/** Columns of an entry, as many a time as there are entries: see entry-rows.ts. */
export type EntryColumns = readonly (number | string | null)[];

/**
 * Where an entry went: its seq (its time is then that of the batch); or the whole place; or the entry of an earlier
 * append.
 */
export type Placed = number | Place | { readonly first: EntryColumns };

/** What a draft has that a plain message has not. */
export interface More {
  /** The message that it is about, or that it answers. */
  readonly of?: number | undefined;
  readonly mentions?: readonly Mention[] | undefined;
  readonly isOn?: boolean;
  readonly folded?: string;
}

/** Entries, and of the messages among them the reactions, if there are any. */
export interface PageColumns {
  readonly entries: EntryColumns;
  readonly reactions?: readonly ReactionRow[];
}

export interface ReactionRow extends Reaction {
  readonly of: number;
}

export interface LogWrites {
  append(
    room: RoomId,
    kind: EntryKind,
    by: IdentityId,
    name: string,
    text: string,
    key: string | null,
    more?: More,
  ): Placed | Refused;
}

export interface RoomWrites {
  createRoom(room: NewRoom): {
    readonly room: RoomRecord;
    readonly made: boolean;
  };
  changeRoom(id: RoomId, change: RoomChange): void | Refused;
  removeIfUnused(id: RoomId): boolean;
}

export interface MemberWrites {
  addMember(
    room: RoomId,
    identity: IdentityId,
    nick: string | null | undefined,
    most: number,
  ): (Membership & { readonly isNew: boolean }) | Refused;
  removeMember(room: RoomId, identity: IdentityId): boolean;
  setMemberRole(
    room: RoomId,
    identity: IdentityId,
    role: RoomRole | undefined,
  ): boolean;
  mark(marks: readonly Mark[]): void;
  invite(
    room: RoomId,
    identity: IdentityId,
    by: IdentityId,
    most: number,
  ): void | Refused;
  uninvite(room: RoomId, identity: IdentityId): boolean;
}

export interface IdentityWrites {
  createGuest(
    id: IdentityId,
    name: string,
    tokenHash: Uint8Array,
    at: number,
    facts: TokenFacts | undefined,
  ): void;
  createAccount(account: NewAccount, at: number): boolean | Refused;
  setPassword(
    id: IdentityId,
    passwordHash: string,
    kept: Uint8Array | undefined,
  ): void;
  setRole(id: IdentityId, role: ServerRole | undefined): void;
  makeFirstOwner(id: IdentityId): boolean;
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

export interface TokenWrites {
  addToken(
    id: IdentityId,
    tokenHash: Uint8Array,
    at: number,
    facts: TokenFacts | undefined,
  ): void | Refused;
  removeToken(tokenHash: Uint8Array): boolean;
  removeTokenById(id: IdentityId, token: string): boolean;
}

export interface HouseWrites {
  addSanction(sanction: Sanction): void | Refused;
  removeSanction(id: string): boolean;
  removeSanctionsBefore(now: number): void;
  setRules(rules: HouseRules): void;
  audit(record: Omit<AuditRecord, "n">): void;
  addReset(hash: Uint8Array, identity: IdentityId, until: number): void;
  removeReset(identity: IdentityId): void;
  useReset(
    hash: Uint8Array,
    now: number,
    passwordHash: string,
  ): IdentityId | undefined;
}

export interface Writes
  extends
    LogWrites,
    RoomWrites,
    MemberWrites,
    IdentityWrites,
    TokenWrites,
    HouseWrites {}

export interface LogReads {
  read(
    room: RoomId,
    from: Cursor,
    limit: number,
  ): EntryColumns | "reset" | Refused;
  page(
    room: RoomId,
    before: number,
    limit: number,
    viewer: IdentityId | undefined,
  ): PageColumns | Refused;
  at(room: RoomId, seq: number): EntryColumns;
  versions(
    room: RoomId,
    seq: number,
    after: number,
    limit: number,
  ): readonly Version[];
  reactors(
    room: RoomId,
    of: number,
    after: number,
    limit: number,
  ): readonly Reactor[];
  find(room: RoomId, by: IdentityId, key: string): EntryColumns;
  state(room: RoomId): LogState | Refused;
}

export interface RoomReads {
  roomById(id: RoomId): RoomRecord | undefined;
  roomByFolded(folded: string): RoomRecord | undefined;
  visibleById(id: RoomId, identity: IdentityId): RoomRecord | undefined;
  visibleByFolded(folded: string, identity: IdentityId): RoomRecord | undefined;
  listRooms(after: string, limit: number): readonly RoomRecord[];
  countRooms(most: number): number;
}

export interface MemberReads {
  isMember(room: RoomId, identity: IdentityId): boolean;
  membership(room: RoomId, identity: IdentityId): Membership | undefined;
  members(
    room: RoomId,
    after: IdentityId,
    limit: number,
  ): readonly MemberRecord[];
  countMembers(room: RoomId): number;
  membersNamed(
    room: RoomId,
    folded: readonly string[],
  ): readonly { readonly folded: string; readonly id: IdentityId }[];
  countJoined(identity: IdentityId, most: number): number;
  roomsOf(identity: IdentityId, limit: number): readonly RoomId[];
  privateOf(identity: IdentityId, limit: number): readonly RoomRecord[];
  standings(identity: IdentityId, limit: number): readonly Standing[];
  standing(room: RoomId, identity: IdentityId): Standing | undefined;
  isInvited(room: RoomId, identity: IdentityId): boolean;
}

export interface IdentityReads {
  identityByToken(tokenHash: Uint8Array, now: number): ByToken | undefined;
  tokensOf(id: IdentityId): readonly TokenRecord[];
  identityById(id: IdentityId): IdentityRecord | undefined;
  accountByFolded(folded: string): AccountRecord | undefined;
  hasOwner(): boolean;
  preferences(id: IdentityId, dialect: string): string;
}

export interface HouseReads {
  sanctions(): readonly Sanction[];
  rules(): HouseRules;
  auditPage(
    before: number,
    limit: number,
    room: RoomId | undefined,
  ): readonly AuditRecord[];
  resetOf(hash: Uint8Array, now: number): IdentityId | undefined;
}

export interface Reads
  extends LogReads, RoomReads, MemberReads, IdentityReads, HouseReads {}

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
