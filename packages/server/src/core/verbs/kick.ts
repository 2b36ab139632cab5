// kick: ends someone else's membership in a room.
import type { Chat } from "../chat.ts";
import type { Extra, Person } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { endInvitation } from "../may-enter.ts";
import { findInRoom } from "../people.ts";
import { mustRule } from "../rights.ts";
import type { Session } from "../session.ts";
import { removeIfUnused } from "../tidy.ts";
import { asSeen } from "./invite.ts";
import { endMembership } from "./leave.ts";

export interface Kick {
  readonly room: string;
  readonly who: string;
  readonly extra?: Extra | undefined;
}

/**
 * Whom, as he was called there.
 * @throws ChatError `no_such_room`, `no_such_person`, `not_allowed` (no right; the master; from the lobby; Anonymous),
 * `rate_limited`, `unavailable`
 */
export function kick(
  chat: Chat,
  session: Session,
  params: Kick,
): Promise<Person> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const room = await chat.rooms.mustFindFor(session.identity.id, params.room);
    mustRule(session, room);
    const who = findInRoom(room, params.who);
    if (room.kind === "direct")
      throw new ChatError("not_allowed", "It is his room, too.");
    if (who.id === room.masterId)
      throw new ChatError("not_allowed", "The master cannot be kicked.");
    if (room.isLobby || who.kind === "anonymous")
      throw new ChatError(
        "not_allowed",
        "Nobody is kicked from the lobby, and Anonymous is many people.",
      );
    const { id, title } = room;
    const kicked = { id: who.id, name: room.nameOf(who.id) ?? who.name };
    const by = asSeen(room, session);
    const live = { extra: params.extra, origin: session.id };
    await who.changes.alone(async () => {
      await endInvitation(chat, who, room);
      await endMembership(chat, room, who, live);
      // At once: if he comes again, he is answered behind it.
      for (const one of chat.sessionsOf(who.id))
        one.tell({ ...live, kind: "kicked", room: id, title, by });
    });
    await removeIfUnused(chat, room, session.identity, live);
    return kicked;
  });
}
