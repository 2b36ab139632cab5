// The rule of texts: what may be said, in any room and to anyone.
import type { Chat } from "../chat.ts";
import { ChatError } from "../errors.ts";

/** Lone surrogates are replaced by U+FFFD. @throws ChatError `too_large`, `bad_request` when blank */
export function readText(chat: Chat, raw: string): string {
  const { textCodePoints, textBytes } = chat.limits;
  const text = raw.isWellFormed() ? raw : raw.toWellFormed();
  // Most texts are short: no need to count what cannot be too long.
  if (text.length > textCodePoints || text.length * 3 > textBytes) {
    if (
      text.length > 2 * textCodePoints ||
      [...text].length > textCodePoints ||
      Buffer.byteLength(text) > textBytes
    ) {
      throw new ChatError(
        "too_large",
        `A message has at most ${textCodePoints} characters and ${textBytes} bytes. Send it in parts.`,
      );
    }
  }
  if (text.trim() === "")
    throw new ChatError("bad_request", "The text is blank. Say something.");
  return text;
}
