// Who is in a room, with roles and presence, kept up to date from the room's notices.
import type { Event } from "@koine/protocol";
import type { Member } from "./state.ts";

/** The notices that tell who is in a room, and how. */
export type RoomNotice =
  | Extract<Event, { ev: "joined" | "left" | "renamed" | "members" }>
  | Extract<Event, { ev: "presence" | "role" | "master" }>;

/** So many people of a room are sent unasked, and asked for at once. */
export const LIST = 200;
/** More people of one room are counted only. */
const MOST = 1_000;
/** More notices than this are not held while the list is being asked for. */
const MISSED = 1_000;

const { compare } = new Intl.Collator();

export class People {
  #byId = new Map<string, Member>();
  #sorted: readonly Member[] | undefined;
  #count = 0;
  #isComplete = false;
  #lists = 0;
  #me = "";
  /** Those who went: they may come back. */
  readonly #roles = new Map<string, Member["role"]>();
  #hasRoles = false;
  /** The notices since the list was asked for: its answer may be older than they are. */
  #missed: RoomNotice[] | undefined;

  /** By name; the same array as long as nothing changes. */
  get sorted(): readonly Member[] {
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

  /** Whether roles were asked for, and someone has come since whose role is not known. */
  get lacksRoles(): boolean {
    return (
      this.#hasRoles &&
      this.#isComplete &&
      this.sorted.some(({ role }) => role === undefined)
    );
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
  answered(members: readonly Member[], count: number): boolean {
    const missed = this.#missed ?? [];
    this.#missed = undefined;
    this.#hasRoles = true;
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
        for (const { id, name } of notice.members) this.#came(id, name);
        return false;
      case "left":
        for (const { id } of notice.members) this.#went(id);
        // Few enough again to know them all.
        return this.#lists > 0 && !this.#isComplete && this.#count <= LIST;
      case "renamed":
        this.#put(notice.id, { name: notice.name });
        return false;
      case "presence":
        this.#put(notice.id, { presence: notice.presence });
        return false;
      case "role":
        this.#put(notice.who.id, { role: notice.role });
        return false;
      case "master":
        // What he is without it is not told: it is asked for, as of one who has come.
        if (notice.was !== undefined) this.#forgetRole(notice.was.id);
        this.#put(notice.master.id, { role: "owner" });
        return false;
      case "members":
        if (notice.members === undefined) {
          this.#count = notice.count;
          return true;
        }
        this.#set(
          notice.members.map((one) => ({ ...this.#known(one.id), ...one })),
          notice.count,
        );
        // Something went by, perhaps who has which role now, or is away.
        return this.#hasRoles;
    }
  }

  #set(members: readonly Member[], count: number): void {
    this.#byId = new Map(members.map((member) => [member.id, member]));
    this.#count = count;
    this.#isComplete = members.length >= count;
    this.#lists++;
    this.#sorted = undefined;
  }

  /** What stays true of someone, whether he is here or not. */
  #known(id: string): Partial<Member> {
    const here = this.#byId.get(id);
    if (here !== undefined) return here;
    const role = this.#roles.get(id);
    return role === undefined ? {} : { role };
  }

  #came(id: string, name: string): void {
    const isKnown = this.#byId.has(id);
    // One counts oneself from the join on, whenever the notice of it comes.
    if (!isKnown && (this.#isComplete || id !== this.#me)) this.#count++;
    if (!isKnown && this.#byId.size >= MOST) this.#isComplete = false;
    else {
      const member = { ...this.#known(id), id, name, presence: "online" };
      this.#byId.set(id, member as Member);
      this.#sorted = undefined;
    }
  }

  #went(id: string): void {
    const role = this.#byId.get(id)?.role;
    if (role !== undefined && this.#roles.size < MOST)
      this.#roles.set(id, role);
    const wasKnown = this.#byId.delete(id);
    if (wasKnown) this.#sorted = undefined;
    // Where not everyone is known, who is not known was counted all the same.
    const wasCounted = this.#isComplete ? wasKnown : id !== this.#me;
    if (wasCounted) this.#count = Math.max(0, this.#count - 1);
  }

  #forgetRole(id: string): void {
    this.#roles.delete(id);
    const member = this.#byId.get(id);
    if (member?.role === undefined) return;
    const { role: _, ...rest } = member;
    this.#byId.set(id, rest);
    this.#sorted = undefined;
  }

  /** Of someone who is here; of who is not, only his role is of interest. */
  #put(id: string, more: Partial<Member>): void {
    const member = this.#byId.get(id);
    if (member === undefined) {
      if (this.#roles.has(id)) this.#roles.set(id, more.role);
      return;
    }
    this.#byId.set(id, { ...member, ...more });
    this.#sorted = undefined;
  }
}
