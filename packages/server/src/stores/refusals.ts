// What stores refuse with, in words for the one who asked.
import { ChatError } from "../core/errors.ts";

export const notKept =
  "The store could not keep this, and nothing was changed. Try again in a moment.";
export const notRead =
  "The store could not read this just now. Try again in a moment.";
export const noRoom =
  "There is no such room. List the rooms, or join one by its title to make it.";

export function noSuchRoom(): ChatError {
  return new ChatError("no_such_room", noRoom);
}

export function storeClosed(): ChatError {
  return new ChatError(
    "unavailable",
    "The server is stopping, and nothing was changed. Connect again in a moment.",
  );
}

export function tooMuchWaiting(): ChatError {
  return new ChatError(
    "unavailable",
    "The store has too much waiting, and nothing was changed. Try again in a moment.",
  );
}
