// What a circumstance of the table looks like for real: who plays which column, in which room, and how it is built anew
// when a row has changed it.
import type { Cast, People, Person } from "./cast.ts";
import type { Column } from "./read-table.ts";

export type Actors = Readonly<Partial<Record<Column, Person>>>;

/** Those that something is done to, by what the table calls them. */
export interface Targets {
  readonly owner: Person;
  readonly admin: Person;
  readonly moderator: Person;
  readonly member: Person;
  readonly guest: Person;
}

export interface Stage {
  readonly cast: Cast;
  readonly actors: Actors;
  readonly targets: Targets;
  /** The room's id; in a direct one each has his own. Undefined where the row is about none. */
  room(column: Column): string | undefined;
  /** The message of someone there. @throws Error when he has said nothing */
  messageOf(person: Person, column: Column): number;
  /** Sees everything that a refused call might have changed. */
  readonly keeper: (column: Column) => Person;
  /** Undoes what outlasts it. */
  readonly end?: (() => Promise<unknown>) | undefined;
}

export type Build = (cast: Cast) => Promise<Stage>;

let rooms = 0;
export const newTitle = (): string => `r${++rooms}`;

export const all = <T, R>(list: readonly T[], each: (one: T) => Promise<R>) =>
  Promise.all(list.map(each));

/** Everyone who has or had a place in a room, with roles in it. */
export const inRoom = ({
  ann,
  art,
  max,
  mia,
  gil,
  bea,
  otto,
  ada,
  low,
}: People) => ({
  actors: {
    owner: ann,
    admin: art,
    moderator: max,
    member: mia,
    guest: gil,
    banned: bea,
    outsider: otto,
  },
  targets: { owner: ann, admin: ada, moderator: max, member: mia, guest: low },
});

/** Everyone by his role in the chat; nobody is banned. */
export const inChat = ({
  olga,
  adam,
  mona,
  mia,
  gil,
  otto,
  alma,
  tom,
  low,
}: People) => ({
  actors: {
    owner: olga,
    admin: adam,
    moderator: mona,
    member: mia,
    guest: gil,
    outsider: otto,
  },
  targets: {
    owner: olga,
    admin: alma,
    moderator: mona,
    member: tom,
    guest: low,
  },
});

/** Joins, and says something. */
export async function speak(person: Person, room: string): Promise<number> {
  const [, said] = await Promise.all([
    person.must("join", { room }),
    person.must("say", { room, text: `${person.name} was here` }),
  ]);
  return Number(said["seq"]);
}

export function messages(
  said: ReadonlyMap<Person, number>,
): Stage["messageOf"] {
  return (person) => {
    const seq = said.get(person);
    if (seq === undefined) throw new Error(`${person.name} said nothing.`);
    return seq;
  };
}

/** What holds in a room, or in the chat, save for whoever is banned throughout. */
export async function liftAll(owner: Person, room?: string): Promise<void> {
  const { sanctions } = await owner.must("sanctions", { room, limit: 200 });
  const found = sanctions as { sanction: string; who?: { name: string } }[];
  const over = found.filter(({ who }) => who?.name !== "cut");
  await all(over, ({ sanction }) => owner.must("lift", { sanction }));
}
