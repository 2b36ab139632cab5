// How long to wait before connecting again: doubled each time up to a longest, with full jitter, so that a thousand
// clients of a server that starts again do not all come at once.

/** Wait number `nth` (from 1) in a row, in milliseconds. `random` is at least 0 and below 1. */
export function backoff(
  nth: number,
  first: number,
  longest: number,
  random: number,
): number {
  const most = Math.min(longest, first * 2 ** Math.min(nth - 1, 30));
  return Math.round(most * random);
}
