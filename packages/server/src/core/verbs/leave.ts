// leave: ends an identity's membership in a room, and its presence there on all its sessions.
import type { Chat } from "../chat.ts";
import { ChatError } from "../errors.ts";
import type { Room } from "../room.ts";
import type { Session } from "../session.ts";

/** @throws ChatError `no_such_room`, `not_member`, `rate_limited`, `unavailable` */
export function leave(
  chat: Chat,
  session: Session,
  ref: string,
): Promise<void> {
  return session.order.alone(async () => {
    session.identity.paceVerb(chat.now());
    const room = await chat.rooms.mustFind(ref);
    const { identity } = session;
    const wasMember = await chat.store.rooms.removeMember(room.id, identity.id);
    for (const one of chat.sessionsOf(identity.id)) one.exit(room.id);
    await removeIfUnused(chat, room);
    if (!wasMember)
      throw new ChatError("not_member", `You are not in "${room.title}".`);
  });
}

/** A room without entries goes with its last member; the lobby stays. */
async function removeIfUnused(chat: Chat, room: Room): Promise<void> {
  if (room.id === chat.lobby.id || room.head > 0 || !room.isIdle) return;
  if (
    (await chat.store.rooms.removeIfUnused(room.id)) &&
    room.isIdle &&
    !room.isClosed
  )
    chat.rooms.close(room);
}
