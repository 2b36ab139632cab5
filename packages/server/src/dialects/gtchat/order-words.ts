// What someone is told who was put out, silenced, or may speak again. The page has no form for why and for how long: it comes
// as a whisper of whoever did it, in brackets.
import type { PersonalNotice } from "../../core/notices.ts";
import type { Frame } from "../../lib/frame.ts";
import { because, forHowLong } from "../why.ts";
import { wordsFrame } from "./answers.ts";
import { encodeEntities as show } from "./entities.ts";

type Of<K extends PersonalNotice["kind"]> = Extract<
  PersonalNotice,
  { readonly kind: K }
>;

/** `room` as this door shows it. Undefined when there is no more to say than that he was put out. */
export function whyKicked(
  notice: Of<"kicked">,
  room: string,
): Frame | undefined {
  const { until, by } = notice;
  const reason = because(notice);
  if (until === undefined && reason === "") return undefined;
  const did =
    until === undefined
      ? `You were put out of ${room}.`
      : `You are banned from ${room}${forHowLong(notice)}.`;
  return whisperOf(by.name, did + reason);
}

/** `room` as this door shows it; undefined: anywhere. */
export function whyMuted(
  notice: Of<"muted"> | Of<"unmuted">,
  room: string | undefined,
): Frame {
  const where = room === undefined ? "" : ` in ${room}`;
  const text =
    notice.kind === "muted"
      ? `You can read, but not say anything${where}${forHowLong(notice)}.${because(notice)}`
      : `You can say something again${where}.`;
  return whisperOf(notice.by.name, text);
}

const whisperOf = (by: string, text: string): Frame =>
  wordsFrame("c_whisper", show(by), show(`(${text})`), 0);
