// What is counted by address: open connections, new guests and accounts, rooms made, failed logins. Bounded: what is as
// good as new is forgotten.
import { ChatError } from "./errors.ts";
import type { Limits, Rate } from "./limits.ts";
import { TokenBucket } from "../lib/token-bucket.ts";

const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;

export class Addresses {
  readonly #limits: Limits;
  readonly #connections = new Map<string, number>();
  readonly #hellos = new Map<string, TokenBucket>();
  readonly #registrations = new Map<string, TokenBucket>();
  readonly #roomsMade = new Map<string, TokenBucket>();
  /** By address, and by the name of the account that was tried. */
  readonly #logins = new Map<string, TokenBucket>();
  /** Passwords being looked at now, by the same. */
  readonly #looking = new Map<string, number>();
  #open = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Counts a connection until the returned function is called. @throws ChatError `too_many` */
  connect(address: string): () => void {
    const open = this.#connections.get(address) ?? 0;
    if (!LOOPBACK.test(address) && open >= this.#limits.connectionsPerAddress) {
      throw new ChatError(
        "too_many",
        "Too many connections from this address. Close some first.",
      );
    }
    if (this.#open >= this.#limits.connections)
      throw new ChatError(
        "too_many",
        "The server has as many connections as it may have. Try again later.",
      );
    this.#open++;
    count(this.#connections, address, 1);
    return () => {
      this.#open--;
      count(this.#connections, address, -1);
    };
  }

  /** @throws ChatError `rate_limited` */
  paceHello(address: string, now: number): void {
    if (
      LOOPBACK.test(address) ||
      take(this.#hellos, address, this.#limits.hellos, now)
    )
      return;
    throw new ChatError(
      "rate_limited",
      "Too many new guests from this address. Wait a minute.",
    );
  }

  /** @throws ChatError `rate_limited` */
  paceRegistration(address: string, now: number): void {
    if (
      LOOPBACK.test(address) ||
      take(this.#registrations, address, this.#limits.registrations, now)
    )
      return;
    throw new ChatError(
      "rate_limited",
      "Too many new accounts from this address. Wait some minutes.",
    );
  }

  /** @throws ChatError `too_many` */
  paceRoom(address: string, now: number): void {
    const perHour = this.#limits.roomsMadePerHour;
    if (
      LOOPBACK.test(address) ||
      take(
        this.#roomsMade,
        address,
        { perSecond: perHour / 3_600, burst: perHour },
        now,
      )
    )
      return;
    throw new ChatError(
      "too_many",
      `At most ${perHour} rooms are made from one address in an hour. Join one that exists.`,
    );
  }

  /**
   * Before a password is looked at; the returned function is called after it. No more are looked at at once than may be
   * wrong. @throws ChatError `rate_limited` when too many were wrong
   */
  mayLogin(address: string, folded: string, now: number): () => void {
    const { burst } = this.#limits.logins;
    const asked = [`from ${address}`, `as ${folded}`];
    const counted = LOOPBACK.test(address) ? asked.slice(1) : asked;
    if (
      asked.some((who) => this.#logins.get(who)?.isEmpty(now) === true) ||
      counted.some((who) => (this.#looking.get(who) ?? 0) >= burst)
    )
      throw new ChatError(
        "rate_limited",
        "Too many wrong passwords. Wait a minute, then try again.",
      );
    for (const who of counted) count(this.#looking, who, 1);
    return () => {
      for (const who of counted) count(this.#looking, who, -1);
    };
  }

  /** A password was wrong. */
  failedLogin(address: string, folded: string, now: number): void {
    for (const who of [`from ${address}`, `as ${folded}`])
      take(this.#logins, who, this.#limits.logins, now);
  }

  /** Forgets what is as good as new. */
  sweep(now: number): void {
    for (const buckets of [
      this.#hellos,
      this.#registrations,
      this.#roomsMade,
      this.#logins,
    ]) {
      for (const [address, bucket] of buckets)
        if (bucket.isFull(now)) buckets.delete(address);
    }
  }
}

function count(counts: Map<string, number>, who: string, by: number): void {
  const now = (counts.get(who) ?? 0) + by;
  if (now === 0) counts.delete(who);
  else counts.set(who, now);
}

function take(
  buckets: Map<string, TokenBucket>,
  address: string,
  rate: Rate,
  now: number,
): boolean {
  let bucket = buckets.get(address);
  if (bucket === undefined)
    buckets.set(address, (bucket = new TokenBucket(rate, now)));
  return bucket.take(now);
}
