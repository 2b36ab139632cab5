// The session cookie, which the server's other pages read: asked for when an account comes in, and given back together
// with the token when somebody goes.
import { client } from "./client.ts";

/** One call after the other: the cookie is that of the last. */
let calls: Promise<unknown> = Promise.resolve();

/** The cookie of whoever is in, if it is an account. */
export function askForCookie(): void {
  const { token, state } = client;
  if (token !== undefined && state.me?.isAccount === true)
    call("hello", { token, cookie: true });
}

/** The token is nobody's from then on, also where it was a guest's. */
export function giveBack(token: string): void {
  call("logout", { token }, { authorization: `Bearer ${token}` });
}

/** The chat goes on without it. */
function call(
  verb: string,
  params: object,
  headers: Record<string, string> = {},
): void {
  const ask = () =>
    fetch(`/api/${verb}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(params),
      credentials: "same-origin",
      // Whoever closes the page right behind it has gone all the same.
      keepalive: true,
    });
  calls = calls.then(ask).catch(() => undefined);
}
