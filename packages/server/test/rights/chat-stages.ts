// The stages that there are once: direct conversations, the lobby, the chat itself. What was done there is undone first.
import { startServer } from "../support/server.ts";
import { account, guest, type Person } from "./cast.ts";
import type { Column } from "./read-table.ts";
import { all, inChat, liftAll, messages, speak, type Build } from "./stage.ts";

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
