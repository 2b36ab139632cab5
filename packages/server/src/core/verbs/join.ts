// join: makes an identity a member and its session present. The one delicate moment: history up to a head, then live
// from that head on, with no hole and no repeat.
import type { Chat } from "../chat.ts";
import type { Cursor, Entry, Extra, Role } from "../entries.ts";
import { ChatError } from "../errors.ts";
import type { Sanction } from "../ports/house-store.ts";
import { isRoomId } from "../ids.ts";
import { readName } from "../people/names.ts";
import type { Room } from "../room/room.ts";
import type { Session } from "../session.ts";
import { comeIn, goBack, mustResume, type Come } from "../room/come-in.ts";
import type { Make, Making } from "../room/find-or-make.ts";
import { endInvitation } from "../room/may-enter.ts";
import { readUpTo } from "../room/read-marks.ts";
import { roleIn, roleOf } from "../house/rights.ts";

export interface Join {
  /** A room's id, or its title; a room that does not exist is made by its title. */
  readonly room: string;
  /** Whether the room is made when there is none: it may be, it must be (and not be there before), or never. */
  readonly make?: Make | undefined;
  /** What it is to be like if it is made; public, if absent. */
  readonly as?: Making | undefined;
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
  readonly role: Role;
  /** Keeps it from saying anything there; of that room alone. */
  readonly muted: Sanction | undefined;
  /** What it has read up to; everything, if nothing is kept of it. */
  readonly read: number;
}

/**
 * @throws ChatError `no_such_room` (an id that is none, or `make` is never), `room_exists`, `room_full`, `not_invited`,
 * `banned`, `bad_name`, `name_taken`, `not_allowed` (Anonymous hidden or with a nick), `muted` (it
 * would have to be made), `too_many`, `reset`, `rate_limited`, `unavailable`; then nothing was changed
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
      mustResume(await find(chat, session, params.room), params.since);
    const { changes, identity } = session;
    if (params.hidden === true && identity.kind === "anonymous")
      throw new ChatError("not_allowed", "Anonymous is many people.");
    const come = await changes.alone(() => comeIn(chat, session, params, nick));
    const { room, made, seq } = come;
    const wasPresent = come.heard !== undefined;
    const last = params.since === undefined ? (params.last ?? 0) : 0;
    try {
      if (come.isInvited) await endInvitation(chat, identity, room);
      const standing = await standingOf(chat, session, come);
      // Last of all: what is deleted meanwhile is not answered with.
      const entries =
        last === 0 || seq === 0
          ? []
          : await room.page(seq + 1, last, identity.id);
      // A nick is worn by who is there: a caller who hears nothing speaks under his own name.
      const name = room.nameOf(identity.id) ?? identity.name;
      // Read on at another session meanwhile: this one was told so before it is answered.
      const now = room.here.get(identity.id)?.read ?? 0;
      const read = Math.max(standing.read, now);
      const muted = chat.sanctions.muteOf(session, room);
      const found = { room, seq, entries, made, wasPresent, name, muted };
      return { ...found, ...standing, read };
    } catch (error) {
      const live = { extra: params.extra, origin: session.id };
      await changes.alone(() => goBack(chat, session, come, live));
      throw error;
    } finally {
      const presence = session.presences.get(room.id);
      if (presence !== undefined) session.follow(presence);
    }
  });
}

async function standingOf(
  chat: Chat,
  session: Session,
  { room, member, seq }: Come,
): Promise<{ readonly role: Role; readonly read: number }> {
  const { identity } = session;
  const isHere = room.here.get(identity.id) !== undefined;
  const role = isHere
    ? roleIn(session, room)
    : await roleOf(chat, identity.id, room);
  if (!identity.isKept) return { role, read: seq };
  const read = isHere ? undefined : member?.read;
  return { role, read: read ?? (await readUpTo(chat, identity, room)) };
}

/** An id that is none is told so. */
function find(
  chat: Chat,
  { identity }: Session,
  ref: string,
): Promise<Room | undefined> {
  return isRoomId(ref)
    ? chat.rooms.mustFindFor(identity, ref)
    : chat.rooms.findFor(identity, ref);
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
