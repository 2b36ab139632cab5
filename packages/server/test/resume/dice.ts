// Chance from a seed: the same seed and the same name, the same throws. Each actor has dice of its own, so that what
// one throws does not depend on how far another has come.
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

export class Dice {
  #state: number;

  constructor(seed: number, name: string) {
    this.#state = seed >>> 0;
    for (const letter of name)
      this.#state =
        Math.imul(this.#state ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  }

  /** At least 0, below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  oneIn(count: number): boolean {
    return this.next() * count < 1;
  }

  /** One of them; undefined of none. */
  pick<T>(from: readonly T[]): T | undefined {
    return from[Math.floor(this.next() * from.length)];
  }

  letters(count: number): string {
    let letters = "";
    while (letters.length < count) letters += LETTERS[this.between(0, 25)];
    return letters;
  }

  /** One of the names, each as often as its weight says. */
  weigh<K extends string>(weights: Readonly<Record<K, number>>): K {
    const all = Object.entries(weights) as [K, number][];
    let left = this.next() * all.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of all) {
      left -= weight;
      if (left < 0) return name;
    }
    throw new Error("There is nothing to choose from.");
  }
}
