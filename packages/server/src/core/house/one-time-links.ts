// One-time links: what one opens is done for whoever knows it; wrong ones are counted by the address, as wrong passwords are.
import { tooMany, type Attempt } from "../pace/attempts.ts";
import type { Chat } from "../chat.ts";
import { ChatError } from "../errors.ts";

/** `open` throws `bad_token` for a wrong one. @throws what `open` throws, ChatError `rate_limited` */
export async function byLink<T>(
  chat: Chat,
  address: string,
  open: (attempt: Attempt) => Promise<T>,
): Promise<T> {
  const { attempts } = chat.addresses;
  const attempt = await attempts.from(address, chat.now, tooMany.links);
  try {
    return await open(attempt);
  } catch (error) {
    if (error instanceof ChatError && error.code === "bad_token")
      attempt.failed(chat.now());
    throw error;
  } finally {
    attempt.end();
  }
}
