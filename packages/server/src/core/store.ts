// The ports beside the log: what a store remembers of rooms and people. All writes are durable when they resolve.
// Every method throws ChatError `unavailable` when the store cannot do it; then nothing was changed.
import type { IdentityId, RoomId } from "./entries.ts";
import type { RoomLog } from "./log.ts";

export interface RoomRecord {
  readonly id: RoomId;
  readonly title: string;
  /** The title as titles are compared (see names.ts); unique. */
  readonly folded: string;
}

export interface RoomStore {
  byId(id: RoomId): Promise<RoomRecord | undefined>;
  byFolded(folded: string): Promise<RoomRecord | undefined>;
  /** Makes the room with an empty log of a new epoch, unless another holds the folded title: then that one. */
  create(
    room: RoomRecord,
  ): Promise<{ readonly room: RoomRecord; readonly made: boolean }>;
  /** Rooms in the order of the folded title (by code unit), after `after` (exclusive; "" for the first), at most `limit`. */
  list(after: string, limit: number): Promise<readonly RoomRecord[]>;
  /** Removes the room if it has neither an entry nor a member. Whether it did. */
  removeIfUnused(id: RoomId): Promise<boolean>;
  /** Whether it was new. @throws ChatError `no_such_room` also when it went in the meantime. */
  addMember(room: RoomId, identity: IdentityId): Promise<boolean>;
  /** Whether there was one. */
  removeMember(room: RoomId, identity: IdentityId): Promise<boolean>;
  isMember(room: RoomId, identity: IdentityId): Promise<boolean>;
  /** The rooms that the identity is a member of, at most `limit`. */
  roomsOf(identity: IdentityId, limit: number): Promise<readonly RoomId[]>;
}

export interface IdentityRecord {
  readonly id: IdentityId;
  readonly kind: "guest";
  readonly name: string;
}

export interface IdentityStore {
  /** Keeps a new guest and the SHA-256 of its token. */
  createGuest(
    guest: IdentityRecord,
    tokenHash: Uint8Array,
    at: number,
  ): Promise<void>;
  byToken(tokenHash: Uint8Array): Promise<IdentityRecord | undefined>;
  byId(id: IdentityId): Promise<IdentityRecord | undefined>;
  rename(id: IdentityId, name: string): Promise<void>;
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
