// Token buckets by what is counted: an address, an account. Bounded: what is as good as new is forgotten, and of too many
// the one that was asked for least lately.
import { TokenBucket } from "../../lib/token-bucket.ts";
import type { Rate } from "../limits.ts";

/** Each takes about 200 bytes. */
const MOST = 100_000;

export class Buckets {
  readonly #rate: Rate;
  readonly #most: number;
  /** The one taken from last is last. */
  readonly #byKey = new Map<string, TokenBucket>();

  constructor(rate: Rate, most = MOST) {
    this.#rate = rate;
    this.#most = most;
  }

  get size(): number {
    return this.#byKey.size;
  }

  /** Takes a token, if there is one. */
  take(key: string, now: number): boolean {
    const known = this.#byKey.get(key);
    const bucket = known ?? new TokenBucket(this.#rate, now);
    this.#byKey.delete(key);
    this.#byKey.set(key, bucket);
    const [oldest] = this.#byKey.keys();
    if (this.#byKey.size > this.#most && oldest !== undefined)
      this.#byKey.delete(oldest);
    return bucket.take(now);
  }

  /** Whether there is no token to take. */
  isEmpty(key: string, now: number): boolean {
    return this.#byKey.get(key)?.isEmpty(now) === true;
  }

  /** Forgets what is as good as new. */
  sweep(now: number): void {
    for (const [key, bucket] of this.#byKey)
      if (bucket.isFull(now)) this.#byKey.delete(key);
  }
}
