// From where accounts have logged in by their password lately: the last 8 addresses of each of the last 10,000. In memory:
// what tokens keep of their addresses outlives it.
import { addressKey } from "../house/address.ts";
import type { IdentityId } from "../entries.ts";

const ACCOUNTS = 10_000;
const ADDRESSES = 8;

export class Homes {
  readonly #byAccount = new Map<IdentityId, ReadonlySet<string>>();

  note(account: IdentityId, address: string): void {
    const key = addressKey(address);
    const others = [...(this.#byAccount.get(account) ?? [])].filter(
      (other) => other !== key,
    );
    this.#byAccount.delete(account);
    this.#byAccount.set(
      account,
      new Set([...others.slice(1 - ADDRESSES), key]),
    );
    const [oldest] = this.#byAccount.keys();
    if (this.#byAccount.size > ACCOUNTS && oldest !== undefined)
      this.#byAccount.delete(oldest);
  }

  has(account: IdentityId, address: string): boolean {
    return this.#byAccount.get(account)?.has(addressKey(address)) === true;
  }
}
