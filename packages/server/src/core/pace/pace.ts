// How fast someone may act: over all sessions of an identity, so that no door and no number of connections gives more.
import { TokenBucket } from "../../lib/token-bucket.ts";
import { ChatError } from "../errors.ts";
import type { Limits } from "../limits.ts";

/** One thing that everyone in the chat is told of is as much as so many that a room is told of. */
const SAYS = 20;

export class Pace {
  readonly #says: TokenBucket;
  readonly #verbs: TokenBucket;
  readonly #announcements: TokenBucket;

  constructor(limits: Limits, now: number) {
    this.#says = new TokenBucket(limits.says, now);
    this.#verbs = new TokenBucket(limits.verbs, now);
    const { perSecond, burst } = limits.says;
    const rare = { perSecond: perSecond / SAYS, burst: Math.max(1, burst / 2) };
    this.#announcements = new TokenBucket(rare, now);
  }

  /** Whether it is as good as new. */
  isFull(now: number): boolean {
    return [this.#says, this.#verbs, this.#announcements].every((bucket) =>
      bucket.isFull(now),
    );
  }

  /** @throws ChatError `rate_limited` when it says too fast. */
  say(now: number): void {
    if (this.#says.take(now)) return;
    throw new ChatError(
      "rate_limited",
      "You are talking too fast. Wait a second, then send it again.",
    );
  }

  /** @throws ChatError `rate_limited` when it does too fast what everyone in the chat is told of. */
  announce(now: number): void {
    if (this.#announcements.take(now)) return;
    throw new ChatError(
      "rate_limited",
      "Everyone in the chat is told of this: not so often. Wait some seconds, then try again.",
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
