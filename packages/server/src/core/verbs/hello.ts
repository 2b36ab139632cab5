// hello: begins a session that can be come back to. A name alone makes a guest with a token; a token brings the same one
// back; a name and a password are an account's.
import type { Chat } from "../chat.ts";
import { ChatError } from "../errors.ts";
import { newIdentityId } from "../ids.ts";
import { readName } from "../people/names.ts";
import type { Session } from "../session.ts";
import type { IdentityRecord } from "../ports/identity-store.ts";
import type { Visitor } from "../visitor.ts";
import { changedMeanwhile, login } from "./login.ts";
import { comeBack, factsOf, giveToken, makeToken } from "./token.ts";

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
 * @throws ChatError `bad_request`, `bad_name`, `name_taken`, `bad_token`, `bad_login`, `banned`, `locked`, `not_allowed`
 * for another name of an account, `rate_limited`, `unavailable`
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
      return { session, token: await tokenFor(chat, session, visitor) };
    } catch (error) {
      await chat.end(session);
      throw error;
    }
  }
  return newGuest(chat, readName(name), visitor);
}

/** For someone who has just come by his password. */
async function tokenFor(
  chat: Chat,
  session: Session,
  visitor: Visitor,
): Promise<string> {
  const { id } = session.identity;
  const { token, credential } = await giveToken(chat, id, factsOf(visitor));
  if (!session.isOver) {
    session.credential = credential;
    return token;
  }
  // Another password was set meanwhile, or he was put out: what this one has opened is shut again.
  await chat.store.identities.removeToken(credential.hash);
  throw changedMeanwhile();
}

async function newGuest(
  chat: Chat,
  name: string,
  visitor: Visitor,
): Promise<Entered> {
  const { address } = visitor;
  chat.addresses.paceHello(address, chat.now());
  const guest: IdentityRecord = { id: newIdentityId(), kind: "guest", name };
  // Nothing is kept of whoever is refused; asked again when he enters.
  chat.house.mustCome(guest, address);
  const facts = factsOf(visitor);
  const { token, credential } = makeToken(facts);
  await chat.names.claim(name, guest.id);
  try {
    await chat.store.identities.createGuest(
      guest,
      credential.hash,
      chat.now(),
      facts,
    );
  } catch (error) {
    chat.names.release(name, guest.id);
    throw error;
  }
  const session = chat.enter({ ...guest, isPassing: false }, visitor);
  session.credential = credential;
  return { session, token };
}
