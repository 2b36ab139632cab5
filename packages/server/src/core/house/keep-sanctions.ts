// How what is on someone is kept, with all that was made with it, and written down.
import type { Chat } from "../chat.ts";
import type { Person } from "../entries.ts";
import type { Act } from "./house.ts";
import type { Sanction } from "../ports/house-store.ts";
import type { Room } from "../room/room.ts";
import type { Replacing } from "./in-place-of.ts";
import { addressesOf, MINUTE_MS } from "./sanction-of.ts";

/**
 * Keeps them, all of one room or of the whole chat, written down as one act, and ends what ends with those whose place they
 * take; they hold when it resolves. @throws ChatError `too_many`, `unavailable`
 */
export async function keepSanctions(
  chat: Chat,
  { kept, ended }: Replacing,
  room: Room | undefined,
  whom: Person | undefined,
): Promise<void> {
  const { sanctions } = chat;
  // Those whose time is over are in nobody's way.
  if (!sanctions.hasPlaceFor(kept)) await chat.house.sweep();
  const { gone, release } = sanctions.takePlaces(kept);
  const { house } = chat.store;
  const leaving = [...ended, ...gone];
  // All in one turn, and so in one commit.
  const [audited, removals, additions] = await Promise.all([
    Promise.allSettled([chat.audit(actOf(kept, room, whom))]),
    Promise.allSettled(leaving.map(({ id }) => house.removeSanction(id))),
    Promise.allSettled(kept.map((one) => house.addSanction(one))),
  ]);
  release();
  removals.forEach(({ status }, index) => {
    const one = leaving[index];
    if (one === undefined) return;
    if (status === "fulfilled") sanctions.remove(one.id);
    // Another may have come in its place meanwhile.
    else if (sanctions.former(one) === undefined) sanctions.add(one);
  });
  kept.forEach((one, index) => {
    if (additions[index]?.status === "fulfilled") sanctions.add(one);
  });
  for (const one of [...additions, ...audited])
    if (one.status === "rejected") throw one.reason;
}

function actOf(
  sanctions: Replacing["kept"],
  room: Room | undefined,
  whom: Person | undefined,
): Act {
  const [first] = sanctions;
  const { by, kind, reason } = first;
  // Those who read what was done in a room are not told where others come from.
  const from = room === undefined ? addressesOf(sanctions) : [];
  const note = [forHowLong(first), ...from, reason].join(" ").trim();
  return { by, act: kind, room, whom, note };
}

const forHowLong = ({ at, until }: Sanction): string =>
  until === undefined
    ? "for good"
    : `for ${Math.round((until - at) / MINUTE_MS)} minutes`;
