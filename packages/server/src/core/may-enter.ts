// Who may enter a room: anyone a public one, its members and whoever is invited a closed one, its people a direct one.
import type { Chat } from "./chat.ts";
import { ChatError } from "./errors.ts";
import { noSuchRoom } from "./refusals.ts";
import { isSuperuser } from "./rights.ts";
import type { Room } from "./room.ts";
import type { Session } from "./session.ts";

/** An invitation is used up. @throws ChatError `not_invited`, `room_full`, `no_such_room`, `unavailable` */
export async function mayEnter(
  chat: Chat,
  session: Session,
  room: Room,
): Promise<void> {
  const { id } = session.identity;
  if (session.presences.has(room.id) || room.here.get(id) !== undefined) return;
  if (room.kind === "direct") {
    if (room.people.some((person) => person.id === id)) return;
    throw noSuchRoom(room.id);
  }
  if (room.isFull && !isSuperuser(session))
    throw new ChatError(
      "room_full",
      `"${room.title}" is full: at most ${room.most} at once. Come back later.`,
    );
  const isOpen =
    room.kind === "public" || room.masterId === id || isSuperuser(session);
  if (!(await useInvitation(chat, room, id)) && !isOpen)
    if (!(await chat.store.rooms.isMember(room.id, id)))
      throw new ChatError(
        "not_invited",
        `"${room.title}" is entered by invitation only. Ask someone in it.`,
      );
}

async function useInvitation(
  chat: Chat,
  room: Room,
  id: string,
): Promise<boolean> {
  if (room.invited.delete(id)) return true;
  return room.kind === "closed" && chat.store.rooms.uninvite(room.id, id);
}
