// ban: keeps someone out of a room, or of the whole chat. What he has there ends at once.
import { readAddress } from "../house/address.ts";
import type { Chat } from "../chat.ts";
import type { Person } from "../entries.ts";
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
  type Terms,
} from "../house/sanction-of.ts";
import type { Session } from "../session.ts";
import type { Sanction } from "../ports/house-store.ts";
import { endBanned } from "../house/end-banned.ts";
import { asSeen } from "./invite.ts";

export interface Ban extends Term {
  /** One of the two: someone, by his name or id, here or not; */
  readonly who?: string | undefined;
  /** or everyone at an IP address. For admins of the chat. */
  readonly address?: string | undefined;
  /** Of the whole chat without one. */
  readonly room?: string | undefined;
  /**
   * Guests at the addresses that he is connected from, too; to ask for it of an account is for admins of the chat. False:
   * not even of a guest.
   */
  readonly addresses?: boolean | undefined;
}

/**
 * What keeps him out. A guest, who would come back as another, is kept out with the guests at his address.
 * @throws ChatError `no_such_room`, `no_such_person`, `not_allowed` (no right; not above him; Anonymous; the server's own
 * machine), `bad_request`, `too_large`, `too_many`, `rate_limited`, `unavailable`
 */
export function ban(
  chat: Chat,
  session: Session,
  params: Ban,
): Promise<readonly Sanction[]> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const term = readTerm(params);
    if ((params.who === undefined) === (params.address === undefined))
      throw new ChatError(
        "bad_request",
        "Say whom to keep out: `who`, or an `address`.",
      );
    const { identity } = session;
    const room =
      params.room === undefined
        ? undefined
        : await chat.rooms.mustFindFor(identity, params.room);
    return chat.house.acts.alone(room?.id, async () => {
      await mustRule(chat, session, room, params);
      const whom = await findWhom(chat, session, room, params);
      const by = room === undefined ? identity : asSeen(room, session);
      const { id, name } = by;
      const terms = await termsFrom(chat, "ban", room, { id, name }, term);
      const bans = await bansOn(chat, session, terms, whom, params);
      const isAlone = params.addresses === false;
      const replacing = await chat.house.acts.look(async () => {
        await mustRule(chat, session, room, params);
        if (whom !== undefined) await mustBeAbove(chat, session, room, whom.id);
        return inPlaceOf(chat, session, room, terms, bans, isAlone);
      });
      const { kept } = replacing;
      await keepSanctions(chat, replacing, room, whom);
      await endBanned(chat, session, room, whom, kept);
      return kept;
    });
  });
}

/** @throws ChatError `not_allowed`, `unavailable` */
async function mustRule(
  chat: Chat,
  session: Session,
  room: Room | undefined,
  { address, addresses }: Ban,
): Promise<void> {
  if (room?.kind === "direct")
    throw new ChatError("not_allowed", "It is his room, too.");
  if (address !== undefined || addresses === true)
    mustBeInHouse(session, "admin");
  if (room === undefined) mustBeInHouse(session, "moderator");
  else await mustBe(chat, session, room, "moderator");
}

/** Undefined for an address. */
async function findWhom(
  chat: Chat,
  session: Session,
  room: Room | undefined,
  { who }: Ban,
): Promise<Person | undefined> {
  if (who === undefined) return undefined;
  const person =
    room === undefined
      ? await findPerson(chat, session, who)
      : await findAround(chat, session, room, who);
  if (person.id === chat.anonymous.id)
    throw new ChatError(
      "not_allowed",
      "Anonymous is many people. Mute him, ban an address, or lock guests out.",
    );
  return person;
}

async function bansOn(
  chat: Chat,
  session: Session,
  terms: Terms,
  whom: Person | undefined,
  { address, addresses }: Ban,
): Promise<readonly [Sanction, ...Sanction[]]> {
  if (whom === undefined)
    return [
      sanctionOn(terms, { address: readAddress(address ?? ""), name: "" }),
    ];
  // Of a passing guest nothing is left when his session has ended.
  const isPassing = chat.identity(whom.id)?.isPassing === true;
  const isWanted = isPassing ? true : addresses;
  const isSure = addresses === true;
  const found = await guestAddresses(chat, session, whom, isWanted, isSure);
  const bans = found.map((one) =>
    sanctionOn(terms, { address: one, name: whom.name }),
  );
  const [first, ...others] = bans;
  return isPassing && terms.room === undefined && first !== undefined
    ? [first, ...others]
    : [sanctionOn(terms, whom), ...bans];
}
