// A room's newest entries with their encoded frames, so that short lags and joins do not touch the store. Each is held
// as it reads now: what is edited or deleted takes its place.
import { changed, changesIn, isChange, type Changes } from "./changes.ts";
import { Encoded } from "./encoded.ts";
import type { Entry, Place } from "../entries.ts";

const MAX_ENTRIES = 1_000;
const MAX_BYTES = 1024 * 1024;
/** What an entry costs beside its text: ids, name, numbers, once more in the frame. */
const OVERHEAD_BYTES = 300;
const MENTION_BYTES = 60;

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
  #changedAt = 0;

  constructor(place: Place) {
    this.#place = place;
  }

  /** The seq of the newest entry that changed how an earlier one reads; 0 when none came by. */
  get changedAt(): number {
    return this.#changedAt;
  }

  /** Adds the next entry; its seq follows the one before. */
  add(entry: Entry): Encoded {
    const encoded = new Encoded(entry, this.#place);
    this.#held.push(encoded);
    this.#bytes += cost(entry);
    if (isChange(entry)) this.#change(entry.seq, entry.of, changesIn([entry]));
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
    const from = this.#indexOf(seq + 1);
    return from === undefined
      ? undefined
      : this.#held.slice(from, from + limit);
  }

  /** The entry with that seq, if it is held. */
  at(seq: number): Entry | undefined {
    const index = this.#indexOf(seq);
    return index === undefined ? undefined : this.#held[index]?.entry;
  }

  /** What has changed after the entry `seq`; undefined when not all of that is held any more. */
  changesAfter(seq: number): Changes | undefined {
    if (this.#changedAt <= seq) return changesIn([]);
    const later = this.after(seq, Infinity);
    return later && changesIn(later.map(({ entry }) => entry));
  }

  /** Where in #held it is, or will be; undefined when it was let go of. */
  #indexOf(seq: number): number | undefined {
    const oldest = this.#held[this.#start];
    return oldest === undefined || seq < oldest.entry.seq
      ? undefined
      : this.#start + (seq - oldest.entry.seq);
  }

  /** The message and all its edits are what they are now. */
  #change(at: number, of: number, changes: Changes): void {
    this.#changedAt = at;
    const from = this.#indexOf(of) ?? this.#start;
    for (let index = from; index < this.#held.length; index++) {
      const held = this.#held[index];
      if (held === undefined) continue;
      const now = held.as(changed(held.entry, changes));
      if (now === held) continue;
      this.#bytes += cost(now.entry) - cost(held.entry);
      this.#held[index] = now;
    }
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
  const text = "text" in entry ? entry.text.length : 0;
  const mentions = "mentions" in entry ? (entry.mentions?.length ?? 0) : 0;
  return OVERHEAD_BYTES + 3 * text + MENTION_BYTES * mentions;
}
