// A token bucket: so many in the long run, so many at once.

export class TokenBucket {
  readonly #perSecond: number;
  readonly #burst: number;
  #tokens: number;
  #at: number;

  /** Starts full. `now` is in milliseconds, as in `take`. */
  constructor(
    rate: { readonly perSecond: number; readonly burst: number },
    now: number,
  ) {
    this.#perSecond = rate.perSecond;
    this.#burst = rate.burst;
    this.#tokens = rate.burst;
    this.#at = now;
  }

  /** Takes a token, if there is one. */
  take(now: number): boolean {
    if (this.#burst === Infinity) return true;
    this.#fill(now);
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }

  /** Whether there is no token to take. */
  isEmpty(now: number): boolean {
    if (this.#burst === Infinity) return false;
    this.#fill(now);
    return this.#tokens < 1;
  }

  /** Whether it is as good as new. */
  isFull(now: number): boolean {
    if (this.#burst === Infinity) return true;
    this.#fill(now);
    return this.#tokens >= this.#burst;
  }

  #fill(now: number): void {
    this.#tokens = Math.min(
      this.#burst,
      this.#tokens + (Math.max(0, now - this.#at) / 1000) * this.#perSecond,
    );
    this.#at = now;
  }
}
