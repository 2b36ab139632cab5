// The bounds that the ports of the core set for every store.

/** Entries of one read or page. */
export const mostEntries = 1_000;
/** Tokens of one identity. */
export const mostTokens = 50;
/** Guests forgotten in one call. */
export const mostForgotten = 1_000;

/** What was asked for, within 0 and the most. */
export function atMost(limit: number, most: number): number {
  return Math.max(0, Math.min(limit, most));
}
