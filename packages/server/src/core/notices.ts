// Notices: what is not worth keeping, and reaches who is there now; of a room, of one person, or of the whole chat.
import type {
  Here,
  IdentityId,
  Live,
  Person,
  PresenceKind,
  Role,
  RoomId,
  RoomKind,
} from "./entries.ts";
import type { Identity } from "./identity.ts";
import type { Sanction } from "./ports/house-store.ts";

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
        /** A person whom one shares the room with is active, not at the keyboard, or (in direct rooms) gone. */
        readonly kind: "presence";
        readonly room: RoomId;
        readonly id: IdentityId;
        readonly presence: PresenceKind;
      }
    | {
        /** Someone is writing; good for some seconds. */
        readonly kind: "typing";
        readonly room: RoomId;
        readonly id: IdentityId;
        readonly name: string;
      }
    | {
        /** Someone has another role in the room. */
        readonly kind: "role";
        readonly room: RoomId;
        readonly who: Person;
        readonly role: Role;
        readonly by: Person;
      }
    | {
        /** What the room is for, or whether it is archived, has changed. */
        readonly kind: "described";
        readonly room: RoomId;
        readonly by: Person;
        readonly description: string;
        readonly isArchived: boolean;
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
        /** Why, if it was said. */
        readonly reason?: string | undefined;
        /** He may not come back until then (milliseconds since 1970; Infinity for good). */
        readonly until?: number | undefined;
      }
    | {
        /** He cannot say anything in the room, or anywhere without one. */
        readonly kind: "muted";
        readonly room: RoomId | undefined;
        readonly by: Person;
        readonly reason: string;
        readonly until: number;
      }
    | {
        readonly kind: "unmuted";
        readonly room: RoomId | undefined;
        readonly by: Person;
      }
    | {
        /** He has another role in the whole chat. */
        readonly kind: "promoted";
        readonly who: Person;
        readonly role: Role;
        readonly by: Person;
      }
    | {
        /** He has left a room at another of his sessions, and is in it at none any more. */
        readonly kind: "withdrew";
        readonly room: RoomId;
        readonly title: string;
        /** Himself, as he was called there. */
        readonly who: Person;
      }
    | {
        /** He has read a room up to here, at some session. */
        readonly kind: "read";
        readonly room: RoomId;
        readonly seq: number;
        readonly unread: number;
        readonly mentions: number;
      }
    | {
        /** Notices went by while his line lagged, and were not kept; who he is now. */
        readonly kind: "missed";
        readonly who: Pick<Identity, "name" | "kind" | "role">;
        /** Keeps him from saying anything anywhere. */
        readonly muted: Pick<Sanction, "by" | "reason" | "until"> | undefined;
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
  );

/** What is not worth keeping. */
export type Notice = RoomNotice | PersonalNotice | ChatNotice;
