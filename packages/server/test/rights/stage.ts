// What a circumstance of the table looks like for real: who plays which column, in which room, and how it is built anew
// when a row has changed it.
import { startServer } from "../support/server.ts";
import { account, guest, type Cast, type People, type Person } from "./cast.ts";
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

const all = <T, R>(list: readonly T[], each: (one: T) => Promise<R>) =>
  Promise.all(list.map(each));

/** Everyone who has or had a place in a room, with roles in it. */
const inRoom = ({ ann, art, max, mia, gil, bea, otto, ada, low }: People) => ({
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
const inChat = ({
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

type Access = "public" | "closed" | "private";

/** Joins, and says something. */
async function speak(person: Person, room: string): Promise<number> {
  const [, said] = await Promise.all([
    person.must("join", { room }),
    person.must("say", { room, text: `${person.name} was here` }),
  ]);
  return Number(said["seq"]);
}

/** A room of its own, in which everyone has said something, the outsider and the one who is banned too. */
async function furnish(
  { people }: Cast,
  access: Access,
  visitors: readonly Person[] = [],
): Promise<{ room: string; said: ReadonlyMap<Person, number> }> {
  const { actors, targets } = inRoom(people);
  const { owner, ...others } = actors;
  const made = await owner.must("create", { title: newTitle(), access });
  const room = String(made["room"]);
  const rest = [...Object.values(others), targets.admin, targets.guest];
  const everyone = [...rest, ...visitors];
  if (access !== "public")
    await all(everyone, ({ id: who }) => owner.must("invite", { room, who }));
  const seqs = await all([owner, ...everyone], async (one) => {
    return [one, await speak(one, room)] as const;
  });
  const give = (person: Person, role: string) =>
    owner.must("role", { room, who: person.id, role });
  await Promise.all([
    give(actors.admin, "admin"),
    give(targets.admin, "admin"),
    give(actors.moderator, "moderator"),
    actors.outsider.must("leave", { room }),
    owner.must("ban", { room, who: actors.banned.id }),
  ]);
  return { room, said: new Map(seqs) };
}

function messages(said: ReadonlyMap<Person, number>): Stage["messageOf"] {
  return (person) => {
    const seq = said.get(person);
    if (seq === undefined) throw new Error(`${person.name} said nothing.`);
    return seq;
  };
}

export const room =
  (access: Access): Build =>
  async (cast) => {
    const { room: id, said } = await furnish(cast, access);
    const { actors, targets } = inRoom(cast.people);
    const keeper = () => targets.owner;
    const messageOf = messages(said);
    return { cast, actors, targets, room: () => id, messageOf, keeper };
  };

export const archived: Build = async (cast) => {
  const stage = await room("public")(cast);
  const { owner } = stage.targets;
  await owner.must("change", { room: stage.room("owner"), archived: true });
  return stage;
};

/** Everyone who is in it is muted there, its owner too. */
export const muted: Build = async (cast) => {
  const stage = await room("public")(cast);
  const { banned: _, outsider: _other, ...actors } = stage.actors;
  const { olga } = cast.people;
  await all(Object.values(actors), ({ id: who }) =>
    olga.must("mute", { room: stage.room("owner"), who }),
  );
  return { ...stage, actors };
};

/** Whoever has a role in the chat, and is not in the room. */
export const over =
  (access: Access): Build =>
  async (cast) => {
    const { olga: owner, adam: admin, mona: moderator } = cast.people;
    const actors = { owner, admin, moderator };
    return { ...(await room(access)(cast)), actors };
  };

/** They were let in. */
export const within: Build = async (cast) => {
  const { people } = cast;
  const { olga: owner, adam: admin, mona: moderator } = people;
  const actors = { owner, admin, moderator };
  const { room: id, said } = await furnish(
    cast,
    "private",
    Object.values(actors),
  );
  const { targets } = inRoom(people);
  const keeper = () => targets.owner;
  const messageOf = messages(said);
  return { cast, actors, targets, room: () => id, messageOf, keeper };
};

/** Each with one guest. */
export const direct: Build = async (cast) => {
  const { actors: everyone, targets } = inChat(cast.people);
  const { outsider, ...actors } = everyone;
  const { guest } = targets;
  const pairs = await all(Object.entries(actors), async ([column, person]) => {
    const { room } = await person.must("direct", { with: [guest.id] });
    const say = (one: Person) => one.must("say", { room, text: "psst" });
    const [own, his] = await Promise.all([say(person), say(guest)]);
    const seqs = new Map([
      [person, Number(own["seq"])],
      [guest, Number(his["seq"])],
    ]);
    return [column, { room: String(room), seqs }] as const;
  });
  const rooms = new Map(pairs);
  const place = (column: Column) => {
    const found = rooms.get(column) ?? rooms.get("member");
    if (found === undefined) throw new Error("There is no such pair.");
    return found;
  };
  return {
    cast,
    actors: { ...actors, outsider },
    targets,
    room: (column) => place(column).room,
    messageOf: (person, column) => messages(place(column).seqs)(person, column),
    keeper: () => guest,
  };
};

export const overDirect: Build = async (cast) => {
  const { olga: owner, adam: admin, mona: moderator } = cast.people;
  const stage = await direct(cast);
  const actors = { owner, admin, moderator };
  const member = (): string | undefined => stage.room("member");
  return { ...stage, actors, room: member };
};

/** The one room that there is once: whatever was done there is undone first. */
export const lobby: Build = async (cast) => {
  const { people } = cast;
  const { actors: inside, targets } = inChat(people);
  const actors = { ...inside, banned: people.bea };
  const { owner, outsider, banned } = actors;
  const lobbyId = String(
    (await owner.must("join", { room: "Free Chat" }))["room"],
  );
  await liftAll(owner, lobbyId);
  const everyone = [...Object.values(actors), targets.admin, targets.guest];
  await all(everyone, (one) => one.revive());
  const seqs = await all(everyone, async (one) => {
    return [one, await speak(one, lobbyId)] as const;
  });
  const takeRole = ({ id: who }: Person) =>
    owner.must("role", { room: lobbyId, who, role: "member" });
  await Promise.all([
    takeRole(targets.guest),
    takeRole(targets.admin),
    outsider.must("leave", { room: lobbyId }),
    owner.must("ban", { room: lobbyId, who: banned.id }),
  ]);
  const keeper = () => owner;
  const messageOf = messages(new Map(seqs));
  return { cast, actors, targets, room: () => lobbyId, messageOf, keeper };
};

/** What holds in a room, or in the chat, save for whoever is banned throughout. */
async function liftAll(owner: Person, room?: string): Promise<void> {
  const { sanctions } = await owner.must("sanctions", { room, limit: 200 });
  const found = sanctions as { sanction: string; who?: { name: string } }[];
  const over = found.filter(({ who }) => who?.name !== "cut");
  await all(over, ({ sanction }) => owner.must("lift", { sanction }));
}

/** Nobody but `cut` is banned, and everyone has the role that he has. */
export const chat: Build = async (cast) => {
  const { people } = cast;
  const { actors, targets } = inChat(people);
  const { olga, alma, tom } = people;
  await liftAll(olga);
  const { outsider: _, ...here } = actors;
  await all([...Object.values(here), ...Object.values(targets)], (one) =>
    one.revive(),
  );
  await Promise.all([
    olga.must("role", { who: alma.id, role: "admin" }),
    olga.must("role", { who: tom.id, role: "member" }),
  ]);
  return {
    cast,
    actors: { ...here, banned: people.cut },
    targets,
    room: () => undefined,
    messageOf: messages(new Map()),
    keeper: () => olga,
  };
};

/** In a room, where they have said something before. */
export const mutedAnywhere: Build = async (cast) => {
  const { people } = cast;
  const { olga, adam: admin, mona: moderator, mia: member, gil } = people;
  const actors = { admin, moderator, member, guest: gil };
  const { targets } = inRoom(people);
  const visitors = [admin, moderator];
  const { room: id, said } = await furnish(cast, "public", visitors);
  await all(Object.values(actors), ({ id: who }) => olga.must("mute", { who }));
  return {
    cast,
    actors,
    targets,
    room: () => id,
    messageOf: messages(said),
    keeper: () => targets.owner,
    end: () => liftAll(olga),
  };
};

export const locked: Build = async (cast) => {
  const stage = await chat(cast);
  const { olga } = cast.people;
  await olga.must("rules", { guests: "locked", registration: "closed" });
  const end = async (): Promise<void> => {
    await olga.must("rules", { guests: "open", registration: "open" });
    await all(Object.values(cast.people), async (one) => {
      if (one !== cast.people.cut) await one.revive();
    });
  };
  return { ...stage, end };
};

/** A server of its own, on which nobody has claimed the chat. */
export const unowned: Build = async (cast) => {
  const server = await startServer();
  const member = await account(server, "mia");
  const low = await guest(server, "low");
  return {
    cast: { ...cast, server },
    actors: { member, guest: low },
    targets: inChat(cast.people).targets,
    room: () => undefined,
    messageOf: messages(new Map()),
    keeper: () => member,
  };
};
