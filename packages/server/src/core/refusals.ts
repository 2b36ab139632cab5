// Refusals that several parts word alike.
import { ChatError } from "./errors.ts";

export function noSuchRoom(ref: string): ChatError {
  return new ChatError(
    "no_such_room",
    `There is no room "${ref}". Ask for the rooms there are, or join it to make it.`,
  );
}

export function roomExists(title: string): ChatError {
  return new ChatError(
    "room_exists",
    `There is a room "${title}" already. Join it, or choose another title.`,
  );
}

export function noSuchMessage(): ChatError {
  return new ChatError(
    "no_such_message",
    "There is no such message here, or it is gone. Read the room again to see what is there.",
  );
}
