// The ports beside the log: what a store remembers of rooms and people. All writes are durable when they resolve.
// Every method throws ChatError `unavailable` when the store cannot do it; then nothing was changed.
import type { IdentityId, RoomId, RoomKind } from "./entries.ts";
import type { RoomLog } from "./log.ts";

export interface RoomRecord {
  readonly id: RoomId;
  /** "" for a direct room. */
  readonly title: string;
  /** The title as titles are compared (see names.ts); unique. A direct room's begins with U+0000 and names its people. */
  readonly folded: string;
  readonly kind: RoomKind;
  /** How many people may be in it at once; 0 for as many as like. */
  readonly most: number;
  readonly master: IdentityId | undefined;
}

/** What can be changed of a room. */
export type RoomChange = Partial<
  Pick<RoomRecord, "kind" | "most"> & { readonly master: IdentityId | null }
>;

export interface RoomStore {
  byId(id: RoomId): Promise<RoomRecord | undefined>;
  byFolded(folded: string): Promise<RoomRecord | undefined>;
  /** Makes the room with an empty log of a new epoch, unless another holds the folded title: then that one. */
  create(
    room: RoomRecord,
  ): Promise<{ readonly room: RoomRecord; readonly made: boolean }>;
  /** @throws ChatError `no_such_room` also when it went in the meantime. */
  change(id: RoomId, change: RoomChange): Promise<void>;
  /**
   * Rooms that are not direct, in the order of the folded title (by code unit), after `after` (exclusive; "" for the
   * first), at most `limit`.
   */
  list(after: string, limit: number): Promise<readonly RoomRecord[]>;
  /** How many rooms there are that are not direct. */
  count(): Promise<number>;
  /** Removes the room if it has neither an entry nor a member. Whether it did. Its invitations go with it. */
  removeIfUnused(id: RoomId): Promise<boolean>;
  /**
   * Makes the identity a member. With a `nick` (null for none) that is its nick there from now on; without, a member
   * keeps the one he has. The nick that it has now. @throws ChatError `no_such_room` also when it went in the meantime.
   */
  addMember(
    room: RoomId,
    identity: IdentityId,
    nick?: string | null,
  ): Promise<{ readonly isNew: boolean; readonly nick: string | undefined }>;
  /** Whether there was one. */
  removeMember(room: RoomId, identity: IdentityId): Promise<boolean>;
  isMember(room: RoomId, identity: IdentityId): Promise<boolean>;
  /** The rooms that the identity is a member of, in the order of joining, at most `limit`. Direct ones are among them. */
  roomsOf(identity: IdentityId, limit: number): Promise<readonly RoomId[]>;
  /** Notes that the identity may enter the room once. @throws ChatError `no_such_room` */
  invite(room: RoomId, identity: IdentityId): Promise<void>;
  isInvited(room: RoomId, identity: IdentityId): Promise<boolean>;
  /** Whether there was an invitation. */
  uninvite(room: RoomId, identity: IdentityId): Promise<boolean>;
}

/** What someone may do in the whole chat. Only accounts have one. */
export type ServerRole = "owner" | "admin";

export interface IdentityRecord {
  readonly id: IdentityId;
  readonly kind: "guest" | "account";
  readonly name: string;
  readonly role?: ServerRole | undefined;
}

export interface AccountRecord extends IdentityRecord {
  readonly kind: "account";
  /** An argon2id hash in PHC form. */
  readonly passwordHash: string;
}

export interface IdentityStore {
  /** Keeps a new guest and the SHA-256 of its token. */
  createGuest(
    guest: IdentityRecord,
    tokenHash: Uint8Array,
    at: number,
  ): Promise<void>;
  /**
   * Keeps a new account, unless another account's name is compared alike. Whether it did. With the id of a guest he
   * becomes the account: his rooms, tokens and entries stay his.
   */
  createAccount(
    account: {
      readonly id: IdentityId;
      readonly name: string;
      /** The readings of the name (see names.ts): the first, and the other if there is one. */
      readonly folded: string;
      readonly alike?: string | undefined;
      readonly passwordHash: string;
    },
    at: number,
  ): Promise<boolean>;
  /** By either reading of its name. */
  accountByFolded(folded: string): Promise<AccountRecord | undefined>;
  /** Also takes every token of the account but `kept`. */
  setPassword(
    id: IdentityId,
    passwordHash: string,
    kept: Uint8Array | undefined,
  ): Promise<void>;
  setRole(id: IdentityId, role: ServerRole | undefined): Promise<void>;
  /** One more token of an identity; of more than 50 the oldest goes. */
  addToken(id: IdentityId, tokenHash: Uint8Array, at: number): Promise<void>;
  /** Whether there was one. */
  removeToken(tokenHash: Uint8Array): Promise<boolean>;
  byToken(tokenHash: Uint8Array): Promise<IdentityRecord | undefined>;
  byId(id: IdentityId): Promise<IdentityRecord | undefined>;
  rename(id: IdentityId, name: string): Promise<void>;
  /** What a dialect keeps for an account: "" when nothing. */
  preferences(id: IdentityId, dialect: string): Promise<string>;
  setPreferences(id: IdentityId, dialect: string, text: string): Promise<void>;
  /** Notes that these were here at that time (milliseconds since 1970). */
  seen(ids: readonly IdentityId[], at: number): Promise<void>;
  /**
   * Forgets guests, with their tokens and memberships: those without an entry last seen before `silentBefore`, the
   * others before `spokenBefore`. At most 1,000 in a call, never one in `here`. How many. Rooms that are left
   * without entry and member are removed with them, never one in `openRooms`.
   */
  forgetGuests(
    silentBefore: number,
    spokenBefore: number,
    here: ReadonlySet<IdentityId>,
    openRooms: ReadonlySet<RoomId>,
  ): Promise<number>;
}

/** What remembers. Closing waits for what is under way. */
export interface Store extends AsyncDisposable {
  readonly log: RoomLog;
  readonly rooms: RoomStore;
  readonly identities: IdentityStore;
}

/** What a store tells of its commits, for the metrics. */
export interface CommitObserver {
  /** One commit of `writes` writes took `seconds`, and was kept or not. */
  committed(seconds: number, writes: number, kept: boolean): void;
}
