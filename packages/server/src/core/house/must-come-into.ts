// Asked of whoever is not in a room and wants to enter or read it: whether he is kept out.
import type { Chat } from "../chat.ts";
import type { Room } from "../room/room.ts";
import type { Session } from "../session.ts";
import { isCompanion } from "./sanction-index.ts";

/** What is on the guests at an address is not on who has a role in the room; the store is asked only when that counts. */
export interface ComesInto {
  readonly hasRole: boolean;
}

/** @throws ChatError `banned`, `unavailable` */
export async function mustComeInto(
  chat: Chat,
  session: Session,
  room: Room,
): Promise<ComesInto> {
  const ban = chat.sanctions.banFrom(session, room);
  const { identity } = session;
  const kept =
    ban !== undefined && isCompanion(ban) && identity.isKept
      ? await chat.store.rooms.membership(room.id, identity.id)
      : undefined;
  const hasRole = kept?.role !== undefined;
  chat.sanctions.mustEnter(session, room, hasRole);
  return { hasRole };
}
