// Hands what is to be remembered to the store: soon after a change, not too often, and one save after the other.
import type { Cancel, Platform } from "./platform.ts";
import type { Saved, Store } from "./store.ts";

/** The least time between two saves, in milliseconds; the first after a while is made at once. */
const PAUSE = 100;

export class Saver {
  readonly #store: Store;
  readonly #platform: Platform;
  readonly #what: () => Saved;
  #isDue = false;
  #isQueued = false;
  #last: Promise<void> = Promise.resolve();
  #endPause: Cancel | undefined;

  constructor(store: Store, platform: Platform, what: () => Saved) {
    this.#store = store;
    this.#platform = platform;
    this.#what = what;
  }

  /** Something has changed. */
  soon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    if (this.#endPause === undefined) queueMicrotask(() => this.#saveIfDue());
  }

  /** Saves what is due without a pause; resolves when the store has it. */
  now(): Promise<void> {
    this.#saveIfDue();
    return this.#last;
  }

  #saveIfDue(): void {
    if (!this.#isDue) return;
    this.#isDue = false;
    this.#endPause?.();
    this.#endPause = this.#platform.after(PAUSE, () => {
      this.#endPause = undefined;
      this.#saveIfDue();
    });
    // A store may be slow: what waits for it saves all there is by then.
    if (this.#isQueued) return;
    this.#isQueued = true;
    this.#last = this.#last.then(() => {
      this.#isQueued = false;
      return this.#save();
    });
  }

  async #save(): Promise<void> {
    try {
      await this.#store.save(this.#what());
    } catch (cause) {
      this.#platform.warn("The client could not remember its state.", cause);
    }
  }
}
