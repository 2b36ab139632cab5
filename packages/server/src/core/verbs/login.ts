// login: begins a session of an account, by its name and password. What a token is needed for opens one beside it.
import { addressKey } from "../house/address.ts";
import type { Chat } from "../chat.ts";
import type { Extra, IdentityId } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { fold } from "../people/names.ts";
import type { Session } from "../session.ts";
import type { AccountRecord } from "../ports/identity-store.ts";
import type { Visitor } from "../visitor.ts";

export interface Login {
  readonly name: string;
  readonly password: string;
  readonly extra?: Extra | undefined;
}

/** How often someone who comes is read again because something of his changed meanwhile. */
export const TRIES = 5;

/**
 * @throws ChatError `no_such_person` and `bad_login` (in the same time), `banned`, `rate_limited`, `unavailable`
 */
export function login(
  chat: Chat,
  params: Login,
  visitor: Visitor,
): Promise<Session> {
  return withPassword(chat, params, visitor.address, async (account) => {
    const { id, kind, name, role, under } = account;
    holdOwn(chat, account);
    const parts = { id, kind, name, role, under, isPassing: false };
    return chat.enter(parts, visitor, { extra: params.extra });
  });
}

/**
 * Runs what the password opens, in the turn in which it was still the account's. @throws as `login`, and as `then` does
 */
export async function withPassword<T>(
  chat: Chat,
  params: Pick<Login, "name" | "password">,
  address: string,
  then: (account: AccountRecord, isStale: () => boolean) => Promise<T>,
  meanwhile: () => Promise<unknown> = () => Promise.resolve(),
): Promise<T> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const arrival = chat.house.arrivals.begin();
    try {
      const account = await checkPassword(chat, params, address);
      await meanwhile();
      const isStale = (): boolean => arrival.isStale(account.id);
      if (!isStale()) return await then(account, isStale);
    } finally {
      arrival.end();
    }
  }
  throw changedMeanwhile();
}

export const changedMeanwhile = (): ChatError =>
  new ChatError(
    "unavailable",
    "Something of the account is being changed just now. Try again.",
  );

/**
 * An account whose password it is. Wrong ones are counted by the address and by the account; apart from all others' those
 * from where it is at home. @throws as `login`
 */
export async function checkPassword(
  chat: Chat,
  { name, password }: Pick<Login, "name" | "password">,
  address: string,
): Promise<AccountRecord> {
  const { attempts, homes } = chat.addresses;
  const folded = fold(name);
  const attempt = await attempts.from(address, chat.now);
  let account: AccountRecord | undefined;
  try {
    account = await chat.store.identities.accountByFolded(folded);
    const isHome = await isAtHome(chat, account?.id, address);
    const { id = folded } = account ?? {};
    await attempt.as(isHome ? `${id} at ${addressKey(address)}` : id);
    // Whether there is such an account is not told by the time it takes.
    const hash = account?.passwordHash ?? NOBODYS;
    const isRight = await chat.hashing.verify(hash, password);
    if (account !== undefined && isRight) {
      homes.note(account.id, address);
      return account;
    }
    attempt.failed(chat.now());
  } finally {
    attempt.end();
  }
  if (account === undefined)
    throw new ChatError(
      "no_such_person",
      `There is no account "${name}". Register it, or look at how it is written.`,
    );
  throw new ChatError(
    "bad_login",
    "The password is wrong. Look at how it is written, then try again.",
  );
}

/** Whether someone with a token or a session of the account was, or is, there. As much is read when there is none. */
async function isAtHome(
  chat: Chat,
  account: IdentityId = "",
  address: string,
): Promise<boolean> {
  const tokens = await chat.store.identities.tokensOf(account);
  const here = addressKey(address);
  return (
    chat.addresses.homes.has(account, address) ||
    [...tokens, ...chat.sessionsOf(account)].some(
      (one) => one.address !== "" && addressKey(one.address) === here,
    )
  );
}

/** An account's name is its own: nobody else can hold it, unless he came before the account was registered. */
function holdOwn(chat: Chat, { id, name }: AccountRecord): void {
  if (chat.identity(id) === undefined) chat.names.hold(name, id);
}

/** A hash of the right form that no password has: comparing takes as long as with a real one. */
const NOBODYS =
  "$argon2id$v=19$m=19456,t=2,p=1$UhLJd3nRDIToOfTrUxH68Q$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
