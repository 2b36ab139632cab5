// The addresses by which a guest is known again when he comes back as another one.
import { addressKey, isBannable } from "./address.ts";
import type { Chat } from "../chat.ts";
import type { Person } from "../entries.ts";
import type { Session } from "../session.ts";

/** Of one person at once. */
const MOST = 20;

/**
 * Where he is connected from; of someone who is not here, where his tokens were given out. A guest who acts on someone at his
 * own address is not hit himself. `isWanted` undefined: of a guest, and of nobody else. @throws ChatError `unavailable`
 */
export async function guestAddresses(
  chat: Chat,
  session: Session,
  { id }: Person,
  isWanted: boolean | undefined,
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
  const others = keys.filter((key) => isBannable(key) && key !== own);
  return [...new Set(others)].slice(0, MOST);
}

async function isGuest(chat: Chat, id: Person["id"]): Promise<boolean> {
  const who = chat.identity(id) ?? (await chat.store.identities.byId(id));
  return who?.kind === "guest";
}
