// Who may enter a room: anyone a public one, its members and whoever is invited a closed or a private one, its people a
// direct one.
import type { Chat } from "../chat.ts";
import { ChatError } from "../errors.ts";
import type { Identity } from "../identity.ts";
import { mustComeInto } from "../house/must-come-into.ts";
import { noSuchRoom } from "../refusals.ts";
import { isSuperuser } from "../house/rights.ts";
import type { Room } from "./room.ts";
import type { Session } from "../session.ts";

/**
 * Whether by an invitation. `ref` is what he called the room.
 * @throws ChatError `banned`, `not_invited`, `room_full`, `no_such_room`, `unavailable`
 */
export async function mayEnter(
  chat: Chat,
  session: Session,
  room: Room,
  ref: string,
): Promise<boolean> {
  const { id } = session.identity;
  if (isIn(session, room)) return false;
  if (room.kind === "direct") {
    if (room.people.some((person) => person.id === id)) return false;
    throw noSuchRoom(ref);
  }
  const key =
    room.kind === "public" ? "open" : await keyTo(chat, session, room);
  // It became private when he had found it.
  if (room.kind === "private" && key === undefined) throw noSuchRoom(ref);
  await mustComeInto(chat, session, room);
  if (room.isFull && !isAboveBounds(session, room))
    throw new ChatError(
      "room_full",
      `"${room.title}" is full: at most ${room.most} at once. Come back later.`,
    );
  if (key !== undefined || isAboveBounds(session, room))
    return key === "invited";
  throw new ChatError(
    "not_invited",
    `"${room.title}" is entered by invitation only. Ask someone in it.`,
  );
}

/** Who rules the chat enters every room that he may know of. */
export const isAboveBounds = (session: Session, room: Room): boolean =>
  room.isListed && isSuperuser(session);

/** Those who share the one identity are not let in by one of them. */
function isIn({ identity, presences }: Session, room: Room): boolean {
  if (presences.has(room.id)) return true;
  return (
    identity.kind !== "anonymous" && room.here.get(identity.id) !== undefined
  );
}

/** What lets him into a room that is not open to all. */
async function keyTo(
  chat: Chat,
  { identity: { id, invitations } }: Session,
  room: Room,
): Promise<"own" | "invited" | undefined> {
  const { rooms } = chat.store;
  if (room.masterId === id) return "own";
  if (invitations.has(room.id)) return "invited";
  const [isInvited, isMember] = await Promise.all([
    rooms.isInvited(room.id, id),
    rooms.isMember(room.id, id),
  ]);
  if (isInvited) return "invited";
  return isMember ? "own" : undefined;
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
