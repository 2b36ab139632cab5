import { expect, test } from "vitest";
import { createRoom } from "../../../src/core/verbs/create.ts";
import { codeOf, enter, openChat, turns } from "../../support/chat.ts";

test("a new name holds on all sessions, and each room is told once", async () => {
  const { guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "kitchen", "cellar");
  const second = await bob.again();
  await second.join("kitchen");
  const before = ann.line.story.length;
  expect(await bob.rename(" Bobby ")).toBe("Bobby");
  expect(second.name).toBe("Bobby");
  await turns();
  expect(ann.line.story.slice(before)).toEqual([
    "renamed bob Bobby",
    "renamed bob Bobby",
  ]);
  const rooms = ann.line.heard
    .slice(before)
    .map((what) => "room" in what && what.room);
  expect(new Set(rooms).size).toBe(2);
  await second.say("kitchen", "hi");
  await ann.line.until(({ texts }) => texts.length > 0);
  expect(ann.line.story.at(-1)).toBe("Bobby: hi");
});

test("the old name is free and the new one is not", async () => {
  const { chat, guests } = await openChat();
  const [bob] = await guests(["bob"]);
  await bob.rename("rob");
  expect(await codeOf(enter(chat, { name: "r0b" }))).toBe("name_taken");
  const other = await enter(chat, { name: "bob" });
  expect(await codeOf(other.rename("ROB"))).toBe("name_taken");
  expect(other.name).toBe("bob");
});

test("one may change how his own name is written", async () => {
  const { chat, guests } = await openChat();
  const [bob] = await guests(["bob"]);
  expect(await bob.rename("BOB")).toBe("BOB");
  expect(await codeOf(enter(chat, { name: "bob" }))).toBe("name_taken");
  await bob.end();
  await enter(chat, { name: "bob" });
});

test("a name that breaks the rule changes nothing", async () => {
  const { guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  for (const name of ["", "a:b", "a\u202eb", "x".repeat(33)])
    expect(await codeOf(bob.rename(name))).toBe("bad_name");
  await turns();
  expect(bob.name).toBe("bob");
  expect(ann.line.story).toEqual(["joined bob"]);
});

test("two sessions that rename at once leave one name held and the others free", async () => {
  const { chat, guests } = await openChat();
  const [bob] = await guests(["bob"]);
  const second = await bob.again();
  await Promise.all([bob.rename("one"), second.rename("two")]);
  const taken = [];
  for (const name of ["bob", "one", "two"])
    if ((await codeOf(enter(chat, { name }))) === "name_taken")
      taken.push(name);
  expect(taken).toEqual([bob.name]);
});

test("what was said under the old name keeps it", async () => {
  const { guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  await bob.say("kitchen", "before");
  await bob.rename("rob");
  const { entries } = await (await ann.again()).join("kitchen", { last: 5 });
  expect(entries.map(({ name }) => name)).toEqual(["bob"]);
});

test("a newcomer to a big room who renames is known by his new name", async () => {
  const { guests } = await openChat({ limits: { bigRoom: 2 } });
  const [ann] = await guests(["ann", "bob"], "kitchen");
  const [cat] = await guests(["cat"], "kitchen");
  await cat.rename("kate");
  await ann.line.until(({ story }) => story.includes("renamed cat kate"));
  await turns();
  const story = ann.line.story.filter((line) => /cat|kate/.test(line));
  expect(story).toEqual(["joined cat", "renamed cat kate"]);
});

test("everyone is told of names and rooms, and so nobody changes them to and fro at will", async () => {
  const { chat, clock, guests } = await openChat();
  const [bob, ann] = await guests(["bob", "ann"]);
  let told = 0;
  while (told < 100) {
    if ((await codeOf(bob.rename(`bob ${told}`))) !== undefined) break;
    told++;
  }
  expect(told).toBe(20);
  expect(await codeOf(bob.rename("bob 20"))).toBe("rate_limited");
  expect(bob.name).toBe("bob 19");
  expect(await codeOf(bob.join("den"))).toBe("rate_limited");
  expect(await chat.rooms.find("den")).toBe(undefined);
  // Nobody is told of these.
  expect(await codeOf(bob.rename("bob 19"))).toBe(undefined);
  const den = { title: "den", access: "private" } as const;
  expect(await codeOf(createRoom(chat, bob.session, den))).toBe(undefined);
  await ann.join("hall");
  expect(await codeOf(bob.join("hall"))).toBe(undefined);
  clock.now += 2_000;
  expect(await codeOf(bob.rename("bob"))).toBe(undefined);
  expect(await codeOf(bob.join("attic"))).toBe("rate_limited");
});
