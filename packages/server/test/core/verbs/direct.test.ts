import { expect, test } from "vitest";
import { direct } from "../../../src/core/verbs/direct.ts";
import { directs } from "../../../src/core/verbs/directs.ts";
import { enterAnonymous, visit } from "../../../src/core/verbs/visit.ts";
import { whisper } from "../../../src/core/verbs/whisper.ts";
import { codeOf, openChat, turns } from "../../support/chat.ts";
import { FakeLine, plain } from "../../support/fake-line.ts";

const free = { perSecond: Infinity, burst: Infinity };
const visitor = () => ({
  address: "127.0.0.1",
  ear: { line: new FakeLine(), encoder: plain },
});

test.each(["memory:", "sqlite:"] as const)(
  "on %s, the same people have one direct room, whoever asks first, also when they ask at once",
  async (store) => {
    const { chat, guests } = await openChat({ store });
    const [ann, bob, cat] = await guests(["ann", "bob", "cat"]);
    const made = await Promise.all([
      direct(chat, ann.session, ["bob", "cat"]),
      direct(chat, bob.session, ["cat", "ann"]),
      direct(chat, cat.session, [ann.id, bob.id, "bob", "cat"]),
    ]);
    expect(new Set(made).size).toBe(1);
    const [room] = made;
    for (const { session } of [ann, bob, cat])
      expect((await directs(chat, session, 10)).map(({ id }) => id)).toEqual([
        room.id,
      ]);
    expect((await direct(chat, ann.session, ["bob"])).id).not.toBe(room.id);
    expect(room.title.split(", ").sort()).toEqual(["ann", "bob", "cat"]);
  },
);

test("a direct message goes to the direct room of two that was made before, and the other way round", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  const room = await direct(chat, ann.session, ["bob"]);
  const text = "psst";
  const sent = await whisper(chat, bob.session, { to: "ann", text });
  expect(sent.room).toBe(room);
  // With more people it is another.
  await guests(["cat"]);
  await direct(chat, ann.session, ["bob", "cat"]);
  const again = await whisper(chat, ann.session, { to: "bob", text });
  expect(again.room).toBe(room);
});

test("what is said among several reaches every session of each, and nobody before it is said", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob, cat, dan] = await guests(["ann", "bob", "cat", "dan"]);
  const elsewhere = await cat.again();
  const { id } = await direct(chat, ann.session, ["bob", "cat"]);
  await turns();
  for (const { line } of [ann, bob, cat, dan]) expect(line.heard).toEqual([]);
  await ann.say(id, "you two");
  for (const { line } of [ann, bob, cat, elsewhere])
    await line.until(({ texts }) => texts.includes("you two"));
  await cat.say(id, "yes?");
  for (const { line } of [ann, bob, cat, elsewhere])
    await line.until(({ texts }) => texts.includes("yes?"));
  expect(elsewhere.line.story).toEqual(["direct", "ann: you two", "cat: yes?"]);
  expect(dan.line.heard).toEqual([]);
  expect(await codeOf(dan.say(id, "me too"))).toBe("no_such_room");
});

test("two to ten people, each with a name, have one", async () => {
  const { chat, guests } = await openChat({ limits: { hellos: free } });
  const names = Array.from({ length: 11 }, (_, n) => `guest ${n}`);
  const [ann] = await guests(["ann", ...names]);
  const code = (refs: readonly string[]) =>
    codeOf(direct(chat, ann.session, refs));
  expect(await code([])).toBe("bad_request");
  expect(await code(["ann", ann.id])).toBe("bad_request");
  expect(await code(["nobody"])).toBe("no_such_person");
  await enterAnonymous(chat, visitor());
  expect(await code(["Anonymous"])).toBe("not_allowed");
  expect(await code(names)).toBe("bad_request");
  expect(await code(names.slice(0, 10))).toBe("bad_request");
  expect(await code(names.slice(0, 9))).toBe(undefined);
});

test("to make one counts as saying something; to ask for it again does not", async () => {
  const { chat, guests } = await openChat({
    limits: { says: { perSecond: 0, burst: 1 } },
  });
  const [ann] = await guests(["ann", "bob", "cat"]);
  await direct(chat, ann.session, ["bob"]);
  const more = direct(chat, ann.session, ["cat"]);
  expect(await codeOf(more)).toBe("rate_limited");
  expect(await codeOf(direct(chat, ann.session, ["bob"]))).toBe(undefined);
});

test("one with a passing guest is his as long as he is here", async () => {
  const { chat, guests, store } = await openChat();
  const [ann] = await guests(["ann"]);
  const dan = await visit(chat, { name: "dan" }, visitor());
  const room = await direct(chat, dan, ["ann"]);
  expect(await store.rooms.isMember(room.id, dan.identity.id)).toBe(false);
  expect(await store.rooms.isMember(room.id, ann.id)).toBe(true);
  expect(await chat.rooms.findFor(dan.identity, room.id)).toBe(room);
});

test("another name of one of its people is told in a direct room, and is in its title, whoever is there", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  const room = await direct(chat, ann.session, ["bob"]);
  await ann.say(room.id, "psst");
  await bob.line.until(({ texts }) => texts.length === 1);
  await ann.rename("anna");
  await turns();
  expect(bob.line.story.at(-1)).toBe("renamed ann anna");
  // Not there, he is told of all the same.
  await bob.end();
  const again = await bob.again();
  await again.rename("bobby");
  await turns();
  expect(ann.line.story).toContain("renamed bob bobby");
  expect(room.title.split(", ").sort()).toEqual(["anna", "bobby"]);
  expect(room.people.map(({ name }) => name).sort()).toEqual(["anna", "bobby"]);
});

test("whoever has no account begins as many conversations of several as he makes rooms", async () => {
  const { chat, guests } = await openChat({ limits: { roomsMadePerHour: 2 } });
  await guests(["ann", "bob", "cat", "dan"]);
  const eve = await visit(
    chat,
    { name: "eve" },
    { ...visitor(), address: "192.0.2.7" },
  );
  const begin = (...whom: string[]) => codeOf(direct(chat, eve, whom));
  expect(await begin("ann", "bob")).toBe(undefined);
  expect(await begin("ann", "cat")).toBe(undefined);
  expect(await begin("ann", "dan")).toBe("too_many");
  // Those there are, and such with one person, are his all the same.
  expect(await begin("ann", "bob")).toBe(undefined);
  expect(await begin("ann")).toBe(undefined);
});
