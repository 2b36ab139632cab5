// kick: ends someone else's membership in a room.
import type { Chat } from "../chat.ts";
import type { Extra, Person } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { findMember } from "../people/find-member.ts";
import { putOut } from "../house/put-out.ts";
import { readReason } from "../messages/read-line.ts";
import { mustBe, mustBeAbove } from "../house/rights.ts";
import type { Session } from "../session.ts";
import { removeIfUnused } from "../tidy.ts";
import { asSeen } from "./invite.ts";

export interface Kick {
  readonly room: string;
  readonly who: string;
  /** One line of at most 200 characters. */
  readonly reason?: string | undefined;
  readonly extra?: Extra | undefined;
}

/**
 * Whom, as he was called there. For moderators of the room, and whoever is above him.
 * @throws ChatError `no_such_room`, `no_such_person`, `not_allowed` (no right; not above him; from the lobby; Anonymous),
 * `bad_request`, `too_large`, `rate_limited`, `unavailable`
 */
export function kick(
  chat: Chat,
  session: Session,
  params: Kick,
): Promise<Person> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const reason = readReason(params.reason);
    const { identity } = session;
    const room = await chat.rooms.mustFindFor(identity, params.room);
    const live = { extra: params.extra, origin: session.id };
    const who = await chat.house.acts.alone(room.id, async () => {
      if (room.kind === "direct")
        throw new ChatError("not_allowed", "It is his room, too.");
      await mustBe(chat, session, room, "moderator");
      const found = await findMember(chat, session, room, params.who);
      if (room.isLobby || found.id === chat.anonymous.id)
        throw new ChatError(
          "not_allowed",
          "Nobody is kicked from the lobby, and Anonymous is many people. Ban or mute in place of it.",
        );
      const by = asSeen(room, session);
      const act = { by, act: "kick", room, whom: found, note: reason };
      const mayStill = (): Promise<void> =>
        chat.house.acts.look(async () => {
          await mustBe(chat, session, room, "moderator");
          await mustBeAbove(chat, session, room, found.id);
        });
      await putOut(chat, room, {
        who: found,
        by,
        reason,
        live,
        mayStill,
        act,
      });
      return found;
    });
    await removeIfUnused(chat, room, identity, live);
    return who;
  });
}
