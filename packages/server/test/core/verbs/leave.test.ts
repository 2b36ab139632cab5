import { expect, test } from "vitest";
import { createRoom } from "../../../src/core/verbs/create.ts";
import { invite } from "../../../src/core/verbs/invite.ts";
import { codeOf, openChat, turns, upTo } from "../../support/chat.ts";

test("a member who left hears nothing more and may not say", async () => {
  const { guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  await bob.leave("kitchen");
  await ann.say("kitchen", "hi");
  await ann.line.until(({ texts }) => texts.length > 0);
  expect(bob.line.texts).toEqual([]);
  expect(await codeOf(bob.say("kitchen", "hi"))).toBe("not_member");
  expect(ann.line.story).toEqual(["joined bob", "left bob", "ann: hi"]);
});

test("leaving ends presence on all sessions", async () => {
  const { guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  const second = await bob.again();
  const { room } = await second.join("kitchen");
  await bob.leave("kitchen");
  expect(room.count).toBe(1);
  await ann.say("kitchen", "hi");
  await ann.line.until(({ texts }) => texts.length > 0);
  expect([bob.line.texts, second.line.texts]).toEqual([[], []]);
});

test("his other sessions are told that he left, also those that lag, and nobody else", async () => {
  const { guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  const [second, third] = [await bob.again(), await bob.again()];
  await second.join("kitchen");
  await turns();
  third.line.lag();
  await bob.leave("kitchen");
  expect(third.line.heard).toEqual([]);
  third.line.drain();
  await turns();
  const who = { id: bob.id, name: "bob" };
  for (const { line } of [second, third])
    expect(line.heard).toEqual([
      expect.objectContaining({ kind: "withdrew", title: "kitchen", who }),
    ]);
  for (const { line } of [ann, bob])
    expect(line.story).not.toContain("withdrew");
  expect(await codeOf(second.leave("kitchen"))).toBe("not_member");
  await turns();
  expect(third.line.heard).toHaveLength(1);
});

test("a session that comes again while another one leaves hears first that he left", async () => {
  for (let wait = 0; wait < 6; wait++) {
    const { guests } = await openChat();
    const [, bob] = await guests(["ann", "bob"], "kitchen");
    const second = await bob.again();
    await second.join("kitchen");
    const leaving = bob.leave("kitchen");
    await turns(wait);
    let told: string[] = [];
    const joining = second.join("kitchen").then((joined) => {
      told = [...second.line.story];
      return joined;
    });
    const [, { wasPresent }] = await Promise.all([leaving, joining]);
    expect(wasPresent || told.includes("withdrew")).toBe(true);
    await turns();
    // Whatever came last is what he knows.
    expect(second.session.presences.size).toBe(wasPresent ? 0 : 1);
  }
});

test("the end of a session ends presence, not membership", async () => {
  const { guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  await bob.end();
  await turns();
  expect(ann.line.story).toEqual(["joined bob", "left bob"]);
  const back = await bob.again();
  expect(await codeOf(back.say("kitchen", "hi"))).toBe(undefined);
});

test("what one is not in cannot be left", async () => {
  const { guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  await ann.join("kitchen");
  expect(await codeOf(bob.leave("kitchen"))).toBe("not_member");
  expect(await codeOf(bob.leave("cellar"))).toBe("no_such_room");
});

test("a room without entries goes with its last member; the lobby and a room with entries stay", async () => {
  const { guests, store } = await openChat();
  const [ann, bob] = await guests(
    ["ann", "bob"],
    "kitchen",
    "cellar",
    "Free Chat",
  );
  const was = (await ann.join("kitchen")).room;
  await ann.say("cellar", "hi");
  for (const room of ["kitchen", "cellar", "Free Chat"]) await ann.leave(room);
  expect(await store.rooms.byId(was.id)).toBeDefined();
  for (const room of ["kitchen", "cellar", "Free Chat"]) await bob.leave(room);
  const left = await store.rooms.list("", 10);
  expect(left.map(({ title }) => title)).toEqual(["cellar", "Free Chat"]);
  const made = (await bob.join("kitchen")).room;
  expect(made.id).not.toBe(was.id);
  expect(await codeOf(ann.join(was.id))).toBe("no_such_room");
});

test.each(["memory:", "sqlite:"] as const)(
  "on %s, a private room goes with its last member, and with it what was said and who was invited",
  async (store) => {
    const { chat, guests } = await openChat({ store });
    const [ann, bob, cat] = await guests(["ann", "bob", "cat"]);
    const wanted = { title: "lair", access: "private" } as const;
    const { room } = await createRoom(chat, ann.session, wanted);
    for (const who of ["bob", "cat"])
      await invite(chat, ann.session, { room: room.id, who });
    await bob.join(room.id);
    await bob.say(room.id, "hi");
    await ann.leave(room.id);
    // Bob is still a member, here or not.
    await bob.say(room.id, "still here");
    await bob.leave(room.id);
    expect(await chat.store.rooms.byId(room.id)).toBe(undefined);
    for (const one of [ann, bob, cat])
      expect(await codeOf(one.join(room.id))).toBe("no_such_room");
  },
);

test.each(["memory:", "sqlite:"] as const)(
  "on %s, whoever joins a room that is just going is in a room that is there, or is told to try again",
  async (store) => {
    const free = { perSecond: Infinity, burst: Infinity };
    const { chat, guests } = await openChat({
      store,
      limits: { verbs: free, says: free, roomsMadePerHour: Infinity },
    });
    const people = await guests(["ann", "bob", "cat", "dan"]);
    for (let round = 0; round < 60; round++) {
      const work = people.map(async (person, n) => {
        for (let wait = (round * (n + 1)) % 4; wait > 0; wait--)
          await new Promise(setImmediate);
        const code = await codeOf(person.join("kitchen"));
        if (code !== undefined) {
          expect(code).toBe("unavailable");
          return;
        }
        if ((round + n) % 3 === 0) await person.leave("kitchen");
      });
      await Promise.all(work);
      const there = people.filter(({ session }) => session.presences.size > 0);
      const rooms = there.flatMap(({ session }) => [
        ...session.presences.keys(),
      ]);
      // They are all in the same room, which is the open one.
      expect(new Set(rooms).size).toBe(Math.min(1, there.length));
      for (const id of rooms) {
        const room = chat.rooms.get("kitchen");
        expect(room?.id).toBe(id);
        expect(room?.count).toBe(there.length);
      }
      for (const person of there) await person.leave("kitchen");
    }
  },
);

test("a session that joins while another of the same person leaves is not in a room that is gone", async () => {
  const free = { perSecond: Infinity, burst: Infinity };
  const { guests, store } = await openChat({
    limits: { verbs: free, says: free },
  });
  const [ann] = await guests(["ann"]);
  const second = await ann.again();
  for (let round = 0; round < 20; round++) {
    await ann.join("kitchen");
    const leaving = ann.leave("kitchen");
    for (let wait = round % 5; wait > 0; wait--)
      await new Promise(setImmediate);
    await second.join("kitchen");
    await leaving;
    for (const { room } of second.session.presences.values())
      expect(await store.rooms.isMember(room.id, ann.id)).toBe(true);
    await codeOf(second.leave("kitchen"));
  }
});

test("nobody is seen to leave before the last thing he said", async () => {
  const { guests } = await openChat({
    limits: { says: { perSecond: Infinity, burst: Infinity } },
  });
  const [ann] = await guests(["ann"], "kitchen");
  const others = await guests(["bob", "cat", "dan"], "kitchen");
  const [bob, cat, dan] = others;
  await turns();
  const before = ann.line.story.length;
  const said = upTo(20).flatMap((n) => [
    bob.say("kitchen", `b${n}`),
    cat.say("kitchen", `c${n}`),
    dan.say("kitchen", `d${n}`),
  ]);
  await Promise.all([bob.end(), cat.leave("kitchen"), ...said]);
  await dan.say("kitchen", "still here");
  await dan.end();
  await turns();
  const story = ann.line.story.slice(before);
  for (const [name, last] of [
    ["bob", "bob: b20"],
    ["cat", "cat: c20"],
    ["dan", "dan: still here"],
  ] as const) {
    const left = story.findIndex((line) => line === `left ${name}`);
    expect(left).toBeGreaterThan(story.indexOf(last));
    expect(story.filter((line) => line === `left ${name}`).length).toBe(1);
  }
  expect(story.length).toBe(64);
});
