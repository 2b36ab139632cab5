// Refusals that several parts word alike.
import { ChatError } from "./errors.ts";

export function noSuchRoom(ref: string): ChatError {
  return new ChatError(
    "no_such_room",
    `There is no room "${ref}". Ask for the rooms there are, or join it to make it.`,
  );
}
