// What chance lets someone do: to which of the messages that he sees, and with what words.
import type { SaidEvent } from "@koine/protocol";
import type { Act } from "./deed.ts";
import type { Dice } from "./dice.ts";

export type Doing = "say" | "edit" | "delete" | "react";

/** How often each is done, of a hundred things or so. */
export const DOINGS = { say: 40, edit: 12, delete: 8, react: 24 };

const NAMES = ["ann", "bob", "cat", "dan", "eve", "fay", "room"];
const REACTIONS = ["👍", "🎉", "❤️", "😀", "👩‍👩‍👧"];
/** Mostly one of so many newest messages is meant. */
const NEWEST = 15;

export class Acts {
  readonly #dice: Dice;
  readonly #me: () => string;

  constructor(dice: Dice, me: () => string) {
    this.#dice = dice;
    this.#me = me;
  }

  /** Done to one of these; undefined where there is none for it. */
  throw(doing: Doing, messages: readonly SaidEvent[]): Act | undefined {
    const dice = this.#dice;
    switch (doing) {
      case "say": {
        const answered = dice.oneIn(4) ? this.#one(messages) : undefined;
        const about = answered === undefined ? {} : { reply: answered.seq };
        return { do: "say", text: this.#text(), ...about };
      }
      case "edit": {
        // Now and then somebody else's: that is refused.
        const one = this.#one(messages, !dice.oneIn(10));
        return one && { do: "edit", seq: one.seq, text: this.#text() };
      }
      case "delete": {
        const one = this.#one(messages, !dice.oneIn(3));
        return one && { do: "delete", seq: one.seq };
      }
      case "react":
        return this.#reaction(this.#one(messages));
    }
  }

  /** A topic or a title that there was not yet. */
  change(): Extract<Act, { do: "topic" | "title" }> {
    const what = this.#dice.oneIn(2) ? "title" : "topic";
    return { do: what, text: `${what} ${this.#dice.letters(8)}` };
  }

  /** One's own are taken back now and then. */
  #reaction(message: SaidEvent | undefined): Act | undefined {
    if (message === undefined) return undefined;
    const { seq, reactions = [] } = message;
    const given = reactions.filter(({ mine }) => mine);
    const back = this.#dice.oneIn(3) ? this.#dice.pick(given) : undefined;
    const reaction = back?.reaction ?? this.#dice.pick(REACTIONS) ?? "";
    return { do: "react", seq, reaction, on: back === undefined };
  }

  #one(messages: readonly SaidEvent[], isOwn = false): SaidEvent | undefined {
    const me = this.#me();
    const meant = messages.filter(
      ({ gone, by }) => !gone && (!isOwn || by === me),
    );
    return this.#dice.pick(this.#dice.oneIn(3) ? meant : meant.slice(-NEWEST));
  }

  /** With a word of its own: mostly short, sometimes long, and to some that are called, here or not. */
  #text(): string {
    const dice = this.#dice;
    const word = `zq${dice.letters(10)}`;
    const call = dice.oneIn(3) ? ` @${dice.pick(NAMES)}` : "";
    const length = dice.oneIn(25) ? dice.between(200, 700) : 0;
    return `${word}${call} ${"long ".repeat(length)}`.trim();
  }
}
