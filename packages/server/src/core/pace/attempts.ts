// How often someone may show a wrong password or a wrong link: counted by the address, and by the account that was meant.
// Who comes from an address that the account is at home at is counted apart from everyone else, so that strangers cannot
// keep him out by guessing. No more are looked at at once than may be wrong; the others wait for them.
import { addressKey, isLoopback } from "../house/address.ts";
import { Buckets } from "./buckets.ts";
import { ChatError } from "../errors.ts";
import type { Rate } from "../limits.ts";
import { AtOnce } from "./at-once.ts";

/** One that is being looked at, until `end` is called. */
export interface Attempt {
  /** What it is counted as from here on, beside the address; waits while as many so are looked at. @throws ChatError `rate_limited` */
  as(who: string): Promise<void>;
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
  readonly #wrong: Buckets;
  readonly #atOnce: AtOnce;

  constructor(rate: Rate) {
    this.#wrong = new Buckets(rate);
    this.#atOnce = new AtOnce(rate.burst);
  }

  /** Before anything is looked at; waits while as many from there are. @throws ChatError `rate_limited` */
  async from(
    address: string,
    now: () => number,
    refusal: string = tooMany.passwords,
  ): Promise<Attempt> {
    const keys: string[] = [];
    const counted: string[] = [];
    const mustBeFew = (who: string): void => {
      if (this.#wrong.isEmpty(who, now()))
        throw new ChatError("rate_limited", refusal);
    };
    const count = async (who: string, isShared = false): Promise<void> => {
      mustBeFew(who);
      if (!isShared) {
        await this.#atOnce.take(who);
        counted.push(who);
        // Those that were waited for may have been wrong.
        mustBeFew(who);
      }
      keys.push(who);
    };
    const end = (): void => {
      for (const who of counted.splice(0)) this.#atOnce.end(who);
    };
    const key = addressKey(address);
    try {
      await count(`from ${key}`, isLoopback(key));
    } catch (error) {
      end();
      throw error;
    }
    return {
      as: (who) => count(`as ${who}`),
      failed: (at) => {
        for (const who of keys) this.#wrong.take(who, at);
      },
      end,
    };
  }

  sweep(now: number): void {
    this.#wrong.sweep(now);
  }
}
