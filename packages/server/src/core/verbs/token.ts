// Tokens: what an account comes back with, without its password. Only their hashes are kept.
import type { Chat } from "../chat.ts";
import type { IdentityId } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { fold } from "../names.ts";
import { hashToken, newToken } from "../ids.ts";
import type { Session } from "../session.ts";
import type { IdentityRecord } from "../store.ts";
import type { Visitor } from "../visitor.ts";
import { rename } from "./rename.ts";

/** One more token of an identity, committed. @throws ChatError `unavailable` */
export async function openToken(chat: Chat, id: IdentityId): Promise<string> {
  const token = newToken();
  await chat.store.identities.addToken(id, hashToken(token), chat.now());
  return token;
}

/** From now on it belongs to nobody. Whether it belonged to someone. @throws ChatError `unavailable` */
export function closeToken(chat: Chat, token: string): Promise<boolean> {
  return chat.store.identities.removeToken(hashToken(token));
}

/** Begins a session of whoever the token belongs to. @throws ChatError `bad_token`, `unavailable` */
export function byToken(
  chat: Chat,
  token: string,
  visitor: Visitor,
): Promise<Session> {
  return comeBack(chat, token, undefined, visitor);
}

/** Who comes with a token, and under another name if one is given. */
export async function comeBack(
  chat: Chat,
  token: string,
  name: string | undefined,
  visitor: Visitor,
): Promise<Session> {
  const record = await chat.store.identities.byToken(hashToken(token));
  if (record === undefined)
    throw new ChatError(
      "bad_token",
      "This token belongs to nobody. Say hello with a name to get another.",
    );
  const session = await enterAs(chat, record, visitor);
  if (name === undefined || name === session.identity.name) return session;
  try {
    await rename(chat, session, name);
    return session;
  } catch (error) {
    await chat.end(session);
    throw error;
  }
}

/** Someone known is here again: under the name he has here already, or the one that is kept, perhaps with a suffix. */
export async function enterAs(
  chat: Chat,
  record: IdentityRecord,
  visitor: Visitor,
): Promise<Session> {
  const { id } = record;
  for (;;) {
    const here = chat.identity(id);
    if (here !== undefined) return enter(chat, record, here.name, visitor);
    const name = await chat.names.claimOrSuffix(record.name, id);
    // Meanwhile another session of his may have begun under another name, or ended and let go of this one.
    const now = chat.identity(id);
    if (now !== undefined && fold(now.name) !== fold(name))
      chat.names.release(name, id);
    else if (chat.names.holder(fold(name)) === id)
      return enter(chat, record, now?.name ?? name, visitor);
  }
}

const enter = (
  chat: Chat,
  record: IdentityRecord,
  name: string,
  visitor: Visitor,
): Session => chat.enter({ ...record, name, isPassing: false }, visitor);
