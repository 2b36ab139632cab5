// The order of one session's verbs: appends overlap, every other verb waits until the earlier ones have ended.

import { ChatError } from "./errors.ts";

interface Waiting {
  readonly overlaps: boolean;
  readonly start: () => void;
}

export class Order {
  #appends = 0;
  #isAlone = false;
  #hasEnded = false;
  #waiting: Waiting[] = [];

  /** Runs an append: beside other appends, behind any other verb called earlier. */
  overlapping<T>(task: () => Promise<T>): Promise<T> {
    if (!this.#isAlone && this.#waiting.length === 0)
      return this.#run(true, task);
    return this.#wait(true, task);
  }

  /** Runs any other verb: when everything called earlier has ended. */
  alone<T>(task: () => Promise<T>): Promise<T> {
    if (!this.#isAlone && this.#appends === 0 && this.#waiting.length === 0)
      return this.#run(false, task);
    return this.#wait(false, task);
  }

  /** What has not begun is refused from now on, with `unavailable`. */
  end(): void {
    this.#hasEnded = true;
  }

  #wait<T>(overlaps: boolean, task: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve) => {
      this.#waiting.push({
        overlaps,
        start: () => resolve(this.#run(overlaps, task)),
      });
    });
  }

  async #run<T>(overlaps: boolean, task: () => Promise<T>): Promise<T> {
    if (overlaps) this.#appends++;
    else this.#isAlone = true;
    try {
      if (this.#hasEnded) throw hasEnded();
      return await task();
    } finally {
      if (overlaps) this.#appends--;
      else this.#isAlone = false;
      if (this.#waiting.length > 0) this.#startNext();
    }
  }

  #startNext(): void {
    for (;;) {
      const next = this.#waiting[0];
      if (
        next === undefined ||
        this.#isAlone ||
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
