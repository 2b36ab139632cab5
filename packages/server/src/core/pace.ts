// How fast someone may act: over all sessions of an identity, so that no door and no number of connections gives more.
import { TokenBucket } from "../lib/token-bucket.ts";
import { ChatError } from "./errors.ts";
import type { Limits } from "./limits.ts";

export class Pace {
  readonly #says: TokenBucket;
  readonly #verbs: TokenBucket;

  constructor(limits: Limits, now: number) {
    this.#says = new TokenBucket(limits.says, now);
    this.#verbs = new TokenBucket(limits.verbs, now);
  }

  /** @throws ChatError `rate_limited` when it says too fast. */
  say(now: number): void {
    if (this.#says.take(now)) return;
    throw new ChatError(
      "rate_limited",
      "You are talking too fast. Wait a second, then send it again.",
    );
  }

  /** @throws ChatError `rate_limited` when it calls other verbs too fast. */
  verb(now: number): void {
    if (this.#verbs.take(now)) return;
    throw new ChatError(
      "rate_limited",
      "Too many requests. Wait a second, then ask again.",
    );
  }
}
