// What the people of a message's mentions are called: what is known of the room.
import type { Message, Person, RoomState } from "@koine/client";
import type { Mentioned } from "./mentions.ts";

const none: readonly Mentioned[] = [];
/** The server has found them in the text, so that few names are enough. */
const everyone: Mentioned = { name: "room", isMe: true };

export function mentionedIn(
  message: Message,
  room: RoomState,
  me: Person | undefined,
): readonly Mentioned[] {
  const { mentions } = message;
  if (!mentions) return none;
  const found: Mentioned[] = [];
  for (const id of mentions) {
    const isMe = id === me?.id;
    if (id === "room") found.push(everyone);
    else for (const name of namesOf(id, room, me)) found.push({ name, isMe });
  }
  return found;
}

export function speaksTo(message: Message | undefined, me: string): boolean {
  return (
    message?.mentions?.some((whom) => whom === me || whom === "room") === true
  );
}

/** Someone may have a nick here and a name elsewhere, and the text may have either. */
function namesOf(
  id: string,
  { members, people, name }: RoomState,
  me: Person | undefined,
): Set<string> {
  const own = id === me?.id ? [name, me.name] : [];
  const others = [...members, ...people].filter((one) => one.id === id);
  const names = new Set([...own, ...others.map((one) => one.name)]);
  names.delete("");
  return names;
}
