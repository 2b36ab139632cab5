// password: another password for an account. Every other session of it ends, and every other token belongs to nobody.
import type { Chat } from "../chat.ts";
import type { IdentityId } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { hashToken } from "../ids.ts";
import type { Session } from "../session.ts";
import type { AccountRecord } from "../ports/identity-store.ts";
import { changedMeanwhile, withPassword } from "./login.ts";
import { mustBePassword } from "./register.ts";

export interface ChangePassword {
  readonly old: string;
  readonly password: string;
  /** The token that stays, in place of the one that the caller came by. */
  readonly token?: string | undefined;
}

/** What of an account stays when its password changes. */
export interface Staying {
  readonly session?: Session | undefined;
  /** Its own sessions stay, too. */
  readonly token?: string | undefined;
}

/** @throws ChatError `not_allowed` for guests, `bad_login`, `bad_password`, `rate_limited`, `unavailable` */
export function changePassword(
  chat: Chat,
  session: Session,
  params: ChangePassword,
): Promise<void> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const { identity, address } = session;
    if (identity.kind !== "account")
      throw new ChatError(
        "not_allowed",
        "Only an account has a password. Register first.",
      );
    const { name } = identity;
    const { token } = params;
    const staying = { session, token };
    await changePasswordOf(chat, { ...params, name }, address, staying);
  });
}

/**
 * Of whoever shows the old one; a door may let him do so without a session.
 * @throws ChatError `no_such_person`, `bad_login`, `bad_password`, `rate_limited`, `unavailable`
 */
export async function changePasswordOf(
  chat: Chat,
  params: Omit<ChangePassword, "token"> & { readonly name: string },
  address: string,
  staying: Staying = {},
): Promise<AccountRecord> {
  const { name, old, password } = params;
  mustBePassword(password);
  let hash = "";
  return withPassword(
    chat,
    { name, password: old },
    address,
    (account, isStale) =>
      // Of two who change it at once the second is asked for the new one.
      chat.house.acts.alone(account.id, async () => {
        if (isStale()) throw changedMeanwhile();
        await keepPassword(chat, account.id, hash, staying);
        return account;
      }),
    async () => (hash = await chat.hashing.hash(password)),
  );
}

/** Everyone who came by the old one, or by a token of before, is out when this resolves. */
async function keepPassword(
  chat: Chat,
  account: IdentityId,
  hash: string,
  { session, token }: Staying,
): Promise<void> {
  const kept =
    token === undefined ? session?.credential?.hash : hashToken(token);
  const { house, identities } = chat.store;
  await Promise.all([
    identities.setPassword(account, hash, kept),
    // A link that was made for the old one is of no use to anybody.
    house.removeReset(account),
  ]);
  endOthers(chat, account, session, kept);
}

/** The account has another password: whoever came by the old one, or by a token that is none any more, is out. */
export function endOthers(
  chat: Chat,
  account: IdentityId,
  session?: Session,
  kept?: Uint8Array,
): void {
  chat.house.arrivals.touch(account);
  for (const one of chat.sessionsOf(account)) {
    const stays = one === session || isSame(one.credential?.hash, kept);
    if (!stays)
      chat.dismiss(
        one,
        "revoked",
        "The password was changed. Log in with the new one.",
      );
  }
}

const isSame = (
  a: Uint8Array | undefined,
  b: Uint8Array | undefined,
): boolean => a !== undefined && b !== undefined && Buffer.compare(a, b) === 0;
