// A ban or a mute where there is one already: it takes its place, with all that was made with that one, if whoever makes it
// might have lifted that.
import type { Chat } from "../chat.ts";
import { ChatError } from "../errors.ts";
import type { Sanction } from "../ports/house-store.ts";
import type { Room } from "../room/room.ts";
import type { Session } from "../session.ts";
import { mostAddresses } from "./guest-addresses.ts";
import { mustLift } from "./may-lift.ts";
import { isCompanion } from "./sanction-index.ts";
import { sanctionOn, type Terms } from "./sanction-of.ts";

export interface Replacing {
  /** What is to be kept: the one that is on someone, or on an address, the first. */
  readonly kept: readonly [Sanction, ...Sanction[]];
  /** What was made with the one that is replaced, and is to end with it. */
  readonly ended: readonly Sanction[];
}

/**
 * The last look at what an act is to take the place of. The guests at an address stay as someone higher has it; so they do
 * where whom it is on was before, unless he is meant alone. @throws ChatError `not_allowed`, `unavailable`
 */
export async function inPlaceOf(
  chat: Chat,
  session: Session,
  room: Room | undefined,
  terms: Terms,
  [own, ...companions]: readonly [Sanction, ...Sanction[]],
  isAlone: boolean,
): Promise<Replacing> {
  const former = chat.sanctions.former(own);
  if (former !== undefined && !(await mayLift(chat, session, room, former)))
    throw new ChatError(
      "not_allowed",
      `${former.by.name} has made the one that holds, and has a higher role than you. Ask him to change it.`,
    );
  const kept: [Sanction, ...Sanction[]] = [own];
  for (const one of companions) {
    const there = chat.sanctions.former(one);
    if (there === undefined || (await mayLift(chat, session, room, there)))
      kept.push(one);
  }
  const meant = new Set(companions.map(({ address }) => address));
  const before = (former && chat.sanctions.ofOneAct(former)) ?? [];
  const others = before.filter(
    (one) => isCompanion(one) && !meant.has(one.address),
  );
  const free = Math.max(0, mostAddresses - companions.length);
  const again = isAlone ? [] : others.slice(0, free);
  for (const { address = "" } of again)
    kept.push(sanctionOn(terms, { address, name: own.name }));
  // Those of it that are taken the place of need not be ended.
  return { kept, ended: others.slice(again.length) };
}

async function mayLift(
  chat: Chat,
  session: Session,
  room: Room | undefined,
  sanction: Sanction,
): Promise<boolean> {
  try {
    await mustLift(chat, session, room, sanction);
    return true;
  } catch (error) {
    if (error instanceof ChatError && error.code === "not_allowed")
      return false;
    throw error;
  }
}
