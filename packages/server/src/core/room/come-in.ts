// Makes someone a member of a room and his session present there, or neither. What was looked at is looked at again when
// the store has been waited for: of two who want the last place, or one nick, one gets it.
import type { Chat } from "../chat.ts";
import type { Cursor, Extra, Live } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { findOrMake, type Make, type Making } from "./find-or-make.ts";
import { isAboveBounds, mayEnter } from "./may-enter.ts";
import type { Room } from "./room.ts";
import type { Session } from "../session.ts";
import type { Membership } from "../ports/room-store.ts";
import { endMastership, removeIfUnused } from "../tidy.ts";
import { keptNick, lookAtNames, mustBeOwnNick } from "../verbs/nick.ts";

/** Farther behind than this a cursor is not resumed. */
const RESUME_MOST = 10_000;
/** How often a join that meets a room just going away, or changing, looks at it again. */
const TRIES = 5;

interface Wish {
  readonly room: string;
  readonly make?: Make | undefined;
  readonly as?: Making | undefined;
  readonly hidden?: boolean | undefined;
  readonly since?: Cursor | undefined;
  readonly extra?: Extra | undefined;
}

export interface Come {
  readonly room: Room;
  /** The room did not exist before. */
  readonly made: boolean;
  /** He was no member before. */
  readonly isNew: boolean;
  /** He came by an invitation, which is to be used up. */
  readonly isInvited: boolean;
  /** What the session had heard, if it was in it before. */
  readonly heard: number | undefined;
  /** The room's head when he came. */
  readonly seq: number;
  readonly nick: string | undefined;
  /** What is kept of him as a member; undefined when nothing is, or the room is direct. */
  readonly member: Membership | undefined;
}

/** To be called alone among the changes of the identity. @throws ChatError as `join` */
export async function comeIn(
  chat: Chat,
  session: Session,
  params: Wish,
  wanted: string | undefined,
): Promise<Come> {
  let { room, made } = await findOrMake(chat, session, params);
  try {
    for (let tries = 1; tries <= TRIES; tries++) {
      if (room.isClosed)
        ({ room, made } = await findOrMake(chat, session, params));
      const come = await tryRoom(chat, session, room, params, wanted);
      if (come !== undefined) return { ...come, room, made };
    }
    throw new ChatError(
      "unavailable",
      "The room is just going away. Join it again.",
    );
  } catch (error) {
    if (made) await unmake(chat, room, session);
    throw error;
  }
}

/** As if he had not come: what he had before stays. */
export async function goBack(
  chat: Chat,
  session: Session,
  { room, made, isNew, heard }: Come,
  live: Live,
): Promise<void> {
  const { identity } = session;
  if (heard === undefined) session.exit(room.id, live);
  else session.presences.get(room.id)?.reseat(heard);
  if (isNew && room.here.get(identity.id) === undefined)
    await chat.store.rooms.removeMember(room.id, identity.id);
  if (made) await unmake(chat, room, session);
}

/** Others may have come meanwhile: then it stays, but is not his. */
async function unmake(chat: Chat, room: Room, session: Session): Promise<void> {
  await endMastership(chat, room, session.identity.id);
  await removeIfUnused(chat, room, session.identity);
}

type Tried = Omit<Come, "room" | "made">;

/** Undefined when the room went or changed meanwhile: nothing was done then. */
async function tryRoom(
  chat: Chat,
  session: Session,
  room: Room,
  params: Wish,
  wanted: string | undefined,
): Promise<Tried | undefined> {
  const { identity } = session;
  const { id } = identity;
  const { kind } = room;
  const isInvited = await mayEnter(chat, session, room, params.room);
  using look = lookAtNames(chat);
  await mustBeOwnNick(chat, session, room, wanted);
  let isNew = false;
  let member: Membership | undefined;
  try {
    let nick = wanted;
    if (!identity.isPassing && kind !== "direct") {
      const { memberships } = chat.limits;
      const { rooms } = chat.store;
      const added = await rooms.addMember(room.id, id, wanted, memberships);
      isNew = added.isNew;
      nick ??= await keptNick(chat, session, room, added.nick);
      const noted = chat.marks.noted(room.id, id);
      member = { ...added, read: Math.max(added.read, noted) };
    }
    await room.going;
    // He, or his address, may have been banned meanwhile.
    chat.sanctions.mustEnter(session, room, member?.role !== undefined);
    const isHere = room.here.get(id) !== undefined;
    const isAsSeen =
      !room.isClosed &&
      room.going === undefined &&
      room.kind === kind &&
      (isHere || !room.isFull || isAboveBounds(session, room)) &&
      (nick === undefined || room.here.isFree(nick, id)) &&
      look.isSo(nick);
    if (isAsSeen)
      return {
        ...present(chat, session, room, params, nick, member),
        isNew,
        isInvited,
        nick,
        member,
      };
  } catch (error) {
    if (isNew) await chat.store.rooms.removeMember(room.id, id);
    if (!(error instanceof ChatError) || error.code !== "no_such_room")
      throw error;
    if (room.isIdle && !room.isClosed) chat.rooms.close(room);
    return undefined;
  }
  if (isNew && !room.isClosed) await chat.store.rooms.removeMember(room.id, id);
  return undefined;
}

/** Present from here on, but behind: nothing is sent before the answer is. */
function present(
  chat: Chat,
  session: Session,
  room: Room,
  { since, hidden = false, extra }: Wish,
  nick: string | undefined,
  member: Membership | undefined,
): { heard: number | undefined; seq: number } {
  // Once more: the room may have gone and come back in another life.
  if (since !== undefined) mustResume(room, since);
  const seq = room.head;
  const cursor = since?.seq ?? seq;
  const { ear, identity } = session;
  if (ear === undefined) return { heard: undefined, seq };
  const live = { extra, origin: session.id };
  const before = session.presences.get(room.id);
  if (before !== undefined) {
    const { heard } = before;
    if (nick !== undefined) room.call(identity, nick, live);
    before.reseat(cursor);
    return { heard, seq };
  }
  const place = { session: session.id, ear, cursor, nick, isHidden: hidden };
  const { role, read } = member ?? {};
  const presence = room.enter(identity, { ...place, role, read, live });
  session.add(presence, chat.limits.directRooms);
  return { heard: undefined, seq };
}

/** @throws ChatError `reset` */
export function mustResume(room: Room | undefined, since: Cursor): void {
  const { seq } = since;
  const isWhole =
    room !== undefined &&
    since.epoch === room.epoch &&
    seq <= room.head &&
    seq >= room.first - 1 &&
    room.head - seq <= RESUME_MOST;
  if (!isWhole)
    throw new ChatError(
      "reset",
      "This cannot be resumed without a hole. Join without `since` and start over.",
    );
}
