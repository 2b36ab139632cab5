// The port of what a store remembers of rooms and their members. All writes are durable when they resolve.
// Every method throws ChatError `unavailable` when the store cannot do it; then nothing was changed.
import type { IdentityId, RoomId, RoomKind } from "../entries.ts";
import type { ServerRole } from "./identity-store.ts";

export interface RoomRecord {
  readonly id: RoomId;
  /** "" for a direct room. */
  readonly title: string;
  /**
   * What the room is found by; unique. Of public and closed rooms: the title as titles are compared (see names.ts). A
   * direct room's is U+0000 and its people (see direct.ts). A private room's is U+0000 and its id, so that its title
   * neither collides with another's nor shows that it exists.
   */
  readonly folded: string;
  readonly kind: RoomKind;
  /** How many people may be in it at once; 0 for as many as like. */
  readonly most: number;
  /** Its owner. */
  readonly master: IdentityId | undefined;
  /** What is talked about now; "" for nothing said of it. */
  readonly topic: string;
  /** What the room is for. */
  readonly description: string;
  /** It can be read, but nothing is said there any more. */
  readonly isArchived: boolean;
}

export type NewRoom = Omit<RoomRecord, "topic" | "description" | "isArchived"> &
  Partial<Pick<RoomRecord, "topic" | "description">>;

/** What can be changed of a room. Title and topic are changed by entries of its log. */
export type RoomChange = Partial<
  Pick<
    RoomRecord,
    "kind" | "most" | "folded" | "description" | "isArchived"
  > & { readonly master: IdentityId | null }
>;

/** A role in a room that is kept with the membership; `owner` is its master's, and everyone else is member or guest. */
export type RoomRole = "admin" | "moderator";

/** What is kept of a member. */
export interface Membership {
  readonly nick: string | undefined;
  readonly role: RoomRole | undefined;
  /** He has read everything up to and including this. */
  readonly read: number;
}

export interface MemberRecord extends Membership {
  readonly id: IdentityId;
  /** His name, not his nick. */
  readonly name: string;
  readonly isAccount: boolean;
  readonly serverRole: ServerRole | undefined;
}

/** A room as one of its members stands to it. */
export interface Standing extends Membership {
  readonly room: RoomRecord;
  readonly epoch: string;
  readonly head: number;
  /** Messages after `read`, counting those that are gone since. */
  readonly unread: number;
  /** Messages after `read` that mention him, or the room, and are not his own; counted up to 1,000. */
  readonly mentions: number;
}

/** How far someone has read a room. */
export interface Mark {
  readonly room: RoomId;
  readonly identity: IdentityId;
  readonly seq: number;
}

