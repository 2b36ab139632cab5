// Tokens: what an account comes back with, without its password. Only their hashes are kept.
import type { Chat } from "../chat.ts";
import type { IdentityId } from "../entries.ts";
import { hashToken, newToken } from "../ids.ts";
import type { Session } from "../session.ts";
import { comeBack, type Visitor } from "./hello.ts";

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
