// Finds the room that someone wants to enter, or makes it. Whoever makes a room is its master.
import type { Chat } from "./chat.ts";
import type { Extra } from "./entries.ts";
import { ChatError } from "./errors.ts";
import { isRoomId, newRoomId } from "./ids.ts";
import { foldTitle, readTitle } from "./names.ts";
import { noSuchRoom } from "./refusals.ts";
import type { Room } from "./room.ts";
import type { Session } from "./session.ts";

export type Make = "may" | "must" | "never";

interface Wanted {
  readonly room: string;
  readonly make?: Make | undefined;
  readonly extra?: Extra | undefined;
}

/** @throws ChatError `no_such_room`, `room_exists`, `bad_name`, `too_many`, `unavailable` */
export async function findOrMake(
  chat: Chat,
  session: Session,
  { room: ref, make = "may", extra }: Wanted,
): Promise<{ room: Room; made: boolean }> {
  const found = await chat.rooms.find(ref);
  if (found !== undefined && make !== "must")
    return { room: found, made: false };
  if (found !== undefined) throw roomExists(found.title);
  // An id that is none cannot be made.
  if (make === "never" || isRoomId(ref)) throw noSuchRoom(ref);
  const title = readTitle(ref);
  const { identity } = session;
  if (identity.kind !== "account")
    chat.addresses.paceRoom(session.address, chat.now());
  await mustHaveRoom(chat);
  const { room: record, made } = await chat.store.rooms.create({
    id: newRoomId(),
    title,
    folded: foldTitle(title),
    kind: "public",
    most: 0,
    master: identity.kind === "anonymous" ? undefined : identity.id,
  });
  if (!made && make === "must") throw roomExists(record.title);
  const room = await chat.rooms.open(record);
  if (made) {
    const by = { id: identity.id, name: identity.name };
    const live = { extra, origin: session.id };
    const { id } = room;
    chat.announce({ ...live, kind: "made", room: id, title: room.title, by });
  }
  return { room, made };
}

async function mustHaveRoom(chat: Chat): Promise<void> {
  const { rooms } = chat.limits;
  if (rooms === Infinity || (await chat.store.rooms.count()) < rooms) return;
  throw new ChatError(
    "too_many",
    "The server has as many rooms as it may have. Join one that exists.",
  );
}

function roomExists(title: string): ChatError {
  return new ChatError(
    "room_exists",
    `There is a room "${title}" already. Join it, or choose another title.`,
  );
}
