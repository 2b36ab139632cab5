// One room as this client knows it: its entries up to a cursor, what is pending, who is there, what is unread.
import type { EntryEvent, Result } from "@koine/protocol";
import { People } from "./people.ts";
import type { PendingMessage, Presence, RoomState } from "./state.ts";

/** The list of entries is cut in steps, so that a full one does not cost its length with each entry. */
const STEP = 200;

export interface RoomOptions {
  readonly id: string;
  readonly title: string;
  /** Entries kept; more when older ones were loaded. */
  readonly most: number;
  readonly pending: (room: string) => readonly PendingMessage[];
}

export class Room {
  id: string;
  title: string;
  readonly people = new People();
  readonly #options: RoomOptions;
  #presence: Presence = { is: "joining" };
  #epoch = "";
  #cursor = 0;
  #entries: EntryEvent[] = [];
  #shown: readonly EntryEvent[] | undefined;
  #first = 1;
  #startedOver = 0;
  #unread = 0;
  #seen = 0;
  #most: number;
  #state: RoomState | undefined;

  constructor(options: RoomOptions) {
    this.#options = options;
    this.id = options.id;
    this.title = options.title;
    this.#most = options.most;
  }

  /** The present snapshot: the same object as long as nothing changes. */
  get state(): RoomState {
    this.#shown ??= [...this.#entries];
    this.#state ??= {
      id: this.id,
      title: this.title,
      presence: this.#presence,
      epoch: this.#epoch,
      cursor: this.#cursor,
      entries: this.#shown,
      hasOlder: this.hasOlder,
      startedOver: this.#startedOver,
      pending: this.#options.pending(this.id),
      members: this.people.sorted,
      membersComplete: this.people.isComplete,
      count: this.people.count,
      unread: this.#unread,
      seen: this.#seen,
    };
    return this.#state;
  }

  /** Something that the snapshot shows has changed. */
  touch(): void {
    this.#state = undefined;
  }

  get presence(): Presence {
    return this.#presence;
  }

  set presence(presence: Presence) {
    this.#presence = presence;
    this.touch();
  }

  get epoch(): string {
    return this.#epoch;
  }

  get cursor(): number {
    return this.#cursor;
  }

  /** The oldest seq that is known here; the next one when there is none. */
  get oldest(): number {
    return this.#entries[0]?.seq ?? this.#cursor + 1;
  }

  get hasOlder(): boolean {
    return this.oldest > this.#first;
  }

  /**
   * Joined: goes on where it was if the join resumed, else begins with the newest entries. Returns those of them that
   * follow what was known, over a gap.
   */
  joined(
    result: Result<"join">,
    isResumed: boolean,
    me: string,
  ): readonly EntryEvent[] {
    this.id = result.room;
    this.title = result.title;
    this.#first = result.first;
    this.presence = { is: "here" };
    this.people.entered(me, result.count);
    return isResumed ? [] : this.#startOver(result, me);
  }

  #startOver(
    { epoch, seq, entries = [] }: Result<"join">,
    me: string,
  ): readonly EntryEvent[] {
    const wasKnown = this.#epoch !== "";
    const isSameLog = epoch === this.#epoch;
    if (wasKnown) this.#startedOver++;
    // In the same log what was seen stays seen; in a new one, and at first, all there is counts as seen.
    if (!isSameLog) this.#seen = seq;
    const fresh = isSameLog
      ? entries.filter((entry) => entry.seq > this.#cursor)
      : [];
    this.#epoch = epoch;
    this.#cursor = seq;
    this.#entries = [...entries];
    this.#most = this.#options.most;
    this.#shown = undefined;
    // Whose the entries in the gap are is not known; most are others'.
    const gap = Math.max(0, this.oldest - 1 - this.#seen);
    this.#unread =
      gap +
      entries.filter(({ seq, by }) => seq > this.#seen && by !== me).length;
    return fresh;
  }

  /** The next entry: whether it was applied, was known already, or comes after a hole. */
  apply(entry: EntryEvent, me: string): "applied" | "known" | "hole" {
    if (entry.seq <= this.#cursor) return "known";
    if (entry.seq > this.#cursor + 1) return "hole";
    this.#cursor = entry.seq;
    this.#entries.push(entry);
    if (this.#entries.length >= this.#most + STEP)
      this.#entries.splice(0, this.#entries.length - this.#most);
    if (entry.by !== me) this.#unread++;
    this.#shown = undefined;
    this.touch();
    return "applied";
  }

  /** Older entries go before those that are here. How many were new. */
  prepend({ entries, first }: Result<"history">): number {
    const older = entries.filter((entry) => entry.seq < this.oldest);
    this.#first = older.length === 0 ? this.oldest : first;
    this.#entries.unshift(...older);
    this.#most = Math.max(this.#most, this.#entries.length);
    this.#shown = undefined;
    this.touch();
    return older.length;
  }

  /** Whether that changed anything. */
  see(): boolean {
    if (this.#unread === 0 && this.#seen === this.#cursor) return false;
    this.#seen = this.#cursor;
    this.#unread = 0;
    this.touch();
    return true;
  }
}
