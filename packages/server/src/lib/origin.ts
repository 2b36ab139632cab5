// Whether a page may connect: the rule that keeps other sites' pages from speaking with a visitor's cookies.

/**
 * `origin` and `host` are the headers of a request. Allowed are no origin (no browser), the host that was asked, and
 * the hosts in `others` (`name` for any port, or `name:port`).
 */
export function isOwnOrigin(
  origin: string | undefined,
  host: string | undefined,
  others: readonly string[],
): boolean {
  if (origin === undefined) return true;
  const from = URL.canParse(origin) ? new URL(origin) : undefined;
  if (from === undefined || from.host === "") return false;
  return (
    from.host === host?.toLowerCase() ||
    others.includes(from.host) ||
    others.includes(from.hostname)
  );
}
