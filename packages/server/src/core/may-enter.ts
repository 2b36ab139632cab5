// Who may enter a room: anyone a public one, its members and whoever is invited a closed one, its people a direct one.
import type { Chat } from "./chat.ts";
import { ChatError } from "./errors.ts";
import type { Identity } from "./identity.ts";
import { noSuchRoom } from "./refusals.ts";
import { isSuperuser } from "./rights.ts";
import type { Room } from "./room.ts";
import type { Session } from "./session.ts";

/** Whether by an invitation. @throws ChatError `not_invited`, `room_full`, `no_such_room`, `unavailable` */
export async function mayEnter(
  chat: Chat,
  session: Session,
  room: Room,
): Promise<boolean> {
  const { id, invitations } = session.identity;
  if (session.presences.has(room.id) || room.here.get(id) !== undefined)
    return false;
  if (room.kind === "direct") {
    if (room.people.some((person) => person.id === id)) return false;
    throw noSuchRoom(room.id);
  }
  if (room.isFull && !isSuperuser(session))
    throw new ChatError(
      "room_full",
      `"${room.title}" is full: at most ${room.most} at once. Come back later.`,
    );
  if (room.kind === "public" || room.masterId === id || isSuperuser(session))
    return false;
  const { rooms } = chat.store;
  if (invitations.has(room.id) || (await rooms.isInvited(room.id, id)))
    return true;
  if (await rooms.isMember(room.id, id)) return false;
  throw new ChatError(
    "not_invited",
    `"${room.title}" is entered by invitation only. Ask someone in it.`,
  );
}

/** It serves once, and not whoever was put out. @throws ChatError `unavailable` */
export async function endInvitation(
  chat: Chat,
  { id, isPassing, invitations }: Identity,
  room: Room,
): Promise<void> {
  invitations.delete(room.id);
  if (!isPassing) await chat.store.rooms.uninvite(room.id, id);
}
