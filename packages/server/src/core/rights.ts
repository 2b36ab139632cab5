// Who may do what in a room. One place, so that no verb and no door is weaker than another.
import type { Chat } from "./chat.ts";
import { ChatError } from "./errors.ts";
import { noSuchRoom } from "./refusals.ts";
import type { Room } from "./room.ts";
import type { Session } from "./session.ts";

/** Accounts with a role in the whole chat. */
export function isSuperuser({ identity }: Session): boolean {
  return identity.role === "owner" || identity.role === "admin";
}

/** @throws ChatError `not_member`, `no_such_room` for another's direct room, `unavailable` */
export async function mustBeMember(
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
  if (await chat.store.rooms.isMember(room.id, id)) return;
  throw new ChatError("not_member", `Join "${room.title}" first.`);
}

/** A public room is open to all. @throws as `mustBeMember` */
export async function mustRead(
  chat: Chat,
  session: Session,
  room: Room,
): Promise<void> {
  if (room.kind !== "public") await mustBeMember(chat, session, room);
}

/** @throws ChatError `not_allowed` */
export function mustRule(session: Session, room: Room): void {
  if (room.masterId === session.identity.id || isSuperuser(session)) return;
  throw new ChatError(
    "not_allowed",
    `Only the master of "${room.title}" may do this.`,
  );
}
