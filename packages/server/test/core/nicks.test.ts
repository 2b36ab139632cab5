import { expect, test } from "vitest";
import { hide } from "../../src/core/verbs/hide.ts";
import { leave } from "../../src/core/verbs/leave.ts";
import { nick } from "../../src/core/verbs/nick.ts";
import { say } from "../../src/core/verbs/say.ts";
import { join } from "../../src/core/verbs/join.ts";
import { enterAnonymous, visit } from "../../src/core/verbs/visit.ts";
import {
  codeOf,
  enter,
  openChat,
  turns,
  type Someone,
} from "../support/chat.ts";
import { FakeLine, plain } from "../support/fake-line.ts";

const home = { address: "127.0.0.1", ear: undefined };
const call = (who: Someone, room: string, wanted: string | null) =>
  nick(who.chat, who.session, { room, nick: wanted });

test("a nick is what one is called in one room only", async () => {
  const { guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "kitchen", "hall");
  await turns();
  const before = ann.line.heard.length;
  await call(bob, "kitchen", "chef");
  await bob.say("kitchen", "soup");
  await bob.say("hall", "coats");
  await ann.line.until(({ texts }) => texts.includes("coats"));
  expect(ann.line.story.slice(before)).toEqual([
    "renamed bob chef",
    "chef: soup",
    "bob: coats",
  ]);
  await call(bob, "kitchen", null);
  await bob.say("kitchen", "again");
  await ann.line.until(({ texts }) => texts.includes("again"));
  expect(ann.line.story.at(-1)).toBe("bob: again");
});

test("two in one room are never called alike, however it comes about", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"]);
  await ann.join("kitchen");
  await bob.join("kitchen", { nick: "cat" });
  expect(await codeOf(call(ann, "kitchen", "CAT"))).toBe("name_taken");
  expect(await codeOf(call(ann, "kitchen", "Anonymous"))).toBe("name_taken");
  // Whoever comes under his own name is not kept out, but told apart.
  const { room, name } = await cat.join("kitchen");
  expect(name).toBe("cat~1");
  const dan = await visit(chat, { name: "dan" }, home);
  expect(await codeOf(join(chat, dan, { room: "kitchen", nick: "ann" }))).toBe(
    "name_taken",
  );
  expect(new Set(room.visible().map((one) => one.name)).size).toBe(3);
});

test("a kept guest's nick outlives his session, and ends with his membership", async () => {
  const { guests } = await openChat({ store: "sqlite:" });
  const [ann] = await guests(["ann"]);
  await ann.join("kitchen", { nick: "chef" });
  await ann.end();
  const again = await ann.again();
  expect((await again.join("kitchen")).name).toBe("chef");
  await again.leave("kitchen");
  expect((await again.join("kitchen")).name).toBe("ann");
});

test.each(["", "a:b", "a\nb", "x".repeat(33), "#a"])(
  "the nick %j breaks the rule of names",
  async (bad) => {
    const { guests } = await openChat();
    const [ann] = await guests(["ann"], "kitchen");
    expect(await codeOf(call(ann, "kitchen", bad))).toBe("bad_name");
    expect(await codeOf(ann.join("hall", { nick: bad }))).toBe("bad_name");
  },
);

test("someone hidden is announced, is in no list, hears, and cannot say", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  await ann.join("kitchen");
  const { room } = await bob.join("kitchen", { hidden: true });
  await ann.say("kitchen", "hi");
  await bob.line.until(({ texts }) => texts.includes("hi"));
  expect(ann.line.story).toContain("joined bob");
  expect(room.visible().map(({ name }) => name)).toEqual(["ann"]);
  expect(room.count).toBe(1);
  expect(await codeOf(bob.say("kitchen", "boo"))).toBe("hidden");
  await hide(chat, bob.session, { room: "kitchen", isHidden: false });
  expect(await codeOf(bob.say("kitchen", "here"))).toBe(undefined);
  expect(room.count).toBe(2);
});

test("Anonymous is one in each list: joined with the first, left with the last", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"], "Free Chat");
  const nameless = async () => {
    const line = new FakeLine();
    const session = await enterAnonymous(chat, {
      address: "127.0.0.1",
      ear: { line, encoder: plain },
    });
    await join(chat, session, { room: "Free Chat" });
    return { line, session };
  };
  const [one, two] = [await nameless(), await nameless()];
  await say(chat, one.session, { room: "Free Chat", text: "hi", key: "k" });
  await say(chat, two.session, { room: "Free Chat", text: "ho", key: "k" });
  await ann.line.until(({ texts }) => texts.length === 2);
  await two.line.until(({ texts }) => texts.length === 2);
  expect(chat.people().map(({ name }) => name)).toEqual(["ann", "Anonymous"]);
  await leave(chat, one.session, "Free Chat");
  await say(chat, two.session, { room: "Free Chat", text: "ha" });
  await two.line.until(({ texts }) => texts.length === 3);
  expect(one.line.texts).toEqual(["hi", "ho"]);
  await chat.end(two.session);
  await turns();
  expect(ann.line.story.filter((line) => !line.includes(":"))).toEqual([
    "joined Anonymous",
    "left Anonymous",
  ]);
  expect(await codeOf(enter(chat, { name: "anonymous" }))).toBe("name_taken");
});

test("limits of Anonymous are counted per connection", async () => {
  const { chat } = await openChat({
    limits: { says: { perSecond: 0.01, burst: 2 } },
  });
  for (let n = 0; n < 3; n++) {
    const ear = { line: new FakeLine(), encoder: plain };
    const session = await enterAnonymous(chat, { address: "127.0.0.1", ear });
    await join(chat, session, { room: "Free Chat" });
    const words = { room: "Free Chat", text: "hi" };
    expect(await codeOf(say(chat, session, words))).toBe(undefined);
    expect(await codeOf(say(chat, session, words))).toBe(undefined);
    expect(await codeOf(say(chat, session, words))).toBe("rate_limited");
  }
});

test("a room without entries goes with the passing guest who made it", async () => {
  const { chat } = await openChat();
  const ear = { line: new FakeLine(), encoder: plain };
  const dan = await visit(chat, { name: "dan" }, { address: "127.0.0.1", ear });
  const { room } = await join(chat, dan, { room: "den" });
  await chat.end(dan);
  expect(await chat.store.rooms.byId(room.id)).toBe(undefined);
});
