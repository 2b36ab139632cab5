// Finds the person that a name means to someone: first those he sees in his rooms, then whoever is in the chat, then
// accounts that are not here.
import type { Chat } from "../chat.ts";
import type { Person } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { isIdentityId } from "../ids.ts";
import { fold } from "./names.ts";
import type { Session } from "../session.ts";

/** `ref` is an id, or else a name. @throws ChatError `no_such_person`, `unavailable` */
export async function findPerson(
  chat: Chat,
  session: Session,
  ref: string,
): Promise<Person> {
  // A name may look like another's id, and is not to be taken for him.
  const known =
    chat.identity(ref) ??
    (isIdentityId(ref) ? await chat.store.identities.byId(ref) : undefined);
  if (known !== undefined) return shown(known);
  const folded = fold(ref);
  for (const id of session.presences.keys()) {
    const person = chat.rooms.get(id)?.here.named(folded);
    if (person !== undefined) return shown(person.identity);
  }
  const holder = chat.names.holder(folded);
  const here = holder === undefined ? undefined : chat.identity(holder);
  if (here !== undefined) return shown(here);
  const account = await chat.store.identities.accountByFolded(folded);
  if (account !== undefined) return shown(account);
  throw noSuchPerson(ref);
}

/**
 * As `findPerson`, for what concerns an account in the whole chat: a name is that of the account, also when someone else
 * is called so in a room. @throws ChatError `no_such_person`, `unavailable`
 */
export async function findAccount(
  chat: Chat,
  session: Session,
  ref: string,
): Promise<Person> {
  const account = isIdentityId(ref)
    ? undefined
    : await chat.store.identities.accountByFolded(fold(ref));
  return account === undefined
    ? findPerson(chat, session, ref)
    : shown(account);
}

function noSuchPerson(ref: string): ChatError {
  return new ChatError(
    "no_such_person",
    `There is nobody called "${ref}". Look at who is here.`,
  );
}

const shown = ({ id, name }: Person): Person => ({ id, name });
