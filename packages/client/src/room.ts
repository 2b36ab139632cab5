// One room as this client knows it: its entries up to a cursor, what is pending, who is there, what is unread.
import type { EntryEvent, Result } from "@koine/protocol";
import { People } from "./people.ts";
import type {
  Access,
  PendingMessage,
  Person,
  Presence,
  RoomState,
} from "./state.ts";

/** The list of entries is cut in steps, so that a full one does not cost its length with each entry. */
const STEP = 200;

export interface RoomOptions {
  readonly id: string;
  readonly title: string;
  /** Whom it is with, if it is a direct room. */
  readonly people?: readonly Person[] | undefined;
  /** Entries kept; more when older ones were loaded. */
  readonly most: number;
  readonly pending: (room: string) => readonly PendingMessage[];
}

export class Room {
  id: string;
  title: string;
  access: Access;
  name = "";
  most = 0;
  master: Person | undefined;
  /** Who is here now. */
  readonly members = new People();
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
  /** The first entry that came while it was not joined yet: what is said from there on is news. */
  #news: number | undefined;
  #people: readonly Person[];
  /** Entries kept. */
  #kept: number;
  #state: RoomState | undefined;

  constructor(options: RoomOptions) {
    this.#options = options;
    this.id = options.id;
    this.title = options.title;
    this.access = options.people === undefined ? "public" : "direct";
    this.#people = options.people ?? [];
    this.#kept = options.most;
  }

  /** The present snapshot: the same object as long as nothing changes. */
  get state(): RoomState {
    this.#shown ??= [...this.#entries];
    this.#state ??= {
      id: this.id,
      title: this.title,
      access: this.access,
      name: this.name,
      people: this.#people,
      most: this.most,
      master: this.master,
      presence: this.#presence,
      epoch: this.#epoch,
      cursor: this.#cursor,
      entries: this.#shown,
      hasOlder: this.hasOlder,
      startedOver: this.#startedOver,
      pending: this.#options.pending(this.id),
      members: this.members.sorted,
      membersComplete: this.members.isComplete,
      count: this.members.count,
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

  get isDirect(): boolean {
    return this.access === "direct";
  }

  /** Whom it is with. */
  get people(): readonly Person[] {
    return this.#people;
  }

  /** A direct room is called as the others in it are. */
  set people(people: readonly Person[]) {
    this.#people = people;
    this.title = people.map(({ name }) => name).join(", ");
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
    this.name = result.name;
    this.access = result.access;
    this.most = result.most;
    this.master = undefined;
    // The server names a direct room after both of its people.
    if (!this.isDirect) this.title = result.title;
    else if (this.#people.length === 0)
      this.title = othersIn(result.title, result.name);
    this.#first = result.first;
    this.presence = { is: "here" };
    this.members.entered(me, result.count);
    return isResumed ? [] : this.#startOver(result, me);
  }

  /** An entry has come while the room was not joined yet: the join's answer may have it. */
  comes(seq: number): void {
    if (this.#epoch === "") this.#news ??= seq;
  }

  #startOver(
    { epoch, seq, entries: newest = [] }: Result<"join">,
    me: string,
  ): readonly EntryEvent[] {
    const entries = newest.filter(isShown);
    const wasKnown = this.#epoch !== "";
    const isSameLog = epoch === this.#epoch;
    if (wasKnown) this.#startedOver++;
    const known = isSameLog ? this.#cursor : (this.#news ?? seq + 1) - 1;
    this.#news = undefined;
    // In the same log what was seen stays seen; in a new one, and at first, all there is counts as seen.
    if (!isSameLog) this.#seen = known;
    const fresh = entries.filter((entry) => entry.seq > known);
    this.#epoch = epoch;
    this.#cursor = seq;
    this.#entries = entries;
    this.#kept = this.#options.most;
    this.#meet(entries, me);
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
    this.#shown = undefined;
    this.touch();
    if (!isShown(entry)) return "applied";
    this.#entries.push(entry);
    if (this.#entries.length >= this.#kept + STEP)
      this.#entries.splice(0, this.#entries.length - this.#kept);
    if (entry.by !== me) this.#unread++;
    this.#meet([entry], me);
    return "applied";
  }

  /** Older entries go before those that are here. How many were new. */
  prepend({ entries, first }: Result<"history">): number {
    const older = entries.filter(
      (entry) => entry.seq < this.oldest && isShown(entry),
    );
    this.#first = older.length === 0 ? this.oldest : first;
    this.#entries.unshift(...older);
    this.#kept = Math.max(this.#kept, this.#entries.length);
    this.#shown = undefined;
    this.touch();
    return older.length;
  }

  /** No notice tells that the other in a direct room is called otherwise: what he says does. */
  #meet(entries: readonly EntryEvent[], me: string): void {
    const last = entries.findLast(({ by }) => by !== me);
    if (!this.isDirect || last === undefined) return;
    const { by: id, name } = last;
    const [known] = this.#people;
    if (known?.id !== id || known.name !== name) this.people = [{ id, name }];
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

/** A newer server may keep what this client does not know: it counts, and is not shown. */
export function isShown({ ev }: EntryEvent): boolean {
  return ev === "said";
}

/** Names have no comma. */
function othersIn(title: string, me: string): string {
  const names = title.split(", ");
  return names.filter((name) => name !== me).join(", ") || title;
}
