// The rule of what can be said: the same as the server's, since what is longer need not be sent to be refused.
import { KoineError } from "./errors.ts";

const TEXT_CODE_POINTS = 4_000;

/** @throws KoineError `bad_request` when it is blank, `too_large` */
export function mustBeSayable(text: string): void {
  if (text.trim() === "")
    throw new KoineError("bad_request", "The text is blank. Say something.");
  if (text.length > TEXT_CODE_POINTS && [...text].length > TEXT_CODE_POINTS) {
    throw new KoineError(
      "too_large",
      `A message has at most ${TEXT_CODE_POINTS} characters. Send it in parts.`,
    );
  }
}
