// What bans and mutes have in common: how one is made, kept, and written down.
import type { Chat } from "../chat.ts";
import type { Person } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { newSanctionId } from "../ids.ts";
import { readReason } from "../messages/read-line.ts";
import type { Room } from "../room/room.ts";
import type { Session } from "../session.ts";
import type { Sanction } from "../ports/house-store.ts";

const MINUTE_MS = 60_000;
/** Ten years. */
const MINUTES_MOST = 5_256_000;

/** For how long, and why. */
export interface Term {
  /** 1 to 5,256,000; undefined: for good. */
  readonly minutes?: number | undefined;
  /** One line of at most 200 characters. */
  readonly reason?: string | undefined;
}

/** What all of one act have in common. */
export type Terms = Pick<
  Sanction,
  "kind" | "room" | "by" | "reason" | "at" | "until"
>;

/** @throws ChatError `bad_request`, `too_large` */
export function readTerm({ minutes, reason }: Term): {
  readonly forMs: number | undefined;
  readonly reason: string;
} {
  const isRight =
    minutes === undefined ||
    (Number.isInteger(minutes) && minutes >= 1 && minutes <= MINUTES_MOST);
  if (!isRight)
    throw new ChatError(
      "bad_request",
      `For how many minutes is a number from 1 to ${MINUTES_MOST}.`,
    );
  const forMs = minutes === undefined ? undefined : minutes * MINUTE_MS;
  return { forMs, reason: readReason(reason) };
}

export function termsFrom(
  chat: Chat,
  kind: Sanction["kind"],
  room: Room | undefined,
  by: Person,
  { forMs, reason }: ReturnType<typeof readTerm>,
): Terms {
  const at = chat.now();
  const until = forMs === undefined ? undefined : at + forMs;
  return { kind, room: room?.id, by, reason, at, until };
}

export const sanctionOn = (
  terms: Terms,
  whom: Person | { readonly address: string; readonly name: string },
): Sanction => ({
  ...terms,
  id: newSanctionId(),
  identity: "id" in whom ? whom.id : undefined,
  address: "address" in whom ? whom.address : undefined,
  name: whom.name,
});

/**
 * Keeps them, all of one room or of the whole chat, written down as one act; they hold when it resolves.
 * @throws ChatError `too_many`, `unavailable`
 */
export async function keepSanctions(
  chat: Chat,
  session: Session,
  sanctions: readonly Sanction[],
  room: Room | undefined,
  whom: Person | undefined,
): Promise<void> {
  const [first] = sanctions;
  if (first === undefined) return;
  // Those whose time is over are in nobody's way.
  if (!chat.sanctions.hasPlaceFor(sanctions)) await chat.house.sweep();
  const release = chat.sanctions.takePlaces(sanctions);
  const { kind, by, reason } = first;
  // Those who read what was done in a room are not told where others come from.
  const from = room === undefined ? addressesOf(sanctions) : [];
  const note = [forHowLong(first), ...from, reason].join(" ").trim();
  const act = { by, act: kind, room, whom, note };
  const [, ...kept] = await Promise.allSettled([
    chat.audit(act),
    ...sanctions.map((sanction) => chat.store.house.addSanction(sanction)),
  ]);
  release();
  sanctions.forEach((sanction, index) => {
    if (kept[index]?.status === "fulfilled") chat.sanctions.add(sanction);
  });
  for (const one of kept) if (one.status === "rejected") throw one.reason;
}

const forHowLong = ({ at, until }: Sanction): string =>
  until === undefined
    ? "for good"
    : `for ${Math.round((until - at) / MINUTE_MS)} minutes`;

export const addressesOf = (
  sanctions: readonly Sanction[],
): readonly string[] => sanctions.flatMap(({ address }) => address ?? []);
