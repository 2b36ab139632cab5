// How far the test has come, counted in cuts, so that one may wait for what others do.
interface Waiting {
  readonly for: number;
  readonly isPerson: boolean;
  readonly resolve: () => void;
}

/** So long nothing at all may happen, in milliseconds. */
const STILL = 60_000;

export class Progress {
  readonly #still: NodeJS.Timeout;
  #cuts = 0;
  #waiting: Waiting[] = [];
  /** Whose cuts are not all over. */
  #busy = 0;

  /** `onStill` is told when nothing happens any more. */
  constructor(onStill: () => void) {
    this.#still = setTimeout(onStill, STILL);
  }

  get cuts(): number {
    return this.#cuts;
  }

  cut(): void {
    this.#cuts++;
    this.#still.refresh();
    this.#look();
  }

  begin(): void {
    this.#busy++;
  }

  end(): void {
    this.#busy--;
    this.#look();
  }

  /** Resolves when there were so many more cuts; of a person's waits the shortest ends when everyone waits. */
  after(more: number, isPerson = true): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ for: this.#cuts + more, isPerson, resolve });
      this.#look();
    });
  }

  /** All is over. */
  close(): void {
    clearTimeout(this.#still);
  }

  #look(): void {
    this.#release((one) => one.for <= this.#cuts);
    const people = this.#waiting.filter(({ isPerson }) => isPerson);
    if (people.length === 0 || people.length < this.#busy) return;
    const least = Math.min(...people.map((one) => one.for));
    this.#release((one) => one.isPerson && one.for === least);
  }

  #release(isOver: (one: Waiting) => boolean): void {
    const over = this.#waiting.filter(isOver);
    this.#waiting = this.#waiting.filter((one) => !isOver(one));
    for (const { resolve } of over) resolve();
  }
}
