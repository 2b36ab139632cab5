// hide: takes someone out of a room's list, or puts him back. He hears, and cannot say. Nobody else is told.
import type { Chat } from "../chat.ts";
import { ChatError } from "../errors.ts";
import type { Room } from "../room/room.ts";
import type { Session } from "../session.ts";

/** @throws ChatError `no_such_room`, `not_member`, `not_allowed` for Anonymous, `rate_limited`, `unavailable` */
export function hide(
  chat: Chat,
  session: Session,
  params: { readonly room: string; readonly isHidden: boolean },
): Promise<Room> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const room = await chat.rooms.mustFindFor(session.identity, params.room);
    const { identity } = session;
    if (!session.presences.has(room.id) || room.kind === "direct")
      throw new ChatError("not_member", `Join "${room.title}" first.`);
    if (identity.kind === "anonymous")
      throw new ChatError("not_allowed", "Anonymous is many people.");
    const here = room.here.get(identity.id);
    if (here !== undefined) room.here.hide(here, params.isHidden);
    return room;
  });
}
