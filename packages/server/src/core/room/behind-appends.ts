// Lets a notice take its place behind the appends under way: nobody is seen to leave before the last thing he said.

interface Held {
  /** How many appends had begun when the notice came; it waits for all of them. */
  readonly after: number;
  readonly go: () => void;
}

export class BehindAppends {
  #begun = 0;
  #settled = 0;
  /** The highest seq that a settled append was given. */
  #highest = 0;
  #delivered: number;
  #held: Held[] = [];

  constructor(delivered: number) {
    this.#delivered = delivered;
  }

  get isUnderWay(): boolean {
    return this.#begun > this.#settled;
  }

  begin(): void {
    this.#begun++;
  }

  /** One append ended, in the order of their beginnings; with the seq it was given, or 0 when it was refused. */
  settle(seq: number): void {
    this.#settled++;
    this.#highest = Math.max(this.#highest, seq);
    this.#release();
  }

  delivered(seq: number): void {
    this.#delivered = seq;
    if (this.#held.length > 0) this.#release();
  }

  /** Calls `go` when the appends begun so far have ended and are delivered; at once when there are none. */
  run(go: () => void): void {
    this.#held.push({ after: this.#begun, go });
    this.#release();
  }

  #release(): void {
    for (;;) {
      const first = this.#held[0];
      if (
        first === undefined ||
        first.after > this.#settled ||
        this.#delivered < this.#highest
      )
        return;
      this.#held.shift();
      first.go();
    }
  }
}
