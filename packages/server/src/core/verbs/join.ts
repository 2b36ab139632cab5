// join: makes an identity a member and its session present. The one delicate moment: history up to a head, then live
// from that head on, with no hole and no repeat.
import type { Chat } from "../chat.ts";
import type { Cursor, Entry } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { isRoomId, newRoomId } from "../ids.ts";
import type { Ear } from "../line.ts";
import { fold, readTitle } from "../names.ts";
import type { Room } from "../room.ts";
import type { Session } from "../session.ts";

/** Farther behind than this a cursor is not resumed. */
const RESUME_MOST = 10_000;
/** How often a join that meets a room just going away looks for it again. */
const TRIES = 5;

export interface Join {
  /** A room's id, or its title; a room that does not exist is made by its title. */
  readonly room: string;
  /** Go on after this cursor instead of after the head. */
  readonly since?: Cursor | undefined;
  /** How many of the newest entries to answer with, 0 to 200. Without effect beside `since`. */
  readonly last?: number | undefined;
}

export interface Joined {
  readonly room: Room;
  /** The head that `entries` go up to. What follows reaches the session's line from the next turn on. */
  readonly seq: number;
  readonly entries: readonly Entry[];
}

/**
 * @throws ChatError `no_such_room` (an id that is none), `bad_name`, `too_many`, `reset`, `rate_limited`, `unavailable`
 */
export function join(
  chat: Chat,
  session: Session,
  params: Join,
): Promise<Joined> {
  return session.order.alone(async () => {
    session.identity.paceVerb(chat.now());
    mustHavePlace(chat, session, params.room);
    // The entries may be large: who does not read the last ones is not held others.
    if (params.last !== undefined) await session.ear?.line.drained();
    // Asked before anything is made, and again after: the room may have gone and come back in another life.
    if (params.since !== undefined)
      mustResume(await find(chat, params.room), params.since);
    const room = await becomeMember(chat, session, params.room);
    if (params.since !== undefined) mustResume(room, params.since);
    const seq = room.head;
    const cursor = params.since?.seq ?? seq;
    const wasPresent = session.presences.has(room.id);
    if (session.ear !== undefined) enter(session, session.ear, room, cursor);
    const last = params.since === undefined ? (params.last ?? 0) : 0;
    try {
      const entries =
        last === 0 || seq === 0
          ? []
          : await chat.store.log.page(room.id, seq + 1, last);
      return { room, seq, entries };
    } catch (error) {
      if (!wasPresent) session.exit(room.id);
      throw error;
    } finally {
      const presence = session.presences.get(room.id);
      if (presence !== undefined) session.follow(presence);
    }
  });
}

/** Present from here on, but behind: nothing is sent before the answer is. */
function enter(session: Session, ear: Ear, room: Room, cursor: number): void {
  const present = session.presences.get(room.id);
  if (present === undefined)
    session.presences.set(room.id, room.enter(session.identity, ear, cursor));
  else present.reseat(cursor);
}

function mustHavePlace(chat: Chat, session: Session, ref: string): void {
  const { roomsPerSession } = chat.limits;
  if (session.presences.size < roomsPerSession) return;
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

/** A room without entries goes with its last member, perhaps just now: then it is looked for, or made, again. */
async function becomeMember(
  chat: Chat,
  session: Session,
  ref: string,
): Promise<Room> {
  for (let tries = 1; ; tries++) {
    const room = await findOrMake(chat, session, ref);
    try {
      await chat.store.rooms.addMember(room.id, session.identity.id);
      if (!room.isClosed) return room;
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

async function findOrMake(
  chat: Chat,
  session: Session,
  ref: string,
): Promise<Room> {
  const found = await find(chat, ref);
  if (found !== undefined) return found;
  const title = readTitle(ref);
  chat.addresses.paceRoom(session.address, chat.now());
  const { room } = await chat.store.rooms.create({
    id: newRoomId(),
    title,
    folded: fold(title),
  });
  return chat.rooms.open(room);
}

/** An id that is none cannot be made. */
function find(chat: Chat, ref: string): Promise<Room | undefined> {
  return isRoomId(ref) ? chat.rooms.mustFind(ref) : chat.rooms.find(ref);
}
