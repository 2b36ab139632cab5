// The rules of what is written about a room: its topic, in one line, and its description.
import { ChatError } from "../errors.ts";

const TOPIC_CODE_POINTS = 250;
const DESCRIPTION_CODE_POINTS = 2_000;

/** Controls, line ends, and what turns the direction of what is written behind it. */
const NO_LINE =
  /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const LINE_ENDS = /\r\n?|[\u2028\u2029]/gu;

/** NFC, without blanks around; "" for none. @throws ChatError `bad_request`, `too_large` */
export function readTopic(raw: string): string {
  const topic = raw.toWellFormed().normalize("NFC").trim();
  mustFit(topic, TOPIC_CODE_POINTS, "A topic");
  if (NO_LINE.test(topic))
    throw new ChatError(
      "bad_request",
      "A topic is one line, without control characters. Write it so.",
    );
  return topic;
}

/** NFC, with line ends that are all LF; "" for none. @throws ChatError `bad_request`, `too_large` */
export function readDescription(raw: string): string {
  const description = raw
    .toWellFormed()
    .normalize("NFC")
    .replace(LINE_ENDS, "\n")
    .trim();
  mustFit(description, DESCRIPTION_CODE_POINTS, "A description");
  if (NO_LINE.test(description.replace(/[\n\t]/g, "")))
    throw new ChatError(
      "bad_request",
      "A description has no control characters but line ends. Take them out.",
    );
  return description;
}

function mustFit(text: string, most: number, what: string): void {
  if (text.length <= most) return;
  if (text.length <= 2 * most && [...text].length <= most) return;
  throw new ChatError(
    "too_large",
    `${what} has at most ${most} characters. Shorten it.`,
  );
}
