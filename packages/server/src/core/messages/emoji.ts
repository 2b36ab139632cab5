// What a reaction is made of: exactly one emoji.
import { ChatError } from "../errors.ts";

/** The longest are of some 35 UTF-16 units. */
const MOST_UNITS = 64;
const EMOJI = /^\p{RGI_Emoji}$/v;
/** Asks for the colourful form of a character; many keyboards leave it out. */
const COLOURFUL = "\ufe0f";

/** The emoji as it is kept, one way to write each. @throws ChatError `bad_request` */
export function readEmoji(raw: string): string {
  if (raw.length <= MOST_UNITS) {
    if (EMOJI.test(raw)) return raw;
    if (EMOJI.test(raw + COLOURFUL)) return raw + COLOURFUL;
  }
  throw new ChatError("bad_request", "A reaction is one emoji, such as 👍.");
}
