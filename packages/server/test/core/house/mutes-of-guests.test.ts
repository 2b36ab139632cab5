// mute: a guest does not speak again by coming back as another.
import { expect, test } from "vitest";
import { House } from "../../../src/core/house/house.ts";
import { mute } from "../../../src/core/verbs/mute.ts";
import { enterAnonymous } from "../../../src/core/verbs/visit.ts";
import { say } from "../../../src/core/verbs/say.ts";
import { join } from "../../../src/core/verbs/join.ts";
import { codeOf, openChat, turns } from "../../support/chat.ts";
import { FakeLine, plain } from "../../support/fake-line.ts";
import { account, come, elsewhere, pass } from "../../support/order.ts";

const told = (line: { readonly heard: readonly { kind: string }[] }) =>
  line.heard.flatMap(({ kind }) => (kind.endsWith("muted") ? kind : []));

test("who was muted as a guest is muted when he comes back as another, and so are the guests at his address", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "moderator");
  const cat = await account(chat, "cat");
  const bob = await come(chat, { name: "bob" }, elsewhere);
  const friend = await come(chat, { token: cat.token }, elsewhere);
  for (const one of [bob, friend]) await one.join("den");
  await ann.mute({ who: "bob", reason: "spam" });
  expect(await codeOf(bob.say("den", "hi"))).toBe("muted");
  await bob.end();
  const again = await come(chat, { name: "bob2" }, elsewhere);
  const passing = await pass(chat, "bob3");
  const nameless = await enterAnonymous(chat, {
    address: elsewhere,
    ear: { line: new FakeLine(), encoder: plain },
  });
  for (const one of [again, passing]) {
    await one.join("den");
    expect(await codeOf(one.say("den", "hi"))).toBe("muted");
  }
  await join(chat, nameless, { room: "den" });
  const line = { room: "den", text: "hi" };
  expect(await codeOf(say(chat, nameless, line))).toBe("muted");
  // Accounts there, and guests from elsewhere, speak.
  expect(await codeOf(friend.say("den", "hi"))).toBe(undefined);
  const dan = await come(chat, { name: "dan" }, "192.0.2.8");
  await dan.join("den");
  expect(await codeOf(dan.say("den", "hi"))).toBe(undefined);
});

test("the others at his address are spared when it is asked for, and nobody is taken in from the server's own machine", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "moderator");
  await come(chat, { name: "bob" }, elsewhere);
  await come(chat, { name: "cat" });
  const spared = { who: "bob", addresses: false };
  expect(await mute(chat, ann.session, spared)).toHaveLength(1);
  expect(await mute(chat, ann.session, { who: "cat" })).toHaveLength(1);
  expect(await mute(chat, ann.session, { who: "bob" })).toHaveLength(2);
});

test("of an account only admins mute the guests at its address, too", async () => {
  const { chat } = await openChat();
  const admin = await account(chat, "admin", "admin");
  const mod = await account(chat, "mod", "moderator");
  const bob = await account(chat, "bob");
  await come(chat, { token: bob.token }, elsewhere);
  const wanted = { who: "bob", addresses: true };
  expect(await codeOf(mod.mute(wanted))).toBe("not_allowed");
  const mutes = await mute(chat, admin.session, wanted);
  expect(mutes.map(({ address }) => address)).toEqual([undefined, elsewhere]);
});

test("a guest who keeps order in his room does not mute or ban himself with a guest at his own address", async () => {
  const { chat } = await openChat();
  const ann = await come(chat, { name: "ann" }, elsewhere);
  await ann.join("den");
  const bob = await come(chat, { name: "bob" }, elsewhere);
  await bob.join("den");
  await ann.mute({ who: "bob", room: "den" });
  expect(await codeOf(ann.say("den", "quiet"))).toBe(undefined);
  expect(await codeOf(bob.say("den", "but"))).toBe("muted");
  await ann.ban({ who: "bob", room: "den" });
  await turns();
  expect(ann.session.presences.size).toBe(1);
  expect(bob.session.presences.size).toBe(0);
});

test("the guests at his address hear that they are muted, and that it is over: of a room, if they are in it", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "moderator");
  const bob = await come(chat, { name: "bob" }, elsewhere);
  const cat = await come(chat, { name: "cat" }, elsewhere);
  const dan = await come(chat, { name: "dan" }, elsewhere);
  for (const one of [ann, bob, cat]) await one.join("den");
  const { id } = await ann.mute({ who: "bob", room: "den" });
  await turns();
  await ann.lift(id);
  await turns();
  expect(told(bob.line)).toEqual(["muted", "unmuted"]);
  expect(told(cat.line)).toEqual(["muted", "unmuted"]);
  expect(told(dan.line)).toEqual([]);
  // In place of an end he hears of another that holds.
  const own = await ann.mute({ who: "bob", reason: "his own" });
  await ann.mute({ who: "cat", reason: "of all there" });
  await turns();
  await ann.lift(own.id);
  await turns();
  expect(told(dan.line)).toEqual(["muted", "muted"]);
  expect(bob.line.heard.slice(-2)).toMatchObject([
    { kind: "muted", reason: "his own" },
    { kind: "muted", reason: "of all there" },
  ]);
});

test("it holds after the server has been started again", async () => {
  const { chat, store } = await openChat({ store: "sqlite:" });
  const ann = await account(chat, "ann", "moderator");
  const bob = await come(chat, { name: "bob" }, elsewhere);
  await ann.mute({ who: "bob" });
  const house = await House.open(store, chat.now);
  const { session } = await come(chat, { name: "bob2" }, elsewhere);
  for (const one of [bob.session, session])
    expect(house.sanctions.muteOf(one)?.kind).toBe("mute");
});
