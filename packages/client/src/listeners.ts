// Who is told of something. One that throws stops neither the others nor the client.
import type { Platform } from "./platform.ts";

export class Listeners<T> {
  readonly #platform: Platform;
  readonly #all = new Set<{ readonly tell: (what: T) => void }>();

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** Returns what ends it. */
  add(tell: (what: T) => void): () => void {
    const listener = { tell };
    this.#all.add(listener);
    return () => void this.#all.delete(listener);
  }

  tell(what: T): void {
    for (const listener of this.#all) {
      try {
        listener.tell(what);
      } catch (cause) {
        this.#platform.warn("A listener of the client threw.", cause);
      }
    }
  }
}
