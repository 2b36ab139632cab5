// hello: begins a session. A name alone makes a guest with a token; a token brings the same one back.
import type { Chat } from "../chat.ts";
import { ChatError } from "../errors.ts";
import { hashToken, newIdentityId, newToken } from "../ids.ts";
import type { Ear } from "../line.ts";
import { readName } from "../names.ts";
import type { Session } from "../session.ts";
import type { IdentityRecord } from "../store.ts";
import { rename } from "./rename.ts";

export interface Hello {
  readonly name?: string | undefined;
  readonly token?: string | undefined;
}

/** Who says it: from which address, and who listens (nobody for an HTTP call). */
export interface Visitor {
  readonly address: string;
  readonly ear: Ear | undefined;
}

/**
 * The session, and for a new guest the token, committed before this resolves.
 * @throws ChatError `bad_request`, `bad_name`, `name_taken`, `bad_token`, `rate_limited`, `unavailable`
 */
export async function hello(
  chat: Chat,
  params: Hello,
  visitor: Visitor,
): Promise<{ session: Session; token?: string }> {
  if (params.token !== undefined)
    return {
      session: await comeBack(chat, params.token, params.name, visitor),
    };
  if (params.name === undefined)
    throw new ChatError(
      "bad_request",
      "Say who you are: send a name or a token.",
    );
  return newGuest(chat, readName(params.name), visitor);
}

async function newGuest(
  chat: Chat,
  name: string,
  visitor: Visitor,
): Promise<{ session: Session; token: string }> {
  chat.addresses.paceHello(visitor.address, chat.now());
  const guest: IdentityRecord = { id: newIdentityId(), kind: "guest", name };
  const token = newToken();
  chat.names.claim(name, guest.id);
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
  return {
    session: chat.enter(guest, name, visitor.address, visitor.ear),
    token,
  };
}

async function comeBack(
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
  const called =
    chat.identity(record.id)?.name ??
    chat.names.claimOrSuffix(record.name, record.id);
  const session = chat.enter(record, called, visitor.address, visitor.ear);
  if (name === undefined || name === called) return session;
  try {
    await rename(chat, session, name);
    return session;
  } catch (error) {
    await chat.end(session);
    throw error;
  }
}
