// The cookie that a page of the server asks for at hello, and that logout takes back.
import type { VerbName } from "@koine/protocol";
import {
  SESSION_COOKIE,
  SESSION_COOKIE_AGE,
  setCookie,
} from "../lib/cookies.ts";

interface HelloParams {
  readonly cookie?: unknown;
  readonly token?: unknown;
}

/** `params` and `result` are those of a call that went well. */
export function sessionCookie(
  verb: VerbName,
  params: unknown,
  result: unknown,
  isSecure: boolean,
): string | undefined {
  if (verb === "logout")
    return setCookie(SESSION_COOKIE, "", { maxAge: 0, isSecure });
  if (verb !== "hello") return undefined;
  const { cookie, token: shown } = params as HelloParams;
  const token = (result as HelloParams).token ?? shown;
  if (cookie !== true || typeof token !== "string") return undefined;
  return setCookie(SESSION_COOKIE, token, {
    maxAge: SESSION_COOKIE_AGE,
    isSecure,
  });
}
