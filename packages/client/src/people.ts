// Who is in a room, kept up to date from the room's notices.
import type { Event } from "@koine/protocol";
import type { Person } from "./state.ts";

/** The notices that tell who is in a room. */
export type RoomNotice = Extract<
  Event,
  { ev: "joined" | "left" | "renamed" | "members" }
>;

/** So many people of a room are sent unasked, and asked for at once. */
export const LIST = 200;
/** More people of one room are counted only. */
const MOST = 1_000;
/** More notices than this are not held while the list is being asked for. */
const MISSED = 1_000;

const { compare } = new Intl.Collator();

export class People {
  #byId = new Map<string, Person>();
  #sorted: readonly Person[] | undefined;
  #count = 0;
  #isComplete = false;
  #lists = 0;
  #me = "";
  /** The notices since the list was asked for: its answer may be older than they are. */
  #missed: RoomNotice[] | undefined;

  /** By name; the same array as long as nothing changes. */
  get sorted(): readonly Person[] {
    this.#sorted ??= [...this.#byId.values()].sort(
      (a, b) => compare(a.name, b.name) || (a.id < b.id ? -1 : 1),
    );
    return this.#sorted;
  }

  get count(): number {
    return this.#count;
  }

  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** How many lists have come. */
  get lists(): number {
    return this.#lists;
  }

  /** One is in the room, with so many others that it makes `count`. */
  entered(me: string, count: number): void {
    this.#me = me;
    this.#count = count;
    this.#missed = undefined;
  }

  /** The list is being asked for. */
  asking(): void {
    this.#missed = [];
  }

  /** Everyone there is, or the first of them. Whether it has to be asked for once more. */
  answered(members: readonly Person[], count: number): boolean {
    const missed = this.#missed ?? [];
    this.#missed = undefined;
    this.#set(members, count);
    // Who came and went before the list was made comes and goes once more, and ends where the list has him.
    if (!this.#isComplete) return false;
    let isStale = false;
    for (const notice of missed) isStale = this.apply(notice) || isStale;
    return isStale;
  }

  /** Whether the list has to be asked for afresh. */
  apply(notice: RoomNotice): boolean {
    if (this.#missed !== undefined && this.#missed.length < MISSED)
      this.#missed.push(notice);
    switch (notice.ev) {
      case "joined":
        for (const person of notice.members) this.#came(person);
        return false;
      case "left":
        for (const { id } of notice.members) this.#went(id);
        // Few enough again to know them all.
        return this.#lists > 0 && !this.#isComplete && this.#count <= LIST;
      case "renamed":
        if (this.#byId.has(notice.id)) this.#put(notice.id, notice.name);
        return false;
      case "members":
        if (notice.members === undefined) {
          this.#count = notice.count;
          return true;
        }
        this.#set(notice.members, notice.count);
        return false;
    }
  }

  #set(members: readonly Person[], count: number): void {
    this.#byId = new Map(members.map((person) => [person.id, person]));
    this.#count = count;
    this.#isComplete = members.length >= count;
    this.#lists++;
    this.#sorted = undefined;
  }

  #came({ id, name }: Person): void {
    const isKnown = this.#byId.has(id);
    // One counts oneself from the join on, whenever the notice of it comes.
    if (!isKnown && (this.#isComplete || id !== this.#me)) this.#count++;
    if (isKnown || this.#byId.size < MOST) this.#put(id, name);
    else this.#isComplete = false;
  }

  #went(id: string): void {
    const wasKnown = this.#byId.delete(id);
    if (wasKnown) this.#sorted = undefined;
    // Where not everyone is known, who is not known was counted all the same.
    const wasCounted = this.#isComplete ? wasKnown : id !== this.#me;
    if (wasCounted) this.#count = Math.max(0, this.#count - 1);
  }

  #put(id: string, name: string): void {
    this.#byId.set(id, { id, name });
    this.#sorted = undefined;
  }
}
