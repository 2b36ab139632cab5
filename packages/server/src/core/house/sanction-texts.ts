// What someone is told who is kept out or may not say anything: for how long, why, and what to do next.
import { ChatError } from "../errors.ts";
import type { Sanction } from "../ports/house-store.ts";

type Told = Pick<Sanction, "reason" | "until">;
type Where = { readonly title: string };

/** `until 2030-01-31 12:00 UTC: spam`, or `for good`. */
function forHowLong({ reason, until }: Told): string {
  const time =
    until === undefined
      ? "for good"
      : `until ${new Date(until).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return reason === "" ? time : `${time}: ${reason}`;
}

/** As a connection is told that ends for it. */
export const banText = (ban: Told): string =>
  `You are banned from this chat ${forHowLong(ban)}`;

export const bannedHere = (ban: Told): ChatError =>
  new ChatError("banned", `${banText(ban)}. Ask one of its admins.`);

export const bannedFrom = ({ title }: Where, ban: Told): ChatError =>
  new ChatError(
    "banned",
    `You are banned from "${title}" ${forHowLong(ban)}. Ask one of its moderators.`,
  );

export const mutedHere = (
  mute: Told & Pick<Sanction, "room">,
  { title }: Where,
): ChatError =>
  new ChatError(
    "muted",
    `You can read but not say anything ${mute.room === undefined ? "here" : `in "${title}"`} ${forHowLong(mute)}. Ask a moderator.`,
  );

/** Why a session ends, or does not begin, while guests are locked out. */
export const guestsLocked =
  "Guests are not let in for now: only accounts are. Come back later, or log in.";
