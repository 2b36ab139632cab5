// join: makes an identity a member and its session present. The one delicate moment: history up to a head, then live
// from that head on, with no hole and no repeat.
import type { Chat } from "../chat.ts";
import type { Cursor, Entry, Extra } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { isRoomId } from "../ids.ts";
import { readName } from "../names.ts";
import type { Room } from "../room.ts";
import type { Session } from "../session.ts";
import { findOrMake, type Make } from "../find-or-make.ts";
import { mustBeOwnNick } from "./nick.ts";
import { mayEnter } from "../may-enter.ts";

/** Farther behind than this a cursor is not resumed. */
const RESUME_MOST = 10_000;
/** How often a join that meets a room just going away looks for it again. */
const TRIES = 5;

export interface Join {
  /** A room's id, or its title; a room that does not exist is made by its title. */
  readonly room: string;
  /** Whether the room is made when there is none: it may be, it must be (and not be there before), or never. */
  readonly make?: Make | undefined;
  /** What to be called there; kept with the membership. */
  readonly nick?: string | undefined;
  /** In no list, and cannot say, until shown. */
  readonly hidden?: boolean | undefined;
  /** Go on after this cursor instead of after the head. */
  readonly since?: Cursor | undefined;
  /** How many of the newest entries to answer with, 0 to 200. Without effect beside `since`. */
  readonly last?: number | undefined;
  readonly extra?: Extra | undefined;
}

export interface Joined {
  readonly room: Room;
  /** The head that `entries` go up to. What follows reaches the session's line from the next turn on. */
  readonly seq: number;
  readonly entries: readonly Entry[];
  /** The room did not exist before. */
  readonly made: boolean;
  /** The session was in it before. */
  readonly wasPresent: boolean;
  /** What the identity is called there. */
  readonly name: string;
}

/**
 * @throws ChatError `no_such_room` (an id that is none, or `make` is never), `room_exists`, `room_full`, `not_invited`,
 * `bad_name`, `name_taken`, `too_many`, `reset`, `rate_limited`, `unavailable`
 */
export function join(
  chat: Chat,
  session: Session,
  params: Join,
): Promise<Joined> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    mustHavePlace(chat, session, params.room);
    const nick = params.nick === undefined ? undefined : readName(params.nick);
    // The entries may be large: who does not read the last ones is not held others.
    if (params.last !== undefined) await session.ear?.line.drained();
    // Asked before anything is made, and again after: the room may have gone and come back in another life.
    if (params.since !== undefined)
      mustResume(await find(chat, params.room), params.since);
    const member = await becomeMember(chat, session, params, nick);
    const { room, made } = member;
    if (params.since !== undefined) mustResume(room, params.since);
    const seq = room.head;
    const cursor = params.since?.seq ?? seq;
    const wasPresent = session.presences.has(room.id);
    enter(session, room, cursor, member.nick, params);
    const last = params.since === undefined ? (params.last ?? 0) : 0;
    try {
      const entries =
        last === 0 || seq === 0
          ? []
          : await chat.store.log.page(room.id, seq + 1, last);
      const { id, name: everywhere } = session.identity;
      const name = room.nameOf(id) ?? member.nick ?? everywhere;
      return { room, seq, entries, made, wasPresent, name };
    } catch (error) {
      if (!wasPresent) session.exit(room.id);
      throw error;
    } finally {
      const presence = session.presences.get(room.id);
      if (presence !== undefined) session.follow(presence);
    }
  });
}

/** An id that is none is told so. */
function find(chat: Chat, ref: string): Promise<Room | undefined> {
  return isRoomId(ref) ? chat.rooms.mustFind(ref) : chat.rooms.find(ref);
}

/** Present from here on, but behind: nothing is sent before the answer is. */
function enter(
  session: Session,
  room: Room,
  cursor: number,
  nick: string | undefined,
  { hidden = false, extra }: Join,
): void {
  const { ear, identity } = session;
  if (ear === undefined) return;
  const present = session.presences.get(room.id);
  if (present !== undefined) {
    present.reseat(cursor);
    if (nick !== undefined) room.call(identity, nick);
    return;
  }
  const presence = room.enter(identity, {
    session: session.id,
    ear,
    cursor,
    nick,
    isHidden: hidden,
    live: { extra, origin: session.id },
  });
  session.presences.set(room.id, presence);
  if (room.kind === "direct") session.directs.add(room.id);
}

function mustHavePlace(chat: Chat, session: Session, ref: string): void {
  const { roomsPerSession } = chat.limits;
  const { presences, directs } = session;
  if (presences.size - directs.size < roomsPerSession) return;
  const room = chat.rooms.get(ref);
  if (room !== undefined && session.presences.has(room.id)) return;
  throw new ChatError(
    "too_many",
    `At most ${roomsPerSession} rooms at once. Leave one first.`,
  );
}

function mustResume(room: Room | undefined, since: Cursor): void {
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

interface Member {
  readonly room: Room;
  readonly made: boolean;
  readonly nick: string | undefined;
}

/** A room without entries goes with its last member, perhaps just now: then it is looked for, or made, again. */
async function becomeMember(
  chat: Chat,
  session: Session,
  params: Join,
  wanted: string | undefined,
): Promise<Member> {
  const { identity } = session;
  for (let tries = 1; ; tries++) {
    const { room, made } = await findOrMake(chat, session, params);
    await mayEnter(chat, session, room);
    await mustBeOwnNick(chat, session, room, wanted);
    try {
      if (identity.isPassing || room.kind === "direct") {
        if (!room.isClosed) return { room, made, nick: wanted };
      } else {
        const { nick } = await chat.store.rooms.addMember(
          room.id,
          identity.id,
          wanted,
        );
        if (!room.isClosed)
          return { room, made, nick: stillFree(room, identity.id, nick) };
      }
    } catch (error) {
      if (!(error instanceof ChatError) || error.code !== "no_such_room")
        throw error;
      if (room.isIdle && !room.isClosed) chat.rooms.close(room);
    }
    if (tries === TRIES)
      throw new ChatError(
        "unavailable",
        "The room is just going away. Join it again.",
      );
  }
}

/** A nick kept from earlier may be someone else's there now: then he is called as everywhere. */
function stillFree(
  room: Room,
  identity: string,
  nick: string | undefined,
): string | undefined {
  try {
    if (nick !== undefined) room.here.mustBeFree(nick, identity);
    return nick;
  } catch (error) {
    if (error instanceof ChatError && error.code === "name_taken")
      return undefined;
    throw error;
  }
}
