// What is known of a room's log: the messages and lines from some entry on up to the cursor, each as it is now, and
// single older messages that are quoted. Pages and live entries may overlap: see `asking`.
import type { EntryEvent, Result } from "@koine/protocol";
import { changed, gone, isChange, mentions, type Change } from "./message.ts";
import { indexOf, Shown } from "./shown.ts";
import type { Message, PendingChange, RoomEntry } from "./state.ts";

/** The list is cut in steps, so that a full one does not cost its length with each entry. */
const STEP = 200;
/** A page during which more than this happened to messages is asked for anew. */
const MOST_SINCE = 1_000;
/** Quoted messages kept; older ones go. */
const MOST_QUOTED = 100;

export interface Counts {
  readonly unread: number;
  readonly mentions: number;
}

/** What has happened to messages since a page was asked for. */
export type Since = Change[];

export class Log {
  readonly #most: number;
  readonly #me: () => string;
  #epoch = "";
  #cursor = 0;
  /** The oldest that the server has, and the oldest from which on all is known here. */
  #first = 1;
  #from = 1;
  #list: RoomEntry[] = [];
  readonly #quoted = new Map<number, Message>();
  /** Entries kept. */
  #kept: number;
  readonly #asked = new Set<Since>();
  readonly #shown = new Shown();

  constructor(most: number, me: () => string) {
    this.#most = this.#kept = most;
    this.#me = me;
  }

  /** The life of the log; "" until the room was joined once. */
  get epoch(): string {
    return this.#epoch;
  }

  get cursor(): number {
    return this.#cursor;
  }

  /** All from here on up to the cursor is known. */
  get from(): number {
    return this.#from;
  }

  get hasOlder(): boolean {
    return this.#from > this.#first;
  }

  get isTooLong(): boolean {
    return this.#list.length >= this.#kept + STEP;
  }

  /** With what waits to be sent done to it. */
  shown(changes: readonly PendingChange[]): Shown {
    this.#shown.refresh(this.#list, this.#quoted, changes);
    return this.#shown;
  }

  /** A message that is known, as the server has it. */
  find(seq: number): Message | undefined {
    const found = this.#list[indexOf(this.#list, seq)] ?? this.#quoted.get(seq);
    return found?.ev === "said" ? found : undefined;
  }

  /** What others have said after `after`, as far as it is here. */
  count(after: number): Counts {
    const me = this.#me();
    let unread = 0;
    let mentioned = 0;
    for (let index = this.#list.length - 1; index >= 0; index--) {
      const entry = this.#list[index];
      if (entry === undefined || entry.seq <= after) break;
      if (entry.ev !== "said" || entry.by === me || entry.gone) continue;
      unread++;
      if (mentions(entry, me)) mentioned++;
    }
    return { unread, mentions: mentioned };
  }

  /** Begins with the newest entries, up to the head. */
  startOver({ epoch, seq, first, entries = [] }: Result<"join">): void {
    this.#epoch = epoch;
    this.#cursor = seq;
    this.#first = first;
    this.#from = entries[0]?.seq ?? seq + 1;
    this.#list = entries.filter(isShown).map(asIs);
    this.#quoted.clear();
    this.#kept = this.#most;
    this.#asked.clear();
    this.#shown.touch();
  }

  /** Goes on where it was; `first` is the oldest that is left. */
  goOn(first: number): void {
    this.#first = first;
  }

  /** The next entry: whether it was applied, was known already, or comes after a hole. */
  apply(entry: EntryEvent): "applied" | "known" | "hole" {
    if (entry.seq <= this.#cursor) return "known";
    if (entry.seq > this.#cursor + 1) return "hole";
    this.#cursor = entry.seq;
    if (isChange(entry)) this.#change(entry);
    else if (isShown(entry)) {
      this.#list.push(asIs(entry));
      this.#quoted.delete(entry.seq);
      this.#shown.touch();
    }
    return "applied";
  }

  #change(change: Change): void {
    for (const since of this.#asked)
      if (since.push(change) > MOST_SINCE) this.#asked.delete(since);
    const index = indexOf(this.#list, change.of);
    const message = this.find(change.of);
    if (message === undefined) return;
    const next = changed(message, change, this.#me());
    if (next === message) return;
    if (index < 0) this.#quoted.set(change.of, next);
    else this.#list[index] = next;
    this.#shown.touch();
  }

  /** The oldest ones go. */
  cut(): void {
    this.#list.splice(0, this.#list.length - this.#kept);
    this.#from = this.#list[0]?.seq ?? this.#cursor + 1;
    this.#asked.clear();
    this.#shown.touch();
  }

  /**
   * A page is being asked for. It will tell of messages as they are at some time from now on: what happens to them
   * until it comes is done to them once more, since it may be newer.
   */
  asking(): Since {
    const since: Since = [];
    this.#asked.add(since);
    return since;
  }

  /** Older entries go before those that are here. How many; undefined where the page does not fit any more. */
  prepend(
    { epoch, entries, first }: Result<"history">,
    since: Since,
  ): number | undefined {
    if (!this.#asked.delete(since) || epoch !== this.#epoch) return undefined;
    const older = entries.filter((entry) => entry.seq < this.#from);
    const shown = older.filter(isShown).map((entry) => this.#now(entry, since));
    this.#first = older.length === 0 ? this.#from : first;
    this.#from = older[0]?.seq ?? this.#from;
    this.#list.unshift(...shown);
    for (const { seq } of shown) this.#quoted.delete(seq);
    this.#kept = Math.max(this.#kept, this.#list.length);
    this.#shown.touch();
    return shown.length;
  }

  /** A single older message. Whether the page told of it, and was not overtaken. */
  quote(
    { epoch, entries }: Result<"history">,
    since: Since,
    seq: number,
  ): boolean {
    if (!this.#asked.delete(since)) return false;
    if (epoch !== this.#epoch) return true;
    const found = entries.find((entry) => entry.seq === seq);
    if (found?.ev !== "said" || this.find(seq) !== undefined) return true;
    const now = this.#now(found, since);
    if (now.ev === "said") this.#quoted.set(seq, now);
    const [oldest] = this.#quoted.keys();
    if (this.#quoted.size > MOST_QUOTED && oldest !== undefined)
      this.#quoted.delete(oldest);
    this.#shown.touch();
    return true;
  }

  #now(entry: RoomEntry, since: Since): RoomEntry {
    const now = asIs(entry);
    if (now.ev !== "said") return now;
    return since
      .filter(({ of }) => of === now.seq)
      .reduce<Message>((one, change) => changed(one, change, this.#me()), now);
  }
}

/** A newer server may keep what this client does not know: it counts, and is not shown. */
export function isShown(entry: EntryEvent): entry is RoomEntry {
  return entry.ev === "said" || entry.ev === "topic" || entry.ev === "titled";
}

/** Nothing is taken over of a message that is gone. */
function asIs(entry: RoomEntry): RoomEntry {
  return entry.ev === "said" && entry.gone ? gone(entry) : entry;
}
