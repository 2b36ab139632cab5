// Makes an account, over a connection of its own: whoever registers must have said hello, and a name is not registered
// while someone in the chat holds it. So a guest under a spare name says hello, registers, and goes.
import type { Result } from "@koine/protocol";
import { cut } from "./errors.ts";
import type { Login } from "./identity.ts";
import { Link } from "./link.ts";
import type { Platform } from "./platform.ts";

/** Rejects with the server's refusal, or with `cut` when the connection goes before the answer. */
export async function register(
  url: string,
  platform: Platform,
  account: Login,
): Promise<Result<"register">> {
  const opened = Promise.withResolvers<void>();
  const link = new Link(url, platform, {
    onOpen: opened.resolve,
    onEvent: () => undefined,
    onGone: () => opened.reject(cut()),
  });
  try {
    await opened.promise;
    const name = `new-${platform.key().slice(-8)}`;
    await link.request("hello", { name });
    return await link.request("register", account);
  } finally {
    link.close("the account is made");
  }
}
