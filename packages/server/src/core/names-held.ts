// Which names are taken by someone who is in the chat now.
import type { IdentityId } from "./entries.ts";
import { ChatError } from "./errors.ts";
import { fold, suffixed } from "./names.ts";

export class NamesHeld {
  readonly #holders = new Map<string, IdentityId>();

  /** @throws ChatError `name_taken` when another identity holds it. */
  claim(name: string, identity: IdentityId): void {
    if (!this.#isFree(fold(name), identity)) {
      throw new ChatError(
        "name_taken",
        `The name "${name}" is taken. Choose another.`,
      );
    }
    this.#holders.set(fold(name), identity);
  }

  /** Claims the name, or with a suffix (`bob~1`) if another identity has taken it since. The name it got. */
  claimOrSuffix(name: string, identity: IdentityId): string {
    let claimed = name;
    for (let n = 1; !this.#isFree(fold(claimed), identity); n++)
      claimed = suffixed(name, n);
    this.#holders.set(fold(claimed), identity);
    return claimed;
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
