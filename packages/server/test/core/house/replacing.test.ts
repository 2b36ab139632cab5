// A ban or mute in place of another: by whoever might have lifted that one.
import { expect, test } from "vitest";
import { mute } from "../../../src/core/verbs/mute.ts";
import { codeOf, openChat } from "../../support/chat.ts";
import { account, acts, come, elsewhere } from "../../support/order.ts";

const farther = "192.0.2.8";

test("who may not lift a mute does not replace it, and who may does", async () => {
  const { chat } = await openChat();
  const owner = await account(chat, "owner", "owner");
  const ann = await account(chat, "ann", "moderator");
  const cat = await account(chat, "cat", "moderator");
  const bob = await account(chat, "bob");
  await bob.join("den");
  await owner.mute({ who: "bob" });
  const shorter = { who: "bob", minutes: 1 };
  expect(await codeOf(ann.mute(shorter))).toBe("not_allowed");
  expect(await acts(chat)).toEqual(["mute"]);
  expect(await codeOf(bob.say("den", "hi"))).toBe("muted");
  const { id } = await owner.mute(shorter);
  await owner.lift(id);
  await cat.mute({ who: "bob" });
  expect(await codeOf(ann.mute(shorter))).toBe(undefined);
});

test("one whose time is over is in nobody's way", async () => {
  const { chat, clock } = await openChat();
  const owner = await account(chat, "owner", "owner");
  const ann = await account(chat, "ann", "moderator");
  await account(chat, "bob");
  await owner.ban({ who: "bob", minutes: 1 });
  expect(await codeOf(ann.ban({ who: "bob" }))).toBe("not_allowed");
  clock.now += 60_000;
  expect(await codeOf(ann.ban({ who: "bob" }))).toBe(undefined);
  expect(chat.sanctions.list(undefined)).toHaveLength(1);
});

test("in a room its roles count", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"], "den");
  const master = await come(chat, { token: ann.token });
  const helper = await come(chat, { token: bob.token });
  await master.role({ who: "bob", room: "den", role: "moderator" });
  await master.mute({ who: "cat", room: "den" });
  const shorter = { who: "cat", room: "den", minutes: 1 };
  expect(await codeOf(helper.mute(shorter))).toBe("not_allowed");
  expect(await codeOf(cat.say("den", "hi"))).toBe("muted");
  expect(await codeOf(master.mute(shorter))).toBe(undefined);
});

test("the ban of an address stays beside those of the guests there", async () => {
  const { chat } = await openChat();
  const owner = await account(chat, "owner", "owner");
  const ann = await account(chat, "ann", "moderator");
  const bob = await come(chat, { name: "bob" }, elsewhere);
  const cat = await account(chat, "cat");
  await owner.ban({ address: elsewhere });
  const bans = await ann.ban({ who: bob.id, minutes: 1 });
  expect(bans).toHaveLength(2);
  await ann.lift(bans[0]?.id ?? "");
  for (const params of [{ name: "dan" }, { token: cat.token }])
    expect(await codeOf(come(chat, params, elsewhere))).toBe("banned");
  const kept = await chat.store.house.sanctions();
  expect(kept.map(({ address }) => address)).toEqual([elsewhere]);
});

test("the guests at an address stay muted as someone higher has it, when another there is muted", async () => {
  const { chat } = await openChat();
  const owner = await account(chat, "owner", "owner");
  const ann = await account(chat, "ann", "moderator");
  await come(chat, { name: "bob" }, elsewhere);
  await come(chat, { name: "cat" }, elsewhere);
  await owner.mute({ who: "bob" });
  const mutes = await mute(chat, ann.session, { who: "cat", minutes: 1 });
  expect(mutes.map(({ name, address }) => [name, address])).toEqual([
    ["cat", undefined],
  ]);
  await ann.lift(mutes[0].id);
  const dan = await come(chat, { name: "dan" }, elsewhere);
  expect(chat.sanctions.muteOf(dan.session)?.by.name).toBe("owner");
});

test("who is muted again is so with the guests where he was before, too, and all are lifted together", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "moderator");
  const bob = await come(chat, { name: "bob" }, elsewhere);
  await ann.mute({ who: "bob", minutes: 5 });
  await bob.end();
  await come(chat, { token: bob.token }, farther);
  const again = await mute(chat, ann.session, { who: "bob", minutes: 9 });
  expect(again.map(({ address, until }) => [address, until])).toEqual([
    [undefined, again[0].until],
    [farther, again[0].until],
    [elsewhere, again[0].until],
  ]);
  expect(await chat.store.house.sanctions()).toHaveLength(3);
  await ann.lift(again[0].id);
  expect(await chat.store.house.sanctions()).toEqual([]);
  expect(chat.sanctions.size).toBe(0);
});

test("who is muted again alone is so alone", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "moderator");
  await come(chat, { name: "bob" }, elsewhere);
  await ann.mute({ who: "bob" });
  await ann.mute({ who: "bob", addresses: false });
  const cat = await come(chat, { name: "cat" }, elsewhere);
  expect(chat.sanctions.muteOf(cat.session)).toBe(undefined);
  expect(await chat.store.house.sanctions()).toHaveLength(1);
});
