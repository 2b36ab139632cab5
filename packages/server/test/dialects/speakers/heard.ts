// What is heard of a message, and of the correction of one, in the two ways in which doors mark it.
import type { Heard } from "./voice.ts";

const MARK = "corrected: ";

/** Where an author has a place of his own. */
export const heardFrom = (
  author: string,
  text: string,
  isDirect: boolean,
): Heard =>
  text.startsWith(MARK)
    ? { author, text: text.slice(MARK.length), isDirect, isCorrection: true }
    : { author, text, isDirect };

const LINE = /^(.*?)( \(to you\))?( corrected)?: (.*)$/s;

/** Where he is the beginning of a line. Names have no ": ", and none ends as the marks do. */
export function heardIn(line: string): Heard | undefined {
  const [, author, direct, corrected, text] = LINE.exec(line) ?? [];
  if (author === undefined || text === undefined) return undefined;
  const heard = { author, text, isDirect: direct !== undefined };
  return corrected === undefined ? heard : { ...heard, isCorrection: true };
}
