// How often someone may show a wrong password or a wrong link: counted by the address, and by the account that was meant.
// Who comes from an address that the account is at home at is counted apart from everyone else, so that strangers cannot
// keep him out by guessing.
import { addressKey, isLoopback } from "../house/address.ts";
import { Buckets } from "./buckets.ts";
import { ChatError } from "../errors.ts";
import type { Rate } from "../limits.ts";

/** One that is being looked at, until `end` is called. */
export interface Attempt {
  /** What it is counted as from here on, beside the address. @throws ChatError `rate_limited` */
  as(who: string): void;
  /** It was wrong. */
  failed(now: number): void;
  end(): void;
}

/** What is told when the rate is used up. */
export const tooMany = {
  passwords: "Too many wrong passwords. Wait a minute, then try again.",
  links:
    "Too many links that are not good. Wait a minute, then open yours again.",
} as const;

export class Attempts {
  readonly #rate: Rate;
  readonly #wrong: Buckets;
  /** Being looked at now. No more are looked at at once than may be wrong. */
  readonly #looking = new Map<string, number>();

  constructor(rate: Rate) {
    this.#rate = rate;
    this.#wrong = new Buckets(rate);
  }

  /** Before anything is looked at. @throws ChatError `rate_limited` */
  from(
    address: string,
    now: number,
    refusal: string = tooMany.passwords,
  ): Attempt {
    const keys: string[] = [];
    const counted: string[] = [];
    const count = (who: string, isShared = false): void => {
      const looking = isShared ? 0 : (this.#looking.get(who) ?? 0);
      if (this.#wrong.isEmpty(who, now) || looking >= this.#rate.burst)
        throw new ChatError("rate_limited", refusal);
      keys.push(who);
      if (isShared) return;
      counted.push(who);
      this.#looking.set(who, looking + 1);
    };
    const key = addressKey(address);
    count(`from ${key}`, isLoopback(key));
    return {
      as: (who) => count(`as ${who}`),
      failed: (at) => {
        for (const who of keys) this.#wrong.take(who, at);
      },
      end: () => {
        for (const who of counted.splice(0)) this.#ended(who);
      },
    };
  }

  sweep(now: number): void {
    this.#wrong.sweep(now);
  }

  #ended(who: string): void {
    const left = (this.#looking.get(who) ?? 0) - 1;
    if (left > 0) this.#looking.set(who, left);
    else this.#looking.delete(who);
  }
}
