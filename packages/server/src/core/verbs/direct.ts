// direct: the direct conversation of some people, whoever of them asks for it first.
import type { Chat } from "../chat.ts";
import { MOST_PEOPLE } from "../room/direct.ts";
import type { IdentityId } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { openDirect } from "../room/open-direct.ts";
import { findPerson } from "../people/people.ts";
import type { Room } from "../room/room.ts";
import type { Session } from "../session.ts";

/**
 * `refs`: everyone but oneself, by name or id. To make one counts as saying something, and one of more than two people,
 * for whoever has no account, as making a room; it is not opened anywhere before something is said there.
 * @throws ChatError `no_such_person`, `bad_request` (nobody else, or more than ten in all), `not_allowed` with Anonymous,
 * `muted`, `too_many`, `rate_limited`, `unavailable`
 */
export function direct(
  chat: Chat,
  session: Session,
  refs: readonly string[],
): Promise<Room> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const people = await peopleFor(chat, session, refs);
    return openDirect(chat, people, () => {
      chat.sanctions.mustSpeak(session);
      session.pace.say(chat.now());
      // There are very many groups of a few people, and each is found by all of them from then on.
      const { identity, address } = session;
      if (people.length > 2 && identity.kind !== "account")
        chat.addresses.paceRoom(address, chat.now());
    });
  });
}

/** Himself among them. */
async function peopleFor(
  chat: Chat,
  session: Session,
  refs: readonly string[],
): Promise<readonly IdentityId[]> {
  mustBeFew(refs.length + 1);
  const own = session.identity.id;
  const people = new Set([own]);
  for (const ref of refs) people.add((await findPerson(chat, session, ref)).id);
  if (people.has(chat.anonymous.id))
    throw new ChatError(
      "not_allowed",
      `Direct messages need a name at every end: "${chat.anonymous.name}" is many people.`,
    );
  mustBeFew(people.size);
  return [...people];
}

function mustBeFew(people: number): void {
  if (people < 2)
    throw new ChatError(
      "bad_request",
      "A direct conversation is with someone else. Name who.",
    );
  if (people > MOST_PEOPLE)
    throw new ChatError(
      "bad_request",
      `A direct conversation has at most ${MOST_PEOPLE} people. Make a private room.`,
    );
}
