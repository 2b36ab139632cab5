// rename: another name for an identity, in every room and on all its sessions.
import type { Chat } from "../chat.ts";
import { fold, readName } from "../names.ts";
import type { PresenceRoom } from "../presence.ts";
import type { Session } from "../session.ts";

/** The name as it is kept. @throws ChatError `bad_name`, `name_taken`, `rate_limited`, `unavailable` */
export function rename(
  chat: Chat,
  session: Session,
  raw: string,
): Promise<string> {
  return session.order.alone(async () => {
    session.identity.paceVerb(chat.now());
    const { identity } = session;
    const name = readName(raw);
    if (name === identity.name) return name;
    chat.names.claim(name, identity.id);
    try {
      await chat.store.identities.rename(identity.id, name);
    } catch (error) {
      if (fold(name) !== fold(identity.name))
        chat.names.release(name, identity.id);
      throw error;
    }
    // Another session of the same identity may have renamed it meanwhile: the later one counts, and its name is let go.
    const was = identity.name;
    if (fold(was) !== fold(name)) chat.names.release(was, identity.id);
    identity.name = name;
    for (const room of roomsOf(chat.sessionsOf(identity.id))) {
      room.notify({
        kind: "renamed",
        room: room.id,
        id: identity.id,
        name,
        was,
      });
    }
    return name;
  });
}

function roomsOf(sessions: readonly Session[]): Set<PresenceRoom> {
  const rooms = new Set<PresenceRoom>();
  for (const session of sessions)
    for (const presence of session.presences.values()) rooms.add(presence.room);
  return rooms;
}
