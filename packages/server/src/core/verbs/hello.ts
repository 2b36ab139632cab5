// hello: begins a session that can be come back to. A name alone makes a guest with a token; a token brings the same one
// back; a name and a password are an account's.
import type { Chat } from "../chat.ts";
import { ChatError } from "../errors.ts";
import { hashToken, newIdentityId, newToken } from "../ids.ts";
import { readName } from "../names.ts";
import type { Session } from "../session.ts";
import type { IdentityRecord } from "../store.ts";
import { login } from "./login.ts";
import { comeBack, openToken } from "./token.ts";
import type { Visitor } from "../visitor.ts";

export interface Hello {
  readonly name?: string | undefined;
  readonly token?: string | undefined;
  readonly password?: string | undefined;
}

export interface Entered {
  readonly session: Session;
  /** For a new guest, and for an account that came with its password; committed. */
  readonly token?: string;
}

/**
 * @throws ChatError `bad_request`, `bad_name`, `name_taken`, `bad_token`, `bad_login`, `rate_limited`, `unavailable`
 */
export async function hello(
  chat: Chat,
  params: Hello,
  visitor: Visitor,
): Promise<Entered> {
  const { name, token, password } = params;
  if (token !== undefined)
    return { session: await comeBack(chat, token, name, visitor) };
  if (name === undefined)
    throw new ChatError(
      "bad_request",
      "Say who you are: send a name or a token.",
    );
  if (password !== undefined) {
    const session = await login(chat, { name, password }, visitor);
    try {
      return { session, token: await openToken(chat, session.identity.id) };
    } catch (error) {
      await chat.end(session);
      throw error;
    }
  }
  return newGuest(chat, readName(name), visitor);
}

async function newGuest(
  chat: Chat,
  name: string,
  visitor: Visitor,
): Promise<Entered> {
  chat.addresses.paceHello(visitor.address, chat.now());
  const guest: IdentityRecord = { id: newIdentityId(), kind: "guest", name };
  const token = newToken();
  await chat.names.claim(name, guest.id);
  try {
    await chat.store.identities.createGuest(
      guest,
      hashToken(token),
      chat.now(),
    );
  } catch (error) {
    chat.names.release(name, guest.id);
    throw error;
  }
  const session = chat.enter({ ...guest, isPassing: false }, visitor);
  return { session, token };
}