export interface RoomStore {
  byId(id: RoomId): Promise<RoomRecord | undefined>;
  byFolded(folded: string): Promise<RoomRecord | undefined>;
  /**
   * The room with this id, or this `folded`, if the identity may know of it: it is public or closed, or he is its
   * member, master, invited, or one of its people. One read of the store, and as long, whether there is none or none for him.
   */
  visible(
    ref: { readonly id: RoomId } | { readonly folded: string },
    identity: IdentityId,
  ): Promise<RoomRecord | undefined>;
  /**
   * The private rooms that the identity is a member of or invited to, in no order, at most `limit`: the only ones whose
   * titles he may look through.
   */
  privateOf(
    identity: IdentityId,
    limit: number,
  ): Promise<readonly RoomRecord[]>;
  /** Makes the room with an empty log of a new epoch, unless another holds `folded`: then that one. */
  create(
    room: NewRoom,
  ): Promise<{ readonly room: RoomRecord; readonly made: boolean }>;
  /** @throws ChatError `no_such_room` also when it went in the meantime; `room_exists` when another holds `folded`. */
  change(id: RoomId, change: RoomChange): Promise<void>;
  /**
   * Public and closed rooms, in the order of `folded` (by code unit), after `after` (exclusive; "" for the first), at
   * most `limit`.
   */
  list(after: string, limit: number): Promise<readonly RoomRecord[]>;
  /** How many public and closed rooms there are, counted up to `most`. */
  count(most: number): Promise<number>;
  /**
   * Removes the room if it has no member, and no entry either unless it is private: nobody can reach it then. Whether it
   * did. All of it goes with it, its entries, invitations, bans and mutes; its text leaves the disk as what is deleted does.
   */
  removeIfUnused(id: RoomId): Promise<boolean>;
  /**
   * Makes the identity a member, who has read everything so far; of a direct room nothing, so that what made it counts
   * as unread. With a `nick` (null for none) that is its nick there from now on; without, a member keeps the one he has. What is kept of it now. Who is a member of `most` rooms already,
   * direct ones not counted, is refused. Of direct rooms 500 are kept as his, since others make them too: of more one goes
   * where he has neither read nor said the first word, or else where nothing was said for longest. Of those never read it
   * is the oldest of whoever began most of them; all that are no accounts count as one, and go first among as many. When
   * something is said in a direct room all its people that are known are its members again, and have read up to what they
   * said there last themselves (if that is among the newest 1,000 entries; else nothing).
   * @throws ChatError `no_such_room` also when it went in the meantime, `too_many`.
   */
  addMember(
    room: RoomId,
    identity: IdentityId,
    nick?: string | null,
    most?: number,
  ): Promise<Membership & { readonly isNew: boolean }>;
  /** Whether there was one. */
  removeMember(room: RoomId, identity: IdentityId): Promise<boolean>;
  isMember(room: RoomId, identity: IdentityId): Promise<boolean>;
  membership(
    room: RoomId,
    identity: IdentityId,
  ): Promise<Membership | undefined>;
  /** Whether it is a member. */
  setMemberRole(
    room: RoomId,
    identity: IdentityId,
    role: RoomRole | undefined,
  ): Promise<boolean>;
  /** Everyone who is a member, here or not, in the order of the ids, after `after` (exclusive; "" for the first), at most `limit`. */
  members(
    room: RoomId,
    after: IdentityId,
    limit: number,
  ): Promise<readonly MemberRecord[]>;
  countMembers(room: RoomId): Promise<number>;
  /** Which members that are accounts have these names; `folded` as fold() gives them, at most 100. */
  membersNamed(
    room: RoomId,
    folded: readonly string[],
  ): Promise<readonly { readonly folded: string; readonly id: IdentityId }[]>;
  /** How many rooms that are not direct the identity is a member of, counted up to `most`, at most 1,000,000. */
  countJoined(identity: IdentityId, most: number): Promise<number>;
  /** The rooms that the identity is a member of, in the order of joining, at most `limit`. Direct ones are among them. */
  roomsOf(identity: IdentityId, limit: number): Promise<readonly RoomId[]>;
  /**
   * The same rooms as he stands to each. Of too many those that are not direct are kept, since he has joined them himself,
   * and of the direct ones the newest.
   */
  standings(identity: IdentityId, limit: number): Promise<readonly Standing[]>;
  /** As he stands to this one; undefined when he is no member. */
  standing(room: RoomId, identity: IdentityId): Promise<Standing | undefined>;
  /** Moves markers. One never goes back, nor beyond the head; one of who is no member is passed over. */
  mark(marks: readonly Mark[]): Promise<void>;
  /**
   * Notes that the identity may enter the room once; everyone who invites him there does so for himself, and using one
   * uses up all. Of more than `most` one goes: of the inviter who has most, if he is an account and a member of a closed or
   * private room with him; all others share as one, and there the oldest goes of whoever has most. All that are no accounts
   * count as one, since anyone can be many guests.
   * @throws ChatError `no_such_room`
   */
  invite(
    room: RoomId,
    identity: IdentityId,
    by?: IdentityId,
    most?: number,
  ): Promise<void>;
  isInvited(room: RoomId, identity: IdentityId): Promise<boolean>;
  /** Whether there was an invitation. */
  uninvite(room: RoomId, identity: IdentityId): Promise<boolean>;
}
