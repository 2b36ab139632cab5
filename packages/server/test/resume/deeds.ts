// What everyone has done, and what the server has answered to it: in the end, what was acknowledged is in the log once,
// and what was refused is not.
import type { Faults } from "./faults.ts";
import type { Words } from "./words.ts";

export type Act =
  | { readonly do: "say"; readonly text: string; readonly reply?: number }
  | { readonly do: "edit"; readonly seq: number; readonly text: string }
  | { readonly do: "delete"; readonly seq: number }
  | {
      readonly do: "react";
      readonly seq: number;
      readonly reaction: string;
      readonly on: boolean;
    }
  /** These two have no key: after a cut nobody knows, and they are not sent again. */
  | { readonly do: "topic"; readonly text: string }
  | { readonly do: "title"; readonly text: string };

export type End =
  | { readonly is: "open" }
  /** Acknowledged; `seq` where the answer tells it. */
  | { readonly is: "kept"; readonly seq?: number }
  | { readonly is: "refused"; readonly code: string }
  /** The program that did it has died, or it has no key: it is in the log once or not at all. */
  | { readonly is: "uncertain" };

export interface Deed {
  /** The name of who does it. */
  readonly by: string;
  readonly room: string;
  /** Of topics and titles only the test's own. */
  readonly key: string;
  readonly act: Act;
  end: End;
}

export class Deeds {
  readonly all: Deed[] = [];
  readonly #words: Words;
  readonly #faults: Faults;

  constructor(words: Words, faults: Faults) {
    this.#words = words;
    this.#faults = faults;
  }

  begin(by: string, room: string, key: string, act: Act): Deed {
    const deed: Deed = { by, room, key, act, end: { is: "open" } };
    this.all.push(deed);
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

  uncertain(deed: Deed): void {
    if (deed.end.is === "open") deed.end = { is: "uncertain" };
  }

  #ends(deed: Deed): boolean {
    if (deed.end.is === "open" || deed.end.is === "uncertain") return true;
    this.#faults.found("It was answered twice.", deed);
    return false;
  }
}
