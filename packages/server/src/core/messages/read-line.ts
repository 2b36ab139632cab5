// The rule of what people write beside the chat itself: reasons, and labels of tokens. One line, as it is shown.
import { ChatError } from "../errors.ts";

const REASON_CODE_POINTS = 200;
const LABEL_CODE_POINTS = 64;

/** Controls, line ends, and what turns the direction of what is written behind it; lone surrogates. */
const NO_LINE =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Why something was done; "" when it was not said. @throws ChatError `bad_request`, `too_large` */
export const readReason = (raw = ""): string =>
  read(raw, REASON_CODE_POINTS, "A reason");

/** @throws ChatError `bad_request`, also when it is blank; `too_large` */
export function readLabel(raw: string): string {
  const label = read(raw, LABEL_CODE_POINTS, "A label");
  if (label !== "") return label;
  throw new ChatError("bad_request", "The label is blank. Give it a name.");
}

function read(raw: string, most: number, what: string): string {
  const line = raw.trim();
  if (line.length > 2 * most || [...line].length > most)
    throw new ChatError(
      "too_large",
      `${what} has at most ${most} characters. Shorten it.`,
    );
  if (NO_LINE.test(line))
    throw new ChatError(
      "bad_request",
      `${what} is one line, without control characters. Write it so.`,
    );
  return line;
}
