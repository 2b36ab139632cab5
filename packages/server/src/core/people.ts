// Finds the person that a name means to someone: first those he sees in his rooms, then whoever is in the chat, then
// accounts that are not here.
import type { Chat } from "./chat.ts";
import type { Person } from "./entries.ts";
import { ChatError } from "./errors.ts";
import type { Identity } from "./identity.ts";
import { fold } from "./names.ts";
import type { Room } from "./room.ts";
import type { Session } from "./session.ts";

/** `ref` is a name, or else an id. @throws ChatError `no_such_person`, `unavailable` */
export async function findPerson(
  chat: Chat,
  session: Session,
  ref: string,
): Promise<Person> {
  const folded = fold(ref);
  for (const id of session.presences.keys()) {
    const person = chat.rooms.get(id)?.here.named(folded);
    if (person !== undefined) return shown(person.identity);
  }
  const holder = chat.names.holder(folded);
  const here = holder === undefined ? undefined : chat.identity(holder);
  if (here !== undefined) return shown(here);
  const known =
    (await chat.store.identities.accountByFolded(folded)) ??
    chat.identity(ref) ??
    (await chat.store.identities.byId(ref));
  if (known !== undefined) return shown(known);
  throw noSuchPerson(ref);
}

/** Someone who is in the room, by what he is called there, or his id. @throws ChatError `no_such_person` */
export function findInRoom(room: Room, ref: string): Identity {
  const occupant = room.here.named(fold(ref)) ?? room.here.get(ref);
  if (occupant !== undefined) return occupant.identity;
  throw new ChatError(
    "no_such_person",
    `Nobody in "${room.title}" is called "${ref}".`,
  );
}

function noSuchPerson(ref: string): ChatError {
  return new ChatError(
    "no_such_person",
    `There is nobody called "${ref}". Look at who is here.`,
  );
}

const shown = ({ id, name }: Person): Person => ({ id, name });
