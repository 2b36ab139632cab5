// What bans and mutes have in common: how one is made.
import type { Chat } from "../chat.ts";
import type { Person } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { newSanctionId } from "../ids.ts";
import { readReason } from "../messages/read-line.ts";
import type { Room } from "../room/room.ts";
import type { Sanction } from "../ports/house-store.ts";

export const MINUTE_MS = 60_000;
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
  "kind" | "room" | "owner" | "by" | "reason" | "at" | "until"
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

/** @throws ChatError `unavailable` */
export async function termsFrom(
  chat: Chat,
  kind: Sanction["kind"],
  room: Room | undefined,
  by: Person,
  { forMs, reason }: ReturnType<typeof readTerm>,
): Promise<Terms> {
  const owner = await ownerOf(chat, room);
  const at = chat.now();
  const until = forMs === undefined ? undefined : at + forMs;
  return { kind, room: room?.id, owner, by, reason, at, until };
}

/** All guests' rooms are as one's: guests are made at will. */
async function ownerOf(
  chat: Chat,
  room: Room | undefined,
): Promise<Sanction["owner"]> {
  const id = room?.masterId;
  if (id === undefined) return undefined;
  const who = chat.identity(id) ?? (await chat.store.identities.byId(id));
  return who?.kind === "account" ? id : "-";
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

export const addressesOf = (
  sanctions: readonly Sanction[],
): readonly string[] => sanctions.flatMap(({ address }) => address ?? []);
