// What a view is shown of a log: its entries, with what waits to be sent done to them already.
import { foreseen } from "./message.ts";
import type { Message, PendingChange, RoomEntry } from "./state.ts";

interface Foreseen {
  readonly from: Message;
  /** The keys of what was done to it. */
  readonly by: string;
  readonly to: Message;
}

export class Shown {
  #isStale = true;
  #changes: readonly PendingChange[] = [];
  #entries: readonly RoomEntry[] = [];
  #quoted: ReadonlyMap<number, Message> = new Map();
  #foreseen: ReadonlyMap<number, Foreseen> = new Map();

  /** The same array as long as nothing changes, as is each entry in it. */
  get entries(): readonly RoomEntry[] {
    return this.#entries;
  }

  get quoted(): ReadonlyMap<number, Message> {
    return this.#quoted;
  }

  /** Something in the log has changed. */
  touch(): void {
    this.#isStale = true;
  }

  refresh(
    list: readonly RoomEntry[],
    quoted: ReadonlyMap<number, Message>,
    changes: readonly PendingChange[],
  ): void {
    if (!this.#isStale && changes === this.#changes) return;
    this.#isStale = false;
    this.#changes = changes;
    const entries = [...list];
    const quotes = new Map(quoted);
    const known = new Map<number, Foreseen>();
    const lasting = changes.filter(({ status }) => status.is !== "failed");
    for (const seq of new Set(lasting.map((change) => change.seq))) {
      const index = indexOf(list, seq);
      const from = list[index] ?? quotes.get(seq);
      if (from?.ev !== "said") continue;
      const one = this.#foresee(
        from,
        lasting.filter((change) => change.seq === seq),
      );
      known.set(seq, one);
      if (index < 0) quotes.set(seq, one.to);
      else entries[index] = one.to;
    }
    this.#foreseen = known;
    this.#entries = entries;
    this.#quoted = quotes;
  }

  #foresee(from: Message, changes: readonly PendingChange[]): Foreseen {
    const by = changes.map(({ key }) => key).join();
    const known = this.#foreseen.get(from.seq);
    if (known?.from === from && known.by === by) return known;
    return { from, by, to: changes.reduce(foreseen, from) };
  }
}

/** Where the entry is in a list in the order of seqs; -1 where it is not. */
export function indexOf(list: readonly RoomEntry[], seq: number): number {
  let low = 0;
  let high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = list[middle]?.seq ?? 0;
    if (at === seq) return middle;
    if (at < seq) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
