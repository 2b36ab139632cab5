// One room as this client knows it: its entries up to a cursor, what is pending, who is there, what is unread.
import type { EntryEvent, Result } from "@koine/protocol";
import { People } from "./people.ts";
import type { PendingMessage, Presence, RoomState } from "./state.ts";

export class Room {
  id: string;
  title: string;
  epoch = "";
  cursor = 0;
  presence: Presence = { is: "joining" };
  readonly people = new People();
  pending: readonly PendingMessage[] = [];
  /** A page of older entries is being asked for: calls made meanwhile share it. */
  loading: Promise<number> | undefined;
  #entries: EntryEvent[] = [];
  #shown: readonly EntryEvent[] | undefined;
  #first = 1;
  #startedOver = 0;
  #unread = 0;
  #seen = 0;
  /** Kept at least; more when older ones were loaded. */
  #most: number;
  #state: RoomState | undefined;

  constructor(id: string, title: string, most: number) {
    this.id = id;
    this.title = title;
    this.#most = most;
  }

  /** The present snapshot: the same object as long as nothing changes. */
  get state(): RoomState {
    this.#shown ??= [...this.#entries];
    this.#state ??= {
      id: this.id,
      title: this.title,
      presence: this.presence,
      epoch: this.epoch,
      cursor: this.cursor,
      entries: this.#shown,
      hasOlder: this.oldest > this.#first,
      startedOver: this.#startedOver,
      pending: this.pending,
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

  /** The oldest seq that is known here; the next one when there is none. */
  get oldest(): number {
    return this.#entries[0]?.seq ?? this.cursor + 1;
  }

  /** Joined: begins with the newest entries, or goes on where it was if the join resumed. */
  joined(result: Result<"join">, isResumed: boolean, me: string): void {
    this.id = result.room;
    this.title = result.title;
    this.#first = result.first;
    this.presence = { is: "here" };
    this.people.count = result.count;
    if (!isResumed) this.#startOver(result, me);
    this.touch();
  }

  #startOver({ epoch, seq, entries = [] }: Result<"join">, me: string): void {
    const wasKnown = this.epoch !== "";
    if (wasKnown) this.#startedOver++;
    // In the same log what was seen stays seen; in a new one, and at first, all there is counts as seen.
    if (!wasKnown || epoch !== this.epoch) this.#seen = seq;
    this.epoch = epoch;
    this.cursor = seq;
    this.#entries = [...entries];
    this.#shown = undefined;
    this.#unread = entries.filter(
      (entry) => entry.seq > this.#seen && entry.by !== me,
    ).length;
  }

  /** The next entry: whether it was applied, was known already, or comes after a hole. */
  apply(entry: EntryEvent, me: string): "applied" | "known" | "hole" {
    if (entry.seq <= this.cursor) return "known";
    if (entry.seq > this.cursor + 1) return "hole";
    this.cursor = entry.seq;
    this.#entries.push(entry);
    // Cut in steps, so that a full list does not cost its length with each entry.
    if (this.#entries.length > this.#most + 200)
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

  see(): void {
    this.#seen = this.cursor;
    this.#unread = 0;
    this.touch();
  }
}
