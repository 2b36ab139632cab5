// The present snapshot of the state: made when it is looked at, and told after changes, at most once a microtask.
import { Listeners } from "./listeners.ts";
import type { Platform } from "./platform.ts";

export class Snapshot<T> {
  readonly #make: () => T;
  readonly #listeners: Listeners<T>;
  #present: T | undefined;
  #isTelling = false;

  constructor(platform: Platform, make: () => T) {
    this.#make = make;
    this.#listeners = new Listeners(platform);
  }

  get present(): T {
    return (this.#present ??= this.#make());
  }

  /** Returns what ends it. */
  subscribe(listener: (state: T) => void): () => void {
    return this.#listeners.add(listener);
  }

  changed(): void {
    this.#present = undefined;
    if (this.#isTelling) return;
    this.#isTelling = true;
    queueMicrotask(() => {
      this.#isTelling = false;
      this.#listeners.tell(this.present);
    });
  }
}
