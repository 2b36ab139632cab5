// Which names are taken: by someone who is in the chat now, or by an account, here or not.
import type { IdentityId } from "./entries.ts";
import { ChatError } from "./errors.ts";
import { fold, suffixed } from "./names.ts";
import type { IdentityStore } from "./store.ts";

/** Tried in order; after so many any number is. */
const IN_ORDER = 20;

export class NamesHeld {
  readonly #accounts: Pick<IdentityStore, "accountByFolded">;
  readonly #holders = new Map<string, IdentityId>();

  constructor(accounts: Pick<IdentityStore, "accountByFolded">) {
    this.#accounts = accounts;
  }

  /** Who is in the chat under this name; `folded` as fold() gives it. */
  holder(folded: string): IdentityId | undefined {
    return this.#holders.get(folded);
  }

  /** @throws ChatError `name_taken` when another identity in the chat holds it. */
  hold(name: string, identity: IdentityId): void {
    if (!this.#isFree(fold(name), identity)) throw taken(name);
    this.#holders.set(fold(name), identity);
  }

  /** @throws ChatError `name_taken` when another identity in the chat, or another account, holds it; `unavailable`. */
  async claim(name: string, identity: IdentityId): Promise<void> {
    const folded = fold(name);
    const wasHeld = this.#holders.get(folded) === identity;
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
        if (this.#isFree(fold(claimed), identity)) {
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
    const account = await this.#accounts.accountByFolded(fold(name));
    if (account !== undefined && account.id !== identity) throw taken(name);
  }

  release(name: string, identity: IdentityId): void {
    const folded = fold(name);
    if (this.#holders.get(folded) === identity) this.#holders.delete(folded);
  }

  #isFree(folded: string, identity: IdentityId): boolean {
    const holder = this.#holders.get(folded);
    return holder === undefined || holder === identity;
  }
}

function taken(name: string): ChatError {
  return new ChatError(
    "name_taken",
    `The name "${name}" is taken. Choose another, or log in if it is yours.`,
  );
}
