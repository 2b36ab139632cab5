// Tokens: what someone comes back with, without a password. Only their hashes are kept.
import type { Chat } from "../chat.ts";
import type { IdentityId } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { hashToken, newToken, tokenIdOf } from "../ids.ts";
import { fold } from "../people/names.ts";
import type { Credential, Session } from "../session.ts";
import type {
  ByToken,
  IdentityRecord,
  TokenFacts,
} from "../ports/identity-store.ts";
import type { Visitor } from "../visitor.ts";
import { changedMeanwhile, TRIES, withPassword, type Login } from "./login.ts";
import { rename } from "./rename.ts";

/** A token as it is told, once, and what the server keeps of it. */
export interface GivenToken {
  readonly token: string;
  readonly credential: Credential;
}

/** What is kept of a token that a hello, or a form, gave. */
export const factsOf = ({
  door = "",
  address,
}: Pick<Visitor, "door" | "address">): TokenFacts => ({
  label: "",
  scopes: undefined,
  door,
  address,
  until: undefined,
});

/** Not kept by itself. */
export function makeToken(
  facts: Pick<TokenFacts, "scopes" | "until">,
): GivenToken {
  const token = newToken();
  const hash = hashToken(token);
  const { scopes, until } = facts;
  return { token, credential: { id: tokenIdOf(hash), hash, scopes, until } };
}

/** One more token of an identity, committed. @throws ChatError `unavailable` */
export async function giveToken(
  chat: Chat,
  id: IdentityId,
  facts: TokenFacts,
): Promise<GivenToken> {
  const given = makeToken(facts);
  const { hash } = given.credential;
  await chat.store.identities.addToken(id, hash, chat.now(), facts);
  return given;
}

/** A token for whoever shows his password, where a session begins later. @throws as `login` */
export function tokenByPassword(
  chat: Chat,
  params: Pick<Login, "name" | "password">,
  visitor: Pick<Visitor, "door" | "address">,
): Promise<string> {
  const { address } = visitor;
  return withPassword(chat, params, address, async (account, isStale) => {
    chat.house.mustCome(account, address);
    const given = await giveToken(chat, account.id, factsOf(visitor));
    if (!isStale()) return given.token;
    // Another password was set meanwhile: what this one has opened is shut again.
    await chat.store.identities.removeToken(given.credential.hash);
    throw changedMeanwhile();
  });
}

/** For someone who has just registered. @throws ChatError `unavailable` */
export async function openToken(
  chat: Chat,
  id: IdentityId,
  visitor: Pick<Visitor, "door" | "address"> = { address: "" },
): Promise<string> {
  return (await giveToken(chat, id, factsOf(visitor))).token;
}

/** From now on it belongs to nobody. Whether it belonged to someone. @throws ChatError `unavailable` */
export async function closeToken(chat: Chat, token: string): Promise<boolean> {
  const hash = hashToken(token);
  const wasOnes = await chat.store.identities.removeToken(hash);
  chat.house.arrivals.touch(tokenIdOf(hash));
  return wasOnes;
}

/**
 * Begins a session of whoever the token belongs to. One with scopes is refused: only the native door and HTTP know what
 * they mean. @throws ChatError `bad_token`, `banned`, `locked`, `rate_limited`, `unavailable`
 */
export function byToken(
  chat: Chat,
  token: string,
  visitor: Visitor,
): Promise<Session> {
  return enterByToken(chat, token, visitor, (found) => {
    if (found.token.scopes !== undefined)
      throw new ChatError(
        "bad_token",
        "This token is not good for everything, and so not at this door.",
      );
  });
}

/** Who comes with a token, and under another name if one is given. @throws as `hello` */
export async function comeBack(
  chat: Chat,
  token: string,
  name: string | undefined,
  visitor: Visitor,
): Promise<Session> {
  const session = await enterByToken(chat, token, visitor, () => {});
  if (name === undefined || name === session.identity.name) return session;
  try {
    await rename(chat, session, name);
    return session;
  } catch (error) {
    // Whoever is muted comes in all the same, as he was called.
    if (error instanceof ChatError && error.code === "muted") return session;
    await chat.end(session);
    throw error;
  }
}

async function enterByToken(
  chat: Chat,
  token: string,
  visitor: Visitor,
  check: (found: ByToken) => void,
): Promise<Session> {
  const hash = hashToken(token);
  const id = tokenIdOf(hash);
  for (let tries = 1; tries <= TRIES; tries++) {
    const arrival = chat.house.arrivals.begin();
    try {
      const found = await chat.store.identities.byToken(hash, chat.now());
      if (found === undefined) throw nobodys();
      check(found);
      if (tries === 1) chat.here.paceComing(found.identity.id, chat.now());
      const { scopes, until } = found.token;
      const credential = { id, hash, scopes, until };
      const isStale = () => arrival.isStale(found.identity.id, id);
      const comer = { record: found.identity, credential, visitor, isStale };
      const session = await enterAs(chat, comer);
      if (session !== undefined) return session;
    } finally {
      arrival.end();
    }
  }
  throw changedMeanwhile();
}

const nobodys = (): ChatError =>
  new ChatError(
    "bad_token",
    "This token belongs to nobody. Say hello with a name to get another.",
  );

interface Comer {
  readonly record: IdentityRecord;
  readonly credential: Credential;
  readonly visitor: Visitor;
  /** Whether what was read of him is so no more. */
  readonly isStale: () => boolean;
}

/**
 * Someone known is here again: under the name he has here already, or the one that is kept, perhaps with a suffix.
 * Undefined when he is to be read again: nothing was done then.
 */
async function enterAs(chat: Chat, comer: Comer): Promise<Session | undefined> {
  const { record, isStale } = comer;
  const { id } = record;
  for (;;) {
    if (isStale()) return undefined;
    const here = chat.identity(id);
    if (here !== undefined) return enter(chat, comer, here.name);
    const name = await chat.names.claimOrSuffix(record.name, id);
    // Meanwhile another session of his may have begun under another name, or ended and let go of this one.
    const now = chat.identity(id);
    if (
      (now !== undefined && fold(now.name) !== fold(name)) ||
      (now === undefined && isStale())
    )
      chat.names.release(name, id);
    else if (chat.names.holder(fold(name)) === id && !isStale())
      return enter(chat, comer, now?.name ?? name);
  }
}

/** In one turn with its token: who takes that back ends the session, too. */
function enter(
  chat: Chat,
  { record, credential, visitor }: Comer,
  name: string,
): Session {
  const session = chat.enter({ ...record, name, isPassing: false }, visitor);
  session.credential = credential;
  return session;
}
