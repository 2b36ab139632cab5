// Makes an account: over a connection of its own, without a session; or, as a guest who registers the name that he has,
// over the one there is, and stays who he is.
import type { Result } from "@koine/protocol";
import type { Connection } from "./connection.ts";
import { cut, offline } from "./errors.ts";
import type { Identity, Login } from "./identity.ts";
import { Link } from "./link.ts";
import type { Platform } from "./platform.ts";
import type { Me } from "./state.ts";

export interface RegisterParts {
  readonly url: string;
  readonly connection: Connection;
  readonly identity: Identity;
}

/**
 * Who one is as the account; undefined when one has to log in to it. Rejects with the server's refusal, with `cut` when
 * the connection goes before the answer, and with `offline` when a guest's own connection is on its way.
 */
export async function register(
  { url, connection, identity }: RegisterParts,
  platform: Platform,
  account: Login,
): Promise<Me | undefined> {
  if (identity.isGuestCalled(account.name)) {
    const link = connection.live;
    if (link !== undefined)
      return link.request("register", account, ({ id }) =>
        identity.registered(id),
      );
    // On a connection of its own he would register as somebody else.
    const { is } = connection.state;
    if (is === "connecting" || is === "waiting") throw offline();
  }
  await registerApart(url, platform, account);
  return undefined;
}

async function registerApart(
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
    return await link.request("register", account);
  } finally {
    link.close("the account is made");
  }
}
