// What everyone has done, and what the server has answered to it: in the end, what was acknowledged is in the log once,
// and what was refused is not.
import type { Act, Deed } from "./deed.ts";
import type { Faults } from "./faults.ts";
import type { Words } from "./words.ts";

export class Deeds {
  readonly #byKey = new Map<string, Deed>();
  readonly #words: Words;
  readonly #faults: Faults;

  constructor(words: Words, faults: Faults) {
    this.#words = words;
    this.#faults = faults;
  }

  get all(): Deed[] {
    return [...this.#byKey.values()];
  }

  find(key: string): Deed | undefined {
    return this.#byKey.get(key);
  }

  begin(by: string, room: string, key: string, act: Act): Deed {
    const deed: Deed = { by, room, key, act, end: { is: "open" } };
    this.#byKey.set(key, deed);
    this.#words.begun(deed);
    return deed;
  }

  kept(deed: Deed, seq?: number): void {
    if (!this.#ends(deed)) return;
    deed.end = seq === undefined ? { is: "kept" } : { is: "kept", seq };
    if (seq !== undefined) this.#words.kept(deed, seq);
  }

  refused(deed: Deed, code: string): void {
    if (!this.#ends(deed)) return;
    deed.end = { is: "refused", code };
    this.#words.refused(deed);
  }

  /** Whether it is done nobody can tell, also when it was taken back: that may be forgotten. */
  uncertain(deed: Deed): void {
    const { end } = deed;
    const isTakenBack = end.is === "refused" && end.code === "discarded";
    if (isTakenBack) this.#words.mayBe(deed);
    if (isTakenBack || end.is === "open") deed.end = { is: "uncertain" };
  }

  #ends(deed: Deed): boolean {
    if (deed.end.is === "open" || deed.end.is === "uncertain") return true;
    this.#faults.found("It was answered twice.", deed);
    return false;
  }
}
