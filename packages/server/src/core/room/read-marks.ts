// How far someone has read a room: moved by the verb, or at doors that have none by what they were sent. It never goes
// back, and his other sessions hear of it.
import type { IdentityId } from "../entries.ts";
import type { PersonalNotice } from "../notices.ts";
import { ChatError } from "../errors.ts";
import type { Identity } from "../identity.ts";
import type { Marks } from "./marks.ts";
import type { OpenRooms } from "./open-rooms.ts";
import type { Presence } from "./presence.ts";
import type { Room } from "./room.ts";
import type { Session } from "../session.ts";
import type { Store } from "../ports/store.ts";

/** The part of the chat that is needed here. */
interface MarkingChat {
  readonly store: Store;
  readonly rooms: OpenRooms;
  readonly marks: Marks;
  tell(id: IdentityId, notice: PersonalNotice, except?: Session): void;
}

export interface Behind {
  readonly unread: number;
  /** Counted up to 1,000. */
  readonly mentions: number;
}

export interface ReadUpTo extends Behind {
  readonly seq: number;
}

const MENTIONS_MOST = 1_000;
const NOTHING: Behind = { unread: 0, mentions: 0 };

/** Of a member. Up to the head at most. @throws ChatError `unavailable` */
export async function markRead(
  chat: MarkingChat,
  session: Session,
  room: Room,
  seq: number,
): Promise<ReadUpTo> {
  const { identity } = session;
  const before = await readUpTo(chat, identity, room);
  const now = Math.max(before, Math.min(seq, room.head));
  if (now > before) note(chat, identity, room, now);
  const behind =
    behindHeld(room, identity.id, now) ??
    (await behindKept(chat, room, identity.id, now));
  if (now > before) tell(chat, session, room, now, behind);
  return { seq: now, ...behind };
}

/** What someone has read up to; 0 for someone of whom nothing is kept. @throws ChatError `unavailable` */
export async function readUpTo(
  chat: MarkingChat,
  identity: Identity,
  room: Room,
): Promise<number> {
  const here = room.here.get(identity.id);
  if (here?.read !== undefined) return here.read;
  if (!identity.isKept) return 0;
  const kept = await chat.store.rooms.membership(room.id, identity.id);
  // Noted while the store was asked, or before.
  const noted = chat.marks.noted(room.id, identity.id);
  const read = Math.max(kept?.read ?? 0, noted, here?.read ?? 0);
  if (here !== undefined) here.read = read;
  return read;
}

/** A presence has ended, at a door whose client cannot tell what was read: all that it was sent counts. */
export function markHeard(
  chat: MarkingChat,
  session: Session,
  presence: Presence,
): void {
  const { identity, ear } = session;
  if (ear?.marksRead !== true || !identity.isKept) return;
  const room = chat.rooms.get(presence.room.id);
  if (room === undefined) return;
  const { heard } = presence;
  const before = room.here.get(identity.id)?.read ?? 0;
  if (heard <= before) return;
  try {
    note(chat, identity, room, heard);
  } catch (error) {
    // Nobody waits for an answer; too much waits for the store already.
    if (!(error instanceof ChatError)) throw error;
    return;
  }
  const behind = behindHeld(room, identity.id, heard);
  if (behind !== undefined) tell(chat, session, room, heard, behind);
}

function note(
  chat: MarkingChat,
  identity: Identity,
  room: Room,
  seq: number,
): void {
  const here = room.here.get(identity.id);
  if (identity.isKept)
    chat.marks.note({ room: room.id, identity: identity.id, seq });
  if (here !== undefined) here.read = seq;
}

function tell(
  chat: MarkingChat,
  session: Session,
  room: Room,
  seq: number,
  behind: Behind,
): void {
  const { id: origin, identity } = session;
  const notice = {
    kind: "read",
    room: room.id,
    seq,
    ...behind,
    origin,
  } as const;
  if (identity.kind !== "anonymous") chat.tell(identity.id, notice, session);
}

/** Counted in what the room holds of its newest entries; undefined when that does not reach back so far. */
function behindHeld(
  room: Room,
  identity: IdentityId,
  seq: number,
): Behind | undefined {
  if (seq >= room.head) return NOTHING;
  const held = room.recent.after(seq, Infinity);
  if (held === undefined) return undefined;
  let unread = 0;
  let mentions = 0;
  for (const { entry } of held) {
    if (entry.kind !== "said") continue;
    unread++;
    if (entry.by !== identity && speaksTo(entry.mentions, identity)) mentions++;
  }
  return { unread, mentions: Math.min(mentions, MENTIONS_MOST) };
}

const speaksTo = (
  mentions: readonly string[] | undefined,
  identity: IdentityId,
): boolean =>
  mentions?.some((one) => one === identity || one === "room") ?? false;

async function behindKept(
  chat: MarkingChat,
  room: Room,
  identity: IdentityId,
  seq: number,
): Promise<Behind> {
  const { marks, store } = chat;
  await marks.written(identity);
  let standing = await store.rooms.standing(room.id, identity);
  // The store had let go of the room, and it came back: see memberships.
  if (standing !== undefined && standing.read < seq) {
    marks.note({ room: room.id, identity, seq });
    await marks.written(identity);
    standing = await store.rooms.standing(room.id, identity);
  }
  const { unread = room.head - seq, mentions = 0 } = standing ?? {};
  return { unread, mentions };
}
