// What is counted by address: open connections, new guests and accounts, rooms made, failed logins. Bounded: what is as
// good as new is forgotten. Of IPv6 addresses the network counts, since one caller has all of it.
import { addressKey, isLoopback } from "../house/address.ts";
import { Attempts } from "./attempts.ts";
import { Buckets } from "./buckets.ts";
import { ChatError } from "../errors.ts";
import { Homes } from "./homes.ts";
import type { Limits } from "../limits.ts";

export class Addresses {
  readonly #limits: Limits;
  readonly #connections = new Map<string, number>();
  readonly #hellos: Buckets;
  readonly #registrations: Buckets;
  readonly #roomsMade: Buckets;
  /** Wrong passwords and links. */
  readonly attempts: Attempts;
  /** From where accounts have logged in. */
  readonly homes = new Homes();
  #open = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
    const { hellos, registrations, roomsMadePerHour, logins } = limits;
    this.#hellos = new Buckets(hellos);
    this.#registrations = new Buckets(registrations);
    this.#roomsMade = new Buckets({
      perSecond: roomsMadePerHour / 3_600,
      burst: roomsMadePerHour,
    });
    this.attempts = new Attempts(logins);
  }

  /** Counts a connection until the returned function is called. @throws ChatError `too_many` */
  connect(address: string): () => void {
    const key = addressKey(address);
    const open = this.#connections.get(key) ?? 0;
    if (!isLoopback(key) && open >= this.#limits.connectionsPerAddress) {
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
    count(this.#connections, key, 1);
    return () => {
      this.#open--;
      count(this.#connections, key, -1);
    };
  }

  /** @throws ChatError `rate_limited` */
  paceHello(address: string, now: number): void {
    if (isFree(this.#hellos, address, now)) return;
    throw new ChatError(
      "rate_limited",
      "Too many new guests from this address. Wait a minute.",
    );
  }

  /** @throws ChatError `rate_limited` */
  paceRegistration(address: string, now: number): void {
    if (isFree(this.#registrations, address, now)) return;
    throw new ChatError(
      "rate_limited",
      "Too many new accounts from this address. Wait some minutes.",
    );
  }

  /** @throws ChatError `too_many` */
  paceRoom(address: string, now: number): void {
    const perHour = this.#limits.roomsMadePerHour;
    if (isFree(this.#roomsMade, address, now)) return;
    throw new ChatError(
      "too_many",
      `At most ${perHour} rooms are made from one address in an hour. Join one that exists.`,
    );
  }

  /** Forgets what is as good as new. */
  sweep(now: number): void {
    this.#hellos.sweep(now);
    this.#registrations.sweep(now);
    this.#roomsMade.sweep(now);
    this.attempts.sweep(now);
  }
}

function isFree(buckets: Buckets, address: string, now: number): boolean {
  const key = addressKey(address);
  return isLoopback(key) || buckets.take(key, now);
}

function count(counts: Map<string, number>, who: string, by: number): void {
  const now = (counts.get(who) ?? 0) + by;
  if (now === 0) counts.delete(who);
  else counts.set(who, now);
}
