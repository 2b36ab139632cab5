// The proof that a form was sent from our own page: a cookie that other sites cannot read, repeated in a hidden field.
import { randomBytes, timingSafeEqual } from "node:crypto";

const CSRF = /^[\w-]{43}$/;

/** The one that a visitor has already, or another. 256 random bits. */
export function csrfOf(cookie: string | undefined): string {
  if (cookie !== undefined && CSRF.test(cookie)) return cookie;
  return randomBytes(32).toString("base64url");
}

export function isProven(
  cookie: string | undefined,
  field: string | null,
): boolean {
  if (cookie === undefined || !CSRF.test(cookie)) return false;
  const given = Buffer.from(field ?? "");
  const wanted = Buffer.from(cookie);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
