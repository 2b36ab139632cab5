// What stores refuse with, in words for the one who asked.
import { ChatError } from "../core/errors.ts";

export const notKept =
  "The store could not keep this, and nothing was changed. Try again in a moment.";
export const notRead =
  "The store could not read this just now. Try again in a moment.";
export const noRoom =
  "There is no such room. List the rooms, or join one by its title to make it.";
export const noMessage =
  "There is no such message here, or it is gone. Read the room again to see what is there.";
export const notReacted =
  "You have not given this reaction, so there is none to take back.";
export const tooManyReactions =
  "This message has as many kinds of reactions as it can have. Give one that is there already.";
export const tooManyEdits =
  "This message was corrected as often as a message can be. Send another, or delete it.";
export const titleTaken =
  "Another room has this title. Choose another, or join that room.";
export const roomTaken =
  "There is another room with this title. Choose another title.";
export const sanctionsFull =
  "There are as many bans and mutes as are kept. Lift some that are not needed any more.";

export const tooManyRooms = (most: number): string =>
  `Nobody is a member of more than ${most} rooms. Leave one first.`;

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
