// What goes with people: a room without entries, or a private one, with its last member, a mastership with its master.
import type { ChatNotice } from "./notices.ts";
import type { IdentityId, Live, RoomId } from "./entries.ts";
import { ChatError } from "./errors.ts";
import type { Identity } from "./identity.ts";
import type { OpenRooms } from "./room/open-rooms.ts";
import type { Room } from "./room/room.ts";
import type { Sanctions } from "./house/sanctions.ts";
import type { Store } from "./ports/store.ts";

/** The part of the chat that is needed here. */
export interface TidyChat {
  readonly store: Store;
  readonly rooms: OpenRooms;
  readonly sanctions: Sanctions;
  readonly standing: ReadonlySet<RoomId>;
  announce(notice: ChatNotice): void;
  onError(error: unknown, doing: string): void;
}

/**
 * A room without entries goes with its last member, and a private one with all that was said in it; those that are there
 * from the beginning stay. Whether it went.
 */
export async function removeIfUnused(
  chat: TidyChat,
  room: Room,
  identity: Identity,
  live?: Live,
): Promise<boolean> {
  const isKept = chat.standing.has(room.id) || room.kind === "direct";
  // A private room that nobody is a member of is reached by nobody.
  const isUnused = room.head === 0 || room.kind === "private";
  if (isKept || !isUnused || !room.isIdle) return false;
  if (room.isClosed || room.going !== undefined) return false;
  const going = remove(chat, room).finally(() => (room.going = undefined));
  room.going = going.catch(() => false);
  if (!(await going)) return false;
  const by = { id: identity.id, name: identity.name };
  const { id, title } = room;
  if (room.isListed)
    chat.announce({ ...live, kind: "gone", room: id, title, by });
  return true;
}

async function remove(chat: TidyChat, room: Room): Promise<boolean> {
  const isGone = await chat.store.rooms.removeIfUnused(room.id);
  if (!isGone) return false;
  chat.rooms.close(room);
  chat.sanctions.forgetRoom(room.id);
  return true;
}

/** Whoever is a member no more is its master no more. */
export async function endMastership(
  chat: TidyChat,
  room: Room,
  identity: IdentityId,
): Promise<void> {
  if (room.masterId !== identity) return;
  try {
    await chat.store.rooms.change(room.id, { master: null });
  } catch (error) {
    // The room itself may have gone.
    if (!(error instanceof ChatError) || error.code !== "no_such_room")
      throw error;
  }
  room.masterId = undefined;
}

/** Behind someone of whom nothing is kept, when a session of his has ended in these rooms. */
export async function tidyAfter(
  chat: TidyChat,
  identity: Identity,
  rooms: readonly RoomId[],
): Promise<void> {
  for (const id of rooms) {
    try {
      const room = await chat.rooms.byId(id);
      if (room === undefined || room.here.get(identity.id) !== undefined)
        continue;
      await endMastership(chat, room, identity.id);
      await removeIfUnused(chat, room, identity);
    } catch (error) {
      // It was the end of a connection: nobody waits for an answer, and the room is only kept longer.
      chat.onError(error, "tidying a room up");
    }
  }
}
