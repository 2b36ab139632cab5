// How patiently a connection is refused: who is refused again and again is answered slowly. His requests under way fill
// up, and then he is not read. Every door asks it before it answers a refusal.
import { TokenBucket } from "../../lib/token-bucket.ts";
import type { Limits } from "../limits.ts";

const SLOWED_MS = 1_000;

export class Patience {
  readonly #bucket: TokenBucket;

  constructor(limits: Limits, now: number) {
    this.#bucket = new TokenBucket(limits.refusals, now);
  }

  /** Resolves when the refusal may be answered: at once, or a second later when the pace is past. */
  async refuse(now: number): Promise<void> {
    if (this.#bucket.take(now)) return;
    await new Promise<void>((resolve) => {
      setTimeout(resolve, SLOWED_MS).unref();
    });
  }
}
