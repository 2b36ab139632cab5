// The addresses by which a guest is known again when he comes back as another one.
import { addressKey, isBannable, isPrivate } from "./address.ts";
import type { Chat } from "../chat.ts";
import type { Person } from "../entries.ts";
import type { Session } from "../session.ts";

/** Of one person at once. */
export const mostAddresses = 20;
/** At an address of a private network this many others are taken for people behind a proxy, which all seem to come from it. */
const OTHERS_MOST = 20;

/**
 * Where he is connected from; of someone who is not here, where his tokens were given out. A guest who acts on someone at his
 * own address is not hit himself. `isWanted` undefined: of a guest, and of nobody else. Unless it is
 * `isSure`, not those that may be a proxy's: of a private network, with many others. @throws ChatError `unavailable`
 */
export async function guestAddresses(
  chat: Chat,
  session: Session,
  { id }: Person,
  isWanted: boolean | undefined,
  isSure = isWanted === true,
): Promise<readonly string[]> {
  const isMeant = isWanted ?? (await isGuest(chat, id));
  if (!isMeant) return [];
  const here = chat.sessionsOf(id);
  const from =
    here.length > 0 ? here : await chat.store.identities.tokensOf(id);
  const keys = from.map(({ address }) => addressKey(address));
  const own =
    session.identity.kind === "account"
      ? undefined
      : addressKey(session.address);
  const wanted = keys.filter((key) => isBannable(key) && key !== own);
  return [...new Set(wanted)]
    .filter((key) => isSure || !isPrivate(key) || isOfFew(chat, key, id))
    .slice(0, mostAddresses);
}

function isOfFew(chat: Chat, key: string, id: Person["id"]): boolean {
  const others = new Set<Person["id"]>();
  for (const { identity, address } of chat.here.sessions())
    if (identity.id !== id && addressKey(address) === key)
      others.add(identity.id);
  return others.size <= OTHERS_MOST;
}

async function isGuest(chat: Chat, id: Person["id"]): Promise<boolean> {
  const who = chat.identity(id) ?? (await chat.store.identities.byId(id));
  return who?.kind === "guest";
}
