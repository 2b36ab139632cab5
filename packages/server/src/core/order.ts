// The order of one session's verbs: appends overlap, every other verb waits until the earlier ones have ended.

import { ChatError } from "./errors.ts";

interface Waiting {
  readonly overlaps: boolean;
  readonly start: () => void;
}

export class Order {
  #appends = 0;
  #isAlone = false;
  /** An append that leads has not begun yet. */
  #isLed = false;
  #hasEnded = false;
  #waiting: Waiting[] = [];

  /** Runs an append: beside other appends, behind any other verb called earlier. */
  overlapping<T>(task: () => Promise<T>): Promise<T> {
    if (!this.#isAlone && !this.#isLed && this.#waiting.length === 0)
      return this.#run(true, task);
    return this.#wait(true, task);
  }

  /**
   * Runs an append that has to ask something first: as `overlapping`, and what is called later waits until it calls
   * `begun`, so that appends keep their order.
   */
  leading<T>(task: (begun: () => void) => Promise<T>): Promise<T> {
    if (!this.#isAlone && !this.#isLed && this.#waiting.length === 0)
      return this.#lead(task);
    return new Promise<T>((resolve) => {
      const start = (): void => resolve(this.#lead(task));
      this.#waiting.push({ overlaps: true, start });
    });
  }

  /** Runs any other verb: when everything called earlier has ended. */
  alone<T>(task: () => Promise<T>): Promise<T> {
    if (!this.#isAlone && this.#appends === 0 && this.#waiting.length === 0)
      return this.#run(false, task);
    return this.#wait(false, task);
  }

  /** Runs what ends the session: as `alone`, and also when what has not begun is refused already. */
  last<T>(task: () => Promise<T>): Promise<T> {
    if (!this.#isAlone && this.#appends === 0 && this.#waiting.length === 0)
      return this.#run(false, task, true);
    return this.#wait(false, task, true);
  }

  /** What has not begun is refused from now on, with `unavailable`. */
  end(): void {
    this.#hasEnded = true;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  #wait<T>(
    overlaps: boolean,
    task: () => Promise<T>,
    isLast = false,
  ): Promise<T> {
    return new Promise<T>((resolve) => {
      this.#waiting.push({
        overlaps,
        start: () => resolve(this.#run(overlaps, task, isLast)),
      });
    });
  }

  async #run<T>(
    overlaps: boolean,
    task: () => Promise<T>,
    isLast = false,
  ): Promise<T> {
    if (overlaps) this.#appends++;
    else this.#isAlone = true;
    try {
      if (this.#hasEnded && !isLast) throw hasEnded();
      return await task();
    } finally {
      if (overlaps) this.#appends--;
      else this.#isAlone = false;
      if (this.#waiting.length > 0) this.#startNext();
    }
  }

  async #lead<T>(task: (begun: () => void) => Promise<T>): Promise<T> {
    this.#isLed = true;
    let hasBegun = false;
    const begun = (): void => {
      if (hasBegun) return;
      hasBegun = true;
      this.#isLed = false;
      this.#startNext();
    };
    try {
      return await this.#run(true, () => task(begun));
    } finally {
      begun();
    }
  }

  #startNext(): void {
    for (;;) {
      const next = this.#waiting[0];
      if (
        next === undefined ||
        this.#isAlone ||
        this.#isLed ||
        (!next.overlaps && this.#appends > 0)
      )
        return;
      this.#waiting.shift();
      next.start();
    }
  }
}

function hasEnded(): ChatError {
  return new ChatError(
    "unavailable",
    "The session has ended. Say hello again.",
  );
}
