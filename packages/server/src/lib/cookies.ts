// Cookies as text: what a request's header holds, and what a response's asks to keep (RFC 6265).

/** The cookie that holds the token of a session, and for how many seconds it is kept. */
export const SESSION_COOKIE = "koine";
export const SESSION_COOKIE_AGE = 30 * 24 * 60 * 60;

/** The value of a cookie in a `Cookie` header; the first one of that name. */
export function readCookie(
  header: string | undefined,
  name: string,
): string | undefined {
  for (const pair of header?.split(";") ?? []) {
    const at = pair.indexOf("=");
    if (at === -1 || pair.slice(0, at).trim() !== name) continue;
    const value = pair.slice(at + 1).trim();
    return /^"(.*)"$/.exec(value)?.[1] ?? value;
  }
  return undefined;
}

export interface CookieOptions {
  /** For how many seconds it is kept; 0 takes it away. */
  readonly maxAge: number;
  /** Whether it goes over https only. */
  readonly isSecure: boolean;
}

/**
 * A `Set-Cookie` header: for the whole host, out of reach of scripts, and not sent with what other sites' pages post.
 * `value` is of letters, digits, `-`, `_`, `.`. @throws when it is not: it could end the cookie and begin an attribute.
 */
export function setCookie(
  name: string,
  value: string,
  { maxAge, isSecure }: CookieOptions,
): string {
  if (!/^[\w.-]*$/.test(value))
    throw new TypeError(`The cookie ${name} cannot hold such a value.`);
  const parts = [
    `${name}=${value}`,
    "Path=/",
    `Max-Age=${maxAge}`,
    "HttpOnly",
    "SameSite=Lax",
  ];
  if (isSecure) parts.push("Secure");
  return parts.join("; ");
}
