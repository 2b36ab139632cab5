// Finds the room that someone wants to enter, or makes it. Whoever makes a room is its master.
import type { Chat } from "../chat.ts";
import type { Extra, IdentityId } from "../entries.ts";
import { ChatError } from "../errors.ts";
import type { Identity } from "../identity.ts";
import { isRoomId, newRoomId } from "../ids.ts";
import { foldTitle, readTitle } from "../people/names.ts";
import { noSuchRoom, roomExists } from "../refusals.ts";
import { foldedOfPrivate, tellMade } from "./room-access.ts";
import type { Room } from "./room.ts";
import type { Session } from "../session.ts";
import type { RoomRecord } from "../ports/room-store.ts";

export type Make = "may" | "must" | "never";

/** What a new room is to be like. */
export interface Making {
  readonly access: "public" | "closed" | "private";
  readonly topic: string;
  readonly description: string;
}

interface Wanted {
  readonly room: string;
  readonly make?: Make | undefined;
  /** Public and without a word about it, if absent. */
  readonly as?: Making | undefined;
  readonly extra?: Extra | undefined;
}

const PLAIN: Making = { access: "public", topic: "", description: "" };

/** @throws ChatError `no_such_room`, `room_exists`, `bad_name`, `muted`, `not_allowed`, `too_many`, `unavailable` */
export async function findOrMake(
  chat: Chat,
  session: Session,
  wanted: Wanted,
): Promise<{ room: Room; made: boolean }> {
  const { room: ref, make = "may" } = wanted;
  const found = await find(chat, session, wanted);
  if (found !== undefined && make !== "must")
    return { room: found, made: false };
  if (found !== undefined) throw roomExists(found.title);
  // An id that is none cannot be made.
  if (make === "never" || isRoomId(ref)) throw noSuchRoom(ref);
  const { room: record, made } = await create(chat, session, wanted);
  if (!made && make === "must") throw roomExists(record.title);
  const room = await chat.rooms.open(record);
  if (made) {
    const { id, name } = session.identity;
    const live = { extra: wanted.extra, origin: session.id };
    tellMade(chat, room, { ...live, by: { id, name } });
  }
  return { room, made };
}

/** What must be new is compared with what everyone may know of: private rooms may be called alike. */
function find(
  chat: Chat,
  { identity }: Session,
  { room: ref, make, as = PLAIN }: Wanted,
): Promise<Room | undefined> {
  if (make !== "must" || isRoomId(ref))
    return chat.rooms.findFor(identity, ref);
  return as.access === "private"
    ? Promise.resolve(undefined)
    : chat.rooms.find(ref);
}

async function create(
  chat: Chat,
  session: Session,
  { room: ref, as = PLAIN }: Wanted,
): Promise<{ readonly room: RoomRecord; readonly made: boolean }> {
  const { access: kind, topic, description } = as;
  const { identity, address } = session;
  const title = readTitle(ref);
  // Everyone is told what it is called: whoever says nothing anywhere says nothing so.
  chat.sanctions.mustSpeak(session);
  if (kind !== "private") session.pace.announce(chat.now());
  if (identity.kind === "anonymous" && kind === "private")
    throw new ChatError(
      "not_allowed",
      "A private room needs someone who has a name. Say hello with one first.",
    );
  if (identity.kind !== "account") chat.addresses.paceRoom(address, chat.now());
  await mustHaveRoom(chat);
  await mustHavePlace(chat, identity);
  if (kind === "private") await mustOwnFew(chat, identity.id, identity.id);
  const id = newRoomId();
  return chat.store.rooms.create({
    id,
    title,
    kind,
    topic,
    description,
    most: 0,
    folded: kind === "private" ? foldedOfPrivate(id) : foldTitle(title),
    master: identity.kind === "anonymous" ? undefined : identity.id,
  });
}

/** Asked again when he enters; here nobody has been told of the room yet. */
async function mustHavePlace(chat: Chat, identity: Identity): Promise<void> {
  const { memberships: most } = chat.limits;
  if (!identity.isKept || most === Infinity) return;
  const joined = await chat.store.rooms.countJoined(identity.id, most);
  if (joined >= most)
    throw new ChatError(
      "too_many",
      `Nobody is a member of more than ${most} rooms. Leave one first.`,
    );
}

/**
 * Private rooms do not count among all, and nobody else is told how many there are.
 * @param asked who wants `id` to own one more
 * @throws ChatError `too_many` when he asked himself, else `not_allowed`
 */
export async function mustOwnFew(
  chat: Chat,
  id: IdentityId,
  asked: IdentityId,
): Promise<void> {
  const { privateRooms: most, memberships, invitations } = chat.limits;
  if (most === Infinity) return;
  // He is a member of those he owns, or invited to them.
  const limit = Math.min(memberships + invitations, 1_000_000);
  const all = await chat.store.rooms.privateOf(id, limit);
  if (all.filter(({ master }) => master === id).length < most) return;
  if (id !== asked)
    throw new ChatError(
      "not_allowed",
      "A private room cannot become theirs just now. Ask them to make one.",
    );
  throw new ChatError(
    "too_many",
    `Nobody owns more than ${most} private rooms. Leave one first, or give it to somebody else.`,
  );
}

async function mustHaveRoom(chat: Chat): Promise<void> {
  const { rooms } = chat.limits;
  if (rooms === Infinity || (await chat.store.rooms.count(rooms)) < rooms)
    return;
  throw new ChatError(
    "too_many",
    "The server has as many rooms as it may have. Join one that exists.",
  );
}
