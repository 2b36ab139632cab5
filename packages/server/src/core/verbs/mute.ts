// mute: lets someone read but not say anything, in a room or anywhere.
import type { Chat } from "../chat.ts";
import { ChatError } from "../errors.ts";
import { findAround } from "../find-member.ts";
import { findPerson } from "../people.ts";
import { mustBe, mustBeAbove, mustBeInHouse } from "../rights.ts";
import type { Room } from "../room.ts";
import {
  keepSanctions,
  readTerm,
  sanctionOn,
  termsFrom,
  type Term,
} from "../sanction-of.ts";
import type { Session } from "../session.ts";
import type { Sanction } from "../house-store.ts";
import { asSeen } from "./invite.ts";

export interface Mute extends Term {
  readonly who: string;
  /** Anywhere without one. */
  readonly room?: string | undefined;
}

/**
 * He is told. Anonymous may be muted, too: all who have no name are then.
 * @throws ChatError `no_such_room`, `no_such_person`, `not_allowed` (no right; not above him), `bad_request`,
 * `too_large`, `too_many`, `rate_limited`, `unavailable`
 */
export function mute(
  chat: Chat,
  session: Session,
  params: Mute,
): Promise<Sanction> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const term = readTerm(params);
    const { identity } = session;
    const room =
      params.room === undefined
        ? undefined
        : await chat.rooms.mustFindFor(identity, params.room);
    return chat.house.acts.alone(room?.id, async () => {
      await mustRule(chat, session, room);
      const whom =
        room === undefined
          ? await findPerson(chat, session, params.who)
          : await findAround(chat, session, room, params.who);
      const { id, name } =
        room === undefined ? identity : asSeen(room, session);
      const by = { id, name };
      await chat.house.acts.look(async () => {
        await mustRule(chat, session, room);
        await mustBeAbove(chat, session, room, whom.id);
      });
      const terms = termsFrom(chat, "mute", room, by, term);
      const muted = sanctionOn(terms, whom);
      await keepSanctions(chat, session, [muted], whom);
      const { reason, until = Infinity } = muted;
      const told = { room: room?.id, by, reason, until };
      chat.tell(whom.id, { kind: "muted", ...told });
      return muted;
    });
  });
}

/** @throws ChatError `not_allowed`, `unavailable` */
async function mustRule(
  chat: Chat,
  session: Session,
  room: Room | undefined,
): Promise<void> {
  if (room?.kind === "direct")
    throw new ChatError("not_allowed", "It is his room, too.");
  if (room === undefined) mustBeInHouse(session, "moderator");
  else await mustBe(chat, session, room, "moderator");
}
