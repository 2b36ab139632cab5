// mute: lets someone read but not say anything, in a room or anywhere.
import type { Chat } from "../chat.ts";
import { ChatError } from "../errors.ts";
import { findAround } from "../people/find-member.ts";
import { guestAddresses } from "../house/guest-addresses.ts";
import { findPerson } from "../people/people.ts";
import { mustBe, mustBeAbove, mustBeInHouse } from "../house/rights.ts";
import type { Room } from "../room/room.ts";
import { inPlaceOf } from "../house/in-place-of.ts";
import { keepSanctions } from "../house/keep-sanctions.ts";
import {
  readTerm,
  sanctionOn,
  termsFrom,
  type Term,
} from "../house/sanction-of.ts";
import type { Session } from "../session.ts";
import type { Sanction } from "../ports/house-store.ts";
import { tellMuted } from "../house/tell-mutes.ts";
import { asSeen } from "./invite.ts";

export interface Mute extends Term {
  readonly who: string;
  /** Anywhere without one. */
  readonly room?: string | undefined;
  /**
   * Guests at the addresses that he is connected from, too; to ask for it of an account is for admins of the chat. False:
   * not even of a guest.
   */
  readonly addresses?: boolean | undefined;
}

/**
 * The mute of him, and those of the guests at his address, who may be he again. They are told. Anonymous may be muted, too:
 * all who have no name are then.
 * @throws ChatError `no_such_room`, `no_such_person`, `not_allowed` (no right; not above him), `bad_request`,
 * `too_large`, `too_many`, `rate_limited`, `unavailable`
 */
export function mute(
  chat: Chat,
  session: Session,
  params: Mute,
): Promise<readonly [Sanction, ...Sanction[]]> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const term = readTerm(params);
    const { identity } = session;
    const room =
      params.room === undefined
        ? undefined
        : await chat.rooms.mustFindFor(identity, params.room);
    return chat.house.acts.alone(room?.id, async () => {
      await mustRule(chat, session, room, params);
      const whom =
        room === undefined
          ? await findPerson(chat, session, params.who)
          : await findAround(chat, session, room, params.who);
      const { id, name } =
        room === undefined ? identity : asSeen(room, session);
      const by = { id, name };
      const terms = await termsFrom(chat, "mute", room, by, term);
      const { addresses } = params;
      const found = await guestAddresses(chat, session, whom, addresses);
      const { name: called } = whom;
      const mutes = [
        sanctionOn(terms, whom),
        ...found.map((address) => sanctionOn(terms, { address, name: called })),
      ] as const;
      const isAlone = addresses === false;
      const replacing = await chat.house.acts.look(async () => {
        await mustRule(chat, session, room, params);
        await mustBeAbove(chat, session, room, whom.id);
        return inPlaceOf(chat, session, room, terms, mutes, isAlone);
      });
      await keepSanctions(chat, replacing, room, whom);
      tellMuted(chat, room, replacing.kept);
      return replacing.kept;
    });
  });
}

/** @throws ChatError `not_allowed`, `unavailable` */
async function mustRule(
  chat: Chat,
  session: Session,
  room: Room | undefined,
  { addresses }: Mute,
): Promise<void> {
  if (room?.kind === "direct")
    throw new ChatError("not_allowed", "It is his room, too.");
  if (addresses === true) mustBeInHouse(session, "admin");
  if (room === undefined) mustBeInHouse(session, "moderator");
  else await mustBe(chat, session, room, "moderator");
}
