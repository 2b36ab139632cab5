// Who may know of a room, and who is told when that changes: of a private room nobody is but those who are in it.
import type { Chat } from "../chat.ts";
import type { Live, Person, RoomId, RoomKind } from "../entries.ts";
import { foldTitle } from "../people/names.ts";
import type { Room } from "./room.ts";
import type { Session } from "../session.ts";

/** What a private room is found by: nobody's search finds it. */
export const foldedOfPrivate = (id: RoomId): string => `\0${id}`;

export const foldedAs = (kind: RoomKind, id: RoomId, title: string): string =>
  kind === "private" ? foldedOfPrivate(id) : foldTitle(title);

/** Who did it. */
interface Done extends Live {
  readonly by: Person;
}

/** A room is new. */
export function tellMade(chat: Chat, room: Room, done: Done): void {
  if (!room.isListed) return;
  const { id, title } = room;
  chat.announce({ ...done, kind: "made", room: id, title });
  // What is made is taken for public.
  if (room.kind !== "public") chat.announce(accessOf(room, done));
}

/** Others may enter it than before, when it was of the kind `was`. */
export function tellAccess(
  chat: Chat,
  room: Room,
  was: RoomKind,
  done: Done,
): void {
  const { id, title } = room;
  const isIn = ({ identity }: Session): boolean =>
    room.here.get(identity.id) !== undefined;
  const isOut = (session: Session): boolean => !isIn(session);
  if (room.kind === "private") {
    chat.announce(accessOf(room, done), isIn);
    if (was !== "private")
      chat.announce({ ...done, kind: "gone", room: id, title }, isOut);
    return;
  }
  if (was === "private")
    chat.announce({ ...done, kind: "made", room: id, title }, isOut);
  // Everyone knows of it, and whether it is open to him.
  chat.announce(accessOf(room, done));
}

function accessOf({ id, title, most, kind: access }: Room, done: Done) {
  return { ...done, kind: "access", room: id, title, most, access } as const;
}
