// hello: begins a session that can be come back to. A name alone makes a guest with a token; a token brings the same one
// back; a name and a password are an account's.
import type { Chat } from "../chat.ts";
import { ChatError } from "../errors.ts";
import { hashToken, newIdentityId, newToken } from "../ids.ts";
import type { Ear } from "../line.ts";
import { readName } from "../names.ts";
import type { Session } from "../session.ts";
import type { IdentityRecord } from "../store.ts";
import { login } from "./login.ts";
import { rename } from "./rename.ts";
import { openToken } from "./token.ts";

export interface Hello {
  readonly name?: string | undefined;
  readonly token?: string | undefined;
  readonly password?: string | undefined;
}

/** Who says it: from which address, and who listens (nobody for an HTTP call). */
export interface Visitor {
  readonly address: string;
  readonly ear: Ear | undefined;
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
  const name =
    chat.identity(record.id)?.name ??
    (await chat.names.claimOrSuffix(record.name, record.id));
  return chat.enter({ ...record, name, isPassing: false }, visitor);
}
