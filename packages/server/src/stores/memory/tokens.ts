// The tokens of identities in memory: whose a hash is, and what is kept of it. Used by the identities.
import type { IdentityId } from "../../core/entries.ts";
import { tokenIdOf } from "../../core/ids.ts";
import type {
  TokenFacts,
  TokenRecord,
} from "../../core/ports/identity-store.ts";
import { mostTokens } from "../bounds.ts";
import { ofHello } from "../token-facts.ts";

interface Held {
  readonly owner: IdentityId;
  readonly record: TokenRecord;
}

const keyOf = (hash: Uint8Array): string => Buffer.from(hash).toString("hex");

export class MemoryTokens {
  readonly #byHash = new Map<string, Held>();
  /** Of each identity, the oldest first. */
  readonly #held = new Map<IdentityId, Map<string, TokenRecord>>();

  has(hash: Uint8Array): boolean {
    return this.#byHash.has(keyOf(hash));
  }

  /** Undefined also when it is past its time. */
  find(hash: Uint8Array, now: number): Held | undefined {
    const held = this.#byHash.get(keyOf(hash));
    return held && (held.record.until ?? Infinity) > now ? held : undefined;
  }

  /** The newest first. */
  of(owner: IdentityId): readonly TokenRecord[] {
    return [...(this.#held.get(owner)?.values() ?? [])].reverse();
  }

  add(
    owner: IdentityId,
    hash: Uint8Array,
    at: number,
    facts: TokenFacts = ofHello,
  ): void {
    const key = keyOf(hash);
    const held = this.#held.get(owner) ?? new Map<string, TokenRecord>();
    const others = [...held];
    for (const [other, { until = Infinity }] of others)
      if (until <= at) this.#remove(other);
    const left = others.filter(([other]) => held.has(other));
    if (left.length >= mostTokens) {
      const [oldest] =
        left.find(([, { label }]) => label === "") ?? left[0] ?? [];
      if (oldest !== undefined) this.#remove(oldest);
    }
    const record = { ...facts, id: tokenIdOf(hash), at };
    this.#held.set(owner, held.set(key, record));
    this.#byHash.set(key, { owner, record });
  }

  /** Whether there was one. */
  remove(hash: Uint8Array): boolean {
    return this.#remove(keyOf(hash));
  }

  /** Whether the identity had one with this id. */
  removeById(owner: IdentityId, id: string): boolean {
    for (const [key, record] of this.#held.get(owner) ?? [])
      if (record.id === id) return this.#remove(key);
    return false;
  }

  /** Takes every token of the identity but `kept`. */
  removeAll(owner: IdentityId, kept?: Uint8Array): void {
    const exempt = kept === undefined ? undefined : keyOf(kept);
    for (const key of this.#held.get(owner)?.keys() ?? [])
      if (key !== exempt) this.#remove(key);
  }

  #remove(key: string): boolean {
    const owner = this.#byHash.get(key)?.owner;
    if (owner === undefined) return false;
    const held = this.#held.get(owner);
    held?.delete(key);
    if (held?.size === 0) this.#held.delete(owner);
    return this.#byHash.delete(key);
  }
}
