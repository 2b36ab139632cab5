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
    this.#connections.set(address, open + 1);
    return () => {
      this.#open--;
      const left = (this.#connections.get(address) ?? 1) - 1;
      if (left === 0) this.#connections.delete(address);
      else this.#connections.set(address, left);
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

  /** Before a password is looked at. @throws ChatError `rate_limited` when too many were wrong */
  mayLogin(address: string, folded: string, now: number): void {
    for (const who of [`from ${address}`, `as ${folded}`]) {
      if (this.#logins.get(who)?.isEmpty(now) !== true) continue;
      throw new ChatError(
        "rate_limited",
        "Too many wrong passwords. Wait a minute, then try again.",
      );
    }
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
