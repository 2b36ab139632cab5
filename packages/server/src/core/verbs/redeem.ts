// redeem: another password by a one-time link that an admin has made. Needs no session.
import type { Chat } from "../chat.ts";
import { ChatError } from "../errors.ts";
import { hashToken } from "../ids.ts";
import { byLink } from "../one-time-links.ts";
import { setPasswordOf } from "./password.ts";
import { mustBePassword } from "./register.ts";

const HOUR_MS = 60 * 60 * 1_000;

/** The account's name. @throws ChatError `bad_password`, `bad_token`, `rate_limited`, `unavailable` */
export async function redeem(
  chat: Chat,
  { token, password }: { readonly token: string; readonly password: string },
  { address }: { readonly address: string },
): Promise<string> {
  mustBePassword(password);
  return byLink(chat, address, token, async () => {
    const { house, identities } = chat.store;
    const hash = hashToken(token);
    const id = await house.takeReset(hash, chat.now());
    const account = id === undefined ? undefined : await identities.byId(id);
    if (account === undefined)
      throw new ChatError(
        "bad_token",
        "This link was used, or its time is over. Ask an admin for another.",
      );
    try {
      await setPasswordOf(chat, account.id, password);
    } catch (error) {
      // Nothing was kept: the link serves again.
      const until = chat.now() + HOUR_MS;
      await house.addReset(hash, account.id, until).catch(() => {});
      throw error;
    }
    return account.name;
  });
}
