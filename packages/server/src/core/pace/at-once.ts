// So many at once of each, and the others wait until it is their turn. Used for what takes long to look at.
import { ChatError } from "../errors.ts";

/** Of each, and of all together. */
const WAITING = { ofOne: 200, ofAll: 1_000 };

interface Line {
  under: number;
  readonly waiting: (() => void)[];
}

export class AtOnce {
  readonly #most: number;
  readonly #lines = new Map<string, Line>();
  #waiting = 0;

  /** @param most how many of each have their turn at once, 1 or more */
  constructor(most: number) {
    this.#most = Math.max(1, most);
  }

  /** In the order of asking; `end` must follow. @throws ChatError `rate_limited` when too many wait */
  async take(who: string): Promise<void> {
    const line = this.#lines.get(who) ?? { under: 0, waiting: [] };
    this.#lines.set(who, line);
    if (line.under < this.#most) {
      line.under++;
      return;
    }
    if (line.waiting.length >= WAITING.ofOne || this.#waiting >= WAITING.ofAll)
      throw new ChatError(
        "rate_limited",
        "Too many log in at once. Wait some seconds, then try again.",
      );
    this.#waiting++;
    await new Promise<void>((resolve) => line.waiting.push(resolve));
    this.#waiting--;
  }

  /** The next one has the turn of whoever ends his. */
  end(who: string): void {
    const line = this.#lines.get(who);
    if (line === undefined) return;
    const next = line.waiting.shift();
    if (next !== undefined) next();
    else if (--line.under === 0) this.#lines.delete(who);
  }
}
