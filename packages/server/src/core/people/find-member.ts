// Finds whom an act of order in a room is about: someone who is in it, or a member who is not here.
import type { Chat } from "../chat.ts";
import type { Person } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { fold } from "./names.ts";
import { findPerson } from "./people.ts";
import type { Room } from "../room/room.ts";
import type { Session } from "../session.ts";

/** As he is called there, or else everywhere. `ref` is an id, or a name. @throws ChatError `no_such_person`, `unavailable` */
export async function findMember(
  chat: Chat,
  session: Session,
  room: Room,
  ref: string,
): Promise<Person> {
  const who = await findAround(chat, session, room, ref);
  const isMember =
    room.here.get(who.id) !== undefined ||
    (await chat.store.rooms.isMember(room.id, who.id));
  if (isMember) return who;
  throw new ChatError(
    "no_such_person",
    `${who.name} is not in "${room.title}". Look at who is.`,
  );
}

/** Also someone who has never been there. @throws ChatError `no_such_person`, `unavailable` */
export async function findAround(
  chat: Chat,
  session: Session,
  room: Room,
  ref: string,
): Promise<Person> {
  const here = room.here.get(ref) ?? room.here.named(fold(ref));
  if (here !== undefined) return { id: here.identity.id, name: here.name };
  return findPerson(chat, session, ref);
}
