// A room's newest entries with their encoded frames, so that short lags and joins do not touch the store.
import { Encoded } from "./encoded.ts";
import type { Entry, Place } from "./entries.ts";

const MAX_ENTRIES = 1_000;
const MAX_BYTES = 1024 * 1024;
/** What an entry costs beside its text: ids, name, numbers, once more in the frame. */
const OVERHEAD_BYTES = 300;

/** Stands where a dropped entry was, so that its frames are let go of before the array is cut. */
const GONE = new Encoded(
  { kind: "said", room: "", seq: 0, at: 0, by: "", name: "", text: "" },
  { id: "", title: "", kind: "public", isLobby: false },
);

export class Recent {
  readonly #place: Place;
  #held: Encoded[] = [];
  /** Index in #held of the oldest that still counts. */
  #start = 0;
  #bytes = 0;

  constructor(place: Place) {
    this.#place = place;
  }

  /** Adds the next entry; its seq follows the one before. */
  add(entry: Entry): Encoded {
    const encoded = new Encoded(entry, this.#place);
    this.#held.push(encoded);
    this.#bytes += cost(entry);
    while (
      this.#held.length - this.#start > MAX_ENTRIES ||
      this.#bytes > MAX_BYTES
    )
      this.#dropOldest();
    if (this.#start > MAX_ENTRIES) {
      this.#held = this.#held.slice(this.#start);
      this.#start = 0;
    }
    return encoded;
  }

  /** At most `limit` entries after `seq`, in order; undefined when the one after `seq` is not held. */
  after(seq: number, limit: number): readonly Encoded[] | undefined {
    const oldest = this.#held[this.#start];
    if (oldest === undefined || seq + 1 < oldest.entry.seq) return undefined;
    const from = this.#start + (seq + 1 - oldest.entry.seq);
    return this.#held.slice(from, from + limit);
  }

  #dropOldest(): void {
    const oldest = this.#held[this.#start];
    if (oldest === undefined) return;
    this.#bytes -= cost(oldest.entry);
    this.#held[this.#start] = GONE;
    this.#start++;
  }
}

function cost(entry: Entry): number {
  return OVERHEAD_BYTES + 3 * entry.text.length;
}
