// Reads the body of a call: one JSON object in UTF-8, or a refusal.
import { ChatError } from "../core/errors.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** @throws ChatError `bad_frame`. */
export function parseJsonObject(bytes: Uint8Array): object {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch (cause) {
    throw new ChatError("bad_frame", "Send the body as JSON in UTF-8.", {
      cause,
    });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new ChatError("bad_frame", "Send one JSON object as the body.");
  return value;
}
