// Which names are taken: by someone who is in the chat now, or by an account, here or not.
import type { IdentityId } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { fold, readings, suffixed } from "./names.ts";
import type { IdentityStore } from "../ports/identity-store.ts";

/** Tried in order; after so many any number is. */
const IN_ORDER = 20;

export class NamesHeld {
  readonly #accounts: Pick<IdentityStore, "accountByFolded">;
  /** By each reading of each name that is held. */
  readonly #holders = new Map<string, IdentityId>();
  /** What each holds: readings by the first of them. While one is renamed he holds two names, which may read alike. */
  readonly #held = new Map<IdentityId, Map<string, readonly string[]>>();

  constructor(accounts: Pick<IdentityStore, "accountByFolded">) {
    this.#accounts = accounts;
  }

  /** Who is in the chat under this name; `folded` as fold() gives it. */
  holder(folded: string): IdentityId | undefined {
    return this.#holders.get(folded);
  }

  /** @throws ChatError `name_taken` when another identity in the chat holds it. */
  hold(name: string, identity: IdentityId): void {
    if (!this.#isFree(name, identity)) throw nameTaken(name);
    // The same name in other letters may have had another reading.
    this.release(name, identity);
    const all = readings(name);
    for (const reading of all) this.#holders.set(reading, identity);
    let held = this.#held.get(identity);
    if (held === undefined) this.#held.set(identity, (held = new Map()));
    held.set(fold(name), all);
  }

  /** @throws ChatError `name_taken` when another identity in the chat, or another account, holds it; `unavailable`. */
  async claim(name: string, identity: IdentityId): Promise<void> {
    const wasHeld = this.#held.get(identity)?.has(fold(name)) === true;
    this.hold(name, identity);
    try {
      await this.mustBeNoOthers(name, identity);
    } catch (error) {
      if (!wasHeld) this.release(name, identity);
      throw error;
    }
  }

  /** Claims the name, or with a suffix (`bob~1`) if it is another's. The name it got. @throws ChatError `unavailable` */
  async claimOrSuffix(name: string, identity: IdentityId): Promise<string> {
    let claimed = name;
    for (let n = 1; ; n++) {
      try {
        if (this.#isFree(claimed, identity)) {
          await this.claim(claimed, identity);
          return claimed;
        }
      } catch (error) {
        if (!(error instanceof ChatError) || error.code !== "name_taken")
          throw error;
      }
      const number = n <= IN_ORDER ? n : Math.floor(Math.random() * 1e6);
      claimed = suffixed(name, number);
    }
  }

  /** @throws ChatError `name_taken` when it is the name of another account, `unavailable`. */
  async mustBeNoOthers(name: string, identity: IdentityId): Promise<void> {
    for (const reading of readings(name)) {
      const account = await this.#accounts.accountByFolded(reading);
      if (account !== undefined && account.id !== identity)
        throw nameTaken(name);
    }
  }

  release(name: string, identity: IdentityId): void {
    const held = this.#held.get(identity);
    const gone = held?.get(fold(name));
    if (held === undefined || gone === undefined) return;
    held.delete(fold(name));
    if (held.size === 0) this.#held.delete(identity);
    const kept = new Set([...held.values()].flat());
    for (const reading of gone)
      if (!kept.has(reading)) this.#holders.delete(reading);
  }

  #isFree(name: string, identity: IdentityId): boolean {
    return readings(name).every((reading) => {
      const holder = this.#holders.get(reading);
      return holder === undefined || holder === identity;
    });
  }
}

export function nameTaken(name: string): ChatError {
  return new ChatError(
    "name_taken",
    `The name "${name}" is taken. Choose another, or log in if it is yours.`,
  );
}
