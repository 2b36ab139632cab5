// The pace of who has gone, until it is as good as new: whoever comes back goes on with it, and has no other.
import type { IdentityId } from "../entries.ts";
import type { Limits } from "../limits.ts";
import { Pace } from "./pace.ts";

/** Each takes about 500 bytes. */
const MOST = 50_000;

export class Paces {
  readonly #limits: Limits;
  readonly #most: number;
  /** The one who went last is last. */
  readonly #gone = new Map<IdentityId, Pace>();

  constructor(limits: Limits, most = MOST) {
    this.#limits = limits;
    this.#most = most;
  }

  get size(): number {
    return this.#gone.size;
  }

  /** Of someone who comes. */
  of(id: IdentityId, now: number): Pace {
    return this.#gone.get(id) ?? new Pace(this.#limits, now);
  }

  /** He is here, and has it himself. */
  came(id: IdentityId): void {
    this.#gone.delete(id);
  }

  /** He has gone, or was refused. Of too many the one who went first is as good as new. */
  went(id: IdentityId, pace: Pace, now: number): void {
    this.#gone.delete(id);
    if (pace.isFull(now)) return;
    this.#gone.set(id, pace);
    const [oldest] = this.#gone.keys();
    if (this.#gone.size > this.#most && oldest !== undefined)
      this.#gone.delete(oldest);
  }

  sweep(now: number): void {
    for (const [id, pace] of this.#gone)
      if (pace.isFull(now)) this.#gone.delete(id);
  }
}
