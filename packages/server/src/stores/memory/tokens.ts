// Which identity a token's hash belongs to, in memory. Used by the identities.
import type { IdentityId } from "../../core/entries.ts";
import { mostTokens } from "../bounds.ts";

const keyOf = (hash: Uint8Array): string => Buffer.from(hash).toString("hex");

export class MemoryTokens {
  readonly #owners = new Map<string, IdentityId>();
  /** Of each identity, the oldest first. */
  readonly #held = new Map<IdentityId, Set<string>>();

  has(hash: Uint8Array): boolean {
    return this.#owners.has(keyOf(hash));
  }

  ownerOf(hash: Uint8Array): IdentityId | undefined {
    return this.#owners.get(keyOf(hash));
  }

  /** Of more than the most, the oldest goes. */
  add(id: IdentityId, hash: Uint8Array): void {
    const key = keyOf(hash);
    const held = this.#held.get(id) ?? new Set();
    this.#held.set(id, held.add(key));
    this.#owners.set(key, id);
    const [oldest] = held;
    if (held.size > mostTokens && oldest !== undefined) this.#remove(oldest);
  }

  /** Whether there was one. */
  remove(hash: Uint8Array): boolean {
    return this.#remove(keyOf(hash));
  }

  /** Takes every token of the identity but `kept`. */
  removeAll(id: IdentityId, kept?: Uint8Array): void {
    const exempt = kept === undefined ? undefined : keyOf(kept);
    for (const key of this.#held.get(id) ?? [])
      if (key !== exempt) this.#remove(key);
  }

  #remove(key: string): boolean {
    const id = this.#owners.get(key);
    if (id === undefined) return false;
    const held = this.#held.get(id);
    held?.delete(key);
    if (held?.size === 0) this.#held.delete(id);
    return this.#owners.delete(key);
  }
}
