// password: another password for an account. Every token but the caller's belongs to nobody from then on.
import type { Chat } from "../chat.ts";
import type { IdentityId } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { hashToken } from "../ids.ts";
import type { Session } from "../session.ts";
import { checkPassword } from "./login.ts";
import { mustBePassword } from "./register.ts";

export interface ChangePassword {
  readonly old: string;
  readonly password: string;
  /** The token that stays, if the caller has one. */
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
    mustBePassword(params.password);
    const { id, name } = identity;
    await checkPassword(chat, { name, password: params.old }, address);
    await setPasswordOf(chat, id, params.password, params.token);
  });
}

/** For an account that has shown the old one. @throws ChatError `bad_password`, `unavailable` */
export async function setPasswordOf(
  chat: Chat,
  account: IdentityId,
  password: string,
  token?: string,
): Promise<void> {
  mustBePassword(password);
  const hash = await chat.hashing.hash(password);
  const kept = token === undefined ? undefined : hashToken(token);
  await chat.store.identities.setPassword(account, hash, kept);
}
