// The stages that are rooms made anew: public, closed and private ones, archived, with people muted in them, and seen by whoever
// has a role in the chat.
import type { Cast, Person } from "./cast.ts";
import {
  all,
  inRoom,
  liftAll,
  messages,
  newTitle,
  speak,
  type Build,
} from "./stage.ts";

type Access = "public" | "closed" | "private";

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
