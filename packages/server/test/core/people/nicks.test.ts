import { expect, test } from "vitest";
import { hide } from "../../../src/core/verbs/hide.ts";
import { leave } from "../../../src/core/verbs/leave.ts";
import { nick } from "../../../src/core/verbs/nick.ts";
import { register } from "../../../src/core/verbs/register.ts";
import { say } from "../../../src/core/verbs/say.ts";
import { join } from "../../../src/core/verbs/join.ts";
import { enterAnonymous, visit } from "../../../src/core/verbs/visit.ts";
import {
  codeOf,
  enter,
  openChat,
  turns,
  type Someone,
} from "../../support/chat.ts";
import { changedStore } from "../../support/changed-store.ts";
import { FakeLine, plain } from "../../support/fake-line.ts";

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

test.each(["memory:", "sqlite:"] as const)(
  "on %s, a nick that is being taken while its name is registered is refused, or given up",
  async (store) => {
    for (let wait = 0; wait < 6; wait++) {
      const { chat, guests } = await openChat({ store });
      const [ann, cat] = await guests(["ann", "cat"], "kitchen");
      await cat.leave("kitchen");
      const account = { name: "bob", password: "secret" };
      const registering = register(chat, account, home);
      for (let turn = 0; turn < wait; turn++) await turns(1);
      const nicks = [
        codeOf(call(ann, "kitchen", "b0b")),
        codeOf(cat.join("kitchen", { nick: "bob" })),
      ];
      await registering;
      const codes = await Promise.all(nicks);
      await cat.join("kitchen");
      for (const code of codes)
        expect([undefined, "name_taken"]).toContain(code);
      const room = await chat.rooms.mustFind("kitchen");
      const names = room.visible().map(({ name }) => name);
      expect(names.sort()).toEqual(["ann", "cat"]);
      const bob = await enter(chat, account);
      expect((await bob.join("kitchen")).name).toBe("bob");
    }
  },
);

test("a nick that was looked at before its name became an account's is not worn", async () => {
  const { chat, store, guests } = await openChat({
    wrap: (inner) =>
      changedStore(inner, {
        rooms: {
          async addMember(...of) {
            const added = await inner.rooms.addMember(...of);
            await meanwhile?.();
            return added;
          },
        },
      }),
  });
  let meanwhile: (() => Promise<unknown>) | undefined;
  const [ann, cat] = await guests(["ann", "cat"], "kitchen");
  await cat.leave("kitchen");
  const registerOnce = (name: string) => {
    meanwhile = () => {
      meanwhile = undefined;
      return register(chat, { name, password: "secret" }, home);
    };
  };
  registerOnce("bob");
  expect(await codeOf(call(ann, "kitchen", "bob"))).toBe("name_taken");
  registerOnce("dan");
  expect(await codeOf(cat.join("kitchen", { nick: "dan" }))).toBe("name_taken");
  await cat.join("kitchen");
  const room = await chat.rooms.mustFind("kitchen");
  expect(room.visible().map(({ name }) => name)).toEqual(["ann", "cat"]);
  expect((await store.rooms.membership(room.id, ann.id))?.nick).toBe(undefined);
});
