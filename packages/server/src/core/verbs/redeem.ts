// redeem: another password by a one-time link that an admin has made. Needs no session.
import type { Chat } from "../chat.ts";
import { ChatError } from "../errors.ts";
import { hashToken, tokenIdOf } from "../ids.ts";
import { byLink } from "../house/one-time-links.ts";
import { endOthers } from "./password.ts";
import { mustBePassword } from "./register.ts";

/**
 * The account's name. The link is used up with the password that it sets: whatever fails before, it serves again.
 * @throws ChatError `bad_password`, `bad_token`, `rate_limited`, `unavailable`
 */
export async function redeem(
  chat: Chat,
  { token, password }: { readonly token: string; readonly password: string },
  { address }: { readonly address: string },
): Promise<string> {
  mustBePassword(password);
  return byLink(chat, address, async (attempt) => {
    const { house, identities } = chat.store;
    const link = hashToken(token);
    const id = await house.resetOf(link, chat.now());
    const account = id === undefined ? undefined : await identities.byId(id);
    if (account === undefined) throw usedUp();
    // Only for a link that is good is anything hashed, and not for many at once.
    await attempt.as(`link ${tokenIdOf(link)}`);
    const hash = await chat.hashing.hash(password);
    await chat.house.acts.alone(account.id, async () => {
      const whose = await house.useReset(link, chat.now(), hash);
      if (whose === undefined) throw usedUp();
      endOthers(chat, whose);
    });
    return account.name;
  });
}

const usedUp = (): ChatError =>
  new ChatError(
    "bad_token",
    "This link was used, or its time is over. Ask an admin for another.",
  );
