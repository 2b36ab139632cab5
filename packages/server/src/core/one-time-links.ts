// One-time links: what one opens is done for whoever knows it; wrong ones are counted by the address, as wrong passwords are.
import type { Chat } from "./chat.ts";
import { ChatError } from "./errors.ts";
import { hashToken, tokenIdOf } from "./ids.ts";

/** `open` throws `bad_token` for a wrong one. @throws what `open` throws, ChatError `rate_limited` */
export async function byLink<T>(
  chat: Chat,
  address: string,
  token: string,
  open: () => Promise<T>,
): Promise<T> {
  // With a blank: no account's name is compared so.
  const link = `link ${tokenIdOf(hashToken(token))}`;
  const looked = chat.addresses.mayLogin(address, link, chat.now());
  try {
    return await open();
  } catch (error) {
    if (error instanceof ChatError && error.code === "bad_token")
      chat.addresses.failedLogin(address, link, chat.now());
    throw error;
  } finally {
    looked();
  }
}
