// Where verbs are measured: a big room with its owner and its members, a smaller one, and people outside of both.
import { setTimeout as sleep } from "node:timers/promises";
import { inParallel } from "../in-parallel.ts";
import { Person } from "../person.ts";

const patienceMillis = 60_000;
/** Requests of one kind that make something ready, under way at once. */
const atOnce = 16;

export interface StageOptions {
  readonly port: number;
  readonly members: number;
  /** Of the members, those who are in the smaller room too. */
  readonly few: number;
  /** Rooms beside these two. */
  readonly rooms: number;
  readonly outsiders: number;
  /** After so long without an event nothing is due any more. */
  readonly quietMillis: number;
  readonly overlook?: number;
}

export class Stage {
  readonly room: string;
  readonly smallRoom: string;
  /** Master of both rooms, and one of the members. */
  readonly owner: Person;
  readonly members: readonly Person[];
  readonly few: readonly Person[];
  readonly outsiders: readonly Person[];
  /** Those of the outsiders who are in the room at the moment. */
  readonly inside = new Set<Person>();
  readonly #quietMillis: number;
  readonly #counted: readonly Person[];
  #heardAt = 0;

  static async open(options: StageOptions): Promise<Stage> {
    const { port } = options;
    const crowd = (count: number, name: string): Promise<Person[]> =>
      inParallel(count, 50, (n) => Person.come(port, { name: `${name}${n}` }));
    const owner = await Person.come(port, { name: "owner" });
    const make = (title: string): Promise<{ room: string }> =>
      owner.ask({ do: "create", title });
    const { room } = await make("bench");
    const { room: smallRoom } = await make("small");
    await inParallel(options.rooms, atOnce, (n) => make(`other ${n}`));
    const others = await crowd(options.members - 1, "member");
    const members = [owner, ...others];
    // The first that a verb is called by are not among the first of these.
    const few = [...others.slice(1 - options.few).reverse(), owner];
    const enter = (people: readonly Person[], into: string) =>
      each(people, (person) => person.ask({ do: "join", room: into }));
    await enter(others, room);
    await enter(few.slice(0, -1), smallRoom);
    const outsiders = await crowd(options.outsiders, "outsider");
    const people = { owner, members, few, outsiders };
    return new Stage({ room, smallRoom, ...people }, options);
  }

  private constructor(
    made: Pick<
      Stage,
      "room" | "smallRoom" | "owner" | "members" | "few" | "outsiders"
    >,
    { quietMillis, overlook }: StageOptions,
  ) {
    this.#quietMillis = quietMillis;
    this.#counted = made.members.filter((_, index) => index !== overlook);
    this.room = made.room;
    this.smallRoom = made.smallRoom;
    this.owner = made.owner;
    this.members = made.members;
    this.few = made.few;
    this.outsiders = made.outsiders;
    for (const person of [...this.members, ...this.outsiders])
      person.onHeard = () => (this.#heardAt = performance.now());
  }

  /** Events that members of the room have been told so far, together. */
  get heard(): number {
    return this.#counted.reduce((sum, { heard }) => sum + heard, 0);
  }

  member(n: number): Person {
    return at(this.members, n);
  }

  /** So many messages by the owner; their places in the room. */
  async say(count: number): Promise<readonly number[]> {
    const said = await inParallel(count, atOnce, (n) =>
      this.owner.ask<{ seq: number }>({
        do: "say",
        room: this.room,
        text: `${n} the quick brown fox jumps over the lazy dog`,
      }),
    );
    return said.map(({ seq }) => seq);
  }

  /** Has all outsiders enter the room, or leave it. */
  async letOutsiders(where: "in" | "out"): Promise<void> {
    const isIn = where === "in";
    const wrong = this.outsiders.filter((one) => this.inside.has(one) !== isIn);
    const verb = isIn ? "join" : "leave";
    await each(wrong, (one) => one.ask({ do: verb, room: this.room }));
    for (const one of wrong) this.moved(one, where);
  }

  moved(outsider: Person, where: "in" | "out"): void {
    if (where === "in") this.inside.add(outsider);
    else this.inside.delete(outsider);
  }

  /** Resolves when everything that was caused has been told, and nothing is due any more. */
  async settled(millis = this.#quietMillis): Promise<void> {
    const begun = performance.now();
    while (performance.now() < Math.max(begun, this.#heardAt) + millis) {
      if (performance.now() > begun + patienceMillis)
        throw new Error("Events went on for a minute after the last call.");
      await sleep(20);
    }
  }

  end(): void {
    for (const person of [...this.members, ...this.outsiders]) person.end();
  }
}

/** The nth of them, and the first again behind the last. */
export function at<T>(all: readonly T[], n: number): T {
  const found = all[n % all.length];
  if (found === undefined) throw new Error("There are none of them.");
  return found;
}

export async function each<T>(
  all: readonly T[],
  task: (one: T, n: number) => Promise<unknown>,
): Promise<void> {
  await inParallel(all.length, atOnce, (n) => task(at(all, n), n));
}
