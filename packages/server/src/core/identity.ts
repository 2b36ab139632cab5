// An identity that is in the chat now: an account or a guest, with one or more sessions. Its pace is counted over all
// of them, so that no door and no number of connections gives more.
import { TokenBucket } from "../lib/token-bucket.ts";
import type { IdentityId } from "./entries.ts";
import { ChatError } from "./errors.ts";
import type { Limits } from "./limits.ts";

export class Identity {
  readonly id: IdentityId;
  readonly kind: "guest";
  /** What it is called now; changed by `rename` only. */
  name: string;
  readonly #says: TokenBucket;
  readonly #verbs: TokenBucket;

  constructor(
    id: IdentityId,
    kind: "guest",
    name: string,
    limits: Limits,
    now: number,
  ) {
    this.id = id;
    this.kind = kind;
    this.name = name;
    this.#says = new TokenBucket(limits.says, now);
    this.#verbs = new TokenBucket(limits.verbs, now);
  }

  /** @throws ChatError `rate_limited` when it says too fast. */
  paceSay(now: number): void {
    if (this.#says.take(now)) return;
    throw new ChatError(
      "rate_limited",
      "You are talking too fast. Wait a second, then send it again.",
    );
  }

  /** @throws ChatError `rate_limited` when it calls other verbs too fast. */
  paceVerb(now: number): void {
    if (this.#verbs.take(now)) return;
    throw new ChatError(
      "rate_limited",
      "Too many requests. Wait a second, then ask again.",
    );
  }
}
