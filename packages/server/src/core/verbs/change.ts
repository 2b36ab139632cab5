// change: what a room is called, what it is about, who may enter it and how many, and whether anything is said there.
import type { Chat } from "../chat.ts";
import type { Extra } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { applyChange, type Wanted } from "../room/change-room.ts";
import { mustOwnFew } from "../room/find-or-make.ts";
import { readTitle } from "../people/names.ts";
import { readDescription, readTopic } from "../messages/read-about.ts";
import { roomExists } from "../refusals.ts";
import { maySpeak, mustBe } from "../house/rights.ts";
import { foldedAs } from "../room/room-access.ts";
import type { Room } from "../room/room.ts";
import type { Session } from "../session.ts";

/** More than ever come. */
const MOST = 1_000_000;

export interface Change extends Wanted {
  readonly room: string;
  readonly extra?: Extra | undefined;
}

/**
 * Topic and description are changed by moderators of the room, the rest by its admins. All is looked at before anything is
 * done; when the store takes only a part, that part stays.
 * @throws ChatError `no_such_room`, `bad_request` (also when nothing is to be changed), `bad_name`, `too_large`,
 * `not_allowed` (also for a private room too many of another owner's), `room_exists`, `archived`, `muted`, `too_many` private
 * rooms of his own, `rate_limited`, `unavailable`
 */
export function change(
  chat: Chat,
  session: Session,
  params: Change,
): Promise<Room> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const wanted = read(params);
    const { identity } = session;
    const room = await chat.rooms.mustFindFor(identity, params.room);
    return chat.house.acts.alone(room.id, async () => {
      await mayChange(chat, session, room, wanted);
      await applyChange(chat, session, room, wanted, params.extra);
      return room;
    });
  });
}

export interface SetMost {
  readonly room: string;
  /** 0: as many as like. Who is in it stays. */
  readonly most: number;
  readonly extra?: Extra | undefined;
}

/** @throws as `change` */
export const setMost = (
  chat: Chat,
  session: Session,
  params: SetMost,
): Promise<Room> => change(chat, session, params);

export interface SetAccess {
  readonly room: string;
  readonly access: "public" | "closed" | "private";
  readonly extra?: Extra | undefined;
}

/** @throws as `change` */
export const setAccess = (
  chat: Chat,
  session: Session,
  params: SetAccess,
): Promise<Room> => change(chat, session, params);

function read(params: Change): Wanted {
  const { title, topic, description, most, access, archived } = params;
  if (
    most !== undefined &&
    !(Number.isInteger(most) && most >= 0 && most <= MOST)
  )
    throw new ChatError(
      "bad_request",
      `How many is a number from 0 to ${MOST}.`,
    );
  const wanted = {
    title: title === undefined ? undefined : readTitle(title),
    topic: topic === undefined ? undefined : readTopic(topic),
    description:
      description === undefined ? undefined : readDescription(description),
    most,
    access,
    archived,
  };
  if (Object.values(wanted).some((value) => value !== undefined)) return wanted;
  throw new ChatError(
    "bad_request",
    "Send what to change: `title`, `topic`, `description`, `most`, `access`, `archived`.",
  );
}

async function mayChange(
  chat: Chat,
  session: Session,
  room: Room,
  wanted: Wanted,
): Promise<void> {
  const { title, topic, description, most, access, archived } = wanted;
  if (room.kind === "direct")
    throw new ChatError(
      "not_allowed",
      "A direct conversation is all its people's, and stays as it is.",
    );
  const isAbout = [title, most, access, archived].every(
    (value) => value === undefined,
  );
  await mustBe(chat, session, room, isAbout ? "moderator" : "admin");
  mustNotStand(chat, room, wanted);
  await mustBeFree(chat, room, wanted);
  const { masterId } = room;
  if (access === "private" && room.kind !== access && masterId !== undefined)
    await mustOwnFew(chat, masterId, session.identity.id);
  if (access !== undefined && access !== room.kind)
    session.pace.announce(chat.now());
  // The description may still say why nothing else is said any more.
  if (description !== undefined) chat.sanctions.mustSpeak(session, room);
  if (title === undefined && topic === undefined) return;
  // Whoever opens an archived room again may say so at once.
  if (archived === false) chat.sanctions.mustSpeak(session, room);
  else maySpeak(chat, session, room);
  session.pace.say(chat.now());
}

/** The lobby is everyone's, and rooms that are there from the beginning are looked for by their titles. */
function mustNotStand(chat: Chat, room: Room, wanted: Wanted): void {
  const { title, most, access, archived } = wanted;
  const isOpen = most === undefined && access === undefined;
  if (room.isLobby && !(isOpen && title === undefined && archived !== true))
    throw new ChatError("not_allowed", "The lobby is open to everyone.");
  const isFound = title === undefined && access !== "private";
  if (chat.standing.has(room.id) && !isFound)
    throw new ChatError(
      "not_allowed",
      `"${room.title}" is there from the beginning, and stays where everyone finds it.`,
    );
}

/** @throws ChatError `room_exists`, `unavailable` */
async function mustBeFree(
  chat: Chat,
  { id, kind, title, folded }: Room,
  wanted: Wanted,
): Promise<void> {
  const called = wanted.title ?? title;
  const now = foldedAs(wanted.access ?? kind, id, called);
  if (now === folded) return;
  const holder = await chat.store.rooms.byFolded(now);
  if (holder !== undefined && holder.id !== id) throw roomExists(called);
}
