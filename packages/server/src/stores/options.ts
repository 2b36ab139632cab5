// What every store is opened with. Made by the composition root.
import type { CommitObserver } from "../core/ports/store.ts";

export interface StoreOptions {
  /** Where stores that keep files keep them; made when missing. */
  readonly data: string;
  /** `full`: a commit is on the disk before it is acknowledged. `normal`: it survives a crash of the program only. */
  readonly durability: "full" | "normal";
  readonly observer: CommitObserver;
  /** Told what went wrong inside the store, in words for the operator's log. */
  readonly onTrouble?: ((text: string) => void) | undefined;
}
