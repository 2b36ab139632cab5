// ban: out at once, at whatever door, and not back in, by whichever way.
import { expect, test } from "vitest";
import { House } from "../../../src/core/house/house.ts";
import { byToken } from "../../../src/core/verbs/token.ts";
import { enterAnonymous } from "../../../src/core/verbs/visit.ts";
import { login } from "../../../src/core/verbs/login.ts";
import { register } from "../../../src/core/verbs/register.ts";
import { codeOf, openChat, turns } from "../../support/chat.ts";
import {
  account,
  acts,
  come,
  elsewhere,
  pass,
  password,
} from "../../support/order.ts";

const home = { address: "127.0.0.1", ear: undefined };
const away = { address: elsewhere, ear: undefined };

test("whoever is banned from the chat is out at once, and no way leads back in", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "moderator");
  const bob = await account(chat, "bob");
  const elsewhere = await come(chat, { token: bob.token });
  await bob.join("den");
  const bans = await ann.ban({ who: "bob", minutes: 60, reason: "spam" });
  expect(bans.map(({ identity }) => identity)).toEqual([bob.id]);
  for (const { ends } of [bob, elsewhere])
    expect(ends).toEqual([
      expect.stringMatching(/^You are banned from this chat until .*: spam$/),
    ]);
  expect(await codeOf(bob.say("den", "but"))).toBe("unavailable");
  await turns();
  expect(chat.identity(bob.id)).toBe(undefined);
  for (const way of [
    () => come(chat, { token: bob.token }),
    () => come(chat, { name: "bob", password }),
    () => login(chat, { name: "bob", password }, home),
    () => byToken(chat, bob.token, home),
  ])
    expect(await codeOf(way())).toBe("banned");
  expect(await codeOf(come(chat, { name: "bob", password: "no" }))).toBe(
    "bad_login",
  );
  // His name is not held by whoever was refused.
  expect(chat.names.holder("bob")).toBe(undefined);
});

test("what someone who is banned has asked for and has not begun is not done", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "moderator");
  const bob = await account(chat, "bob");
  await ann.join("den");
  await bob.join("den");
  const gate = Promise.withResolvers<undefined>();
  const busy = bob.session.order.alone(() => gate.promise);
  const late = codeOf(bob.say("den", "late"));
  await ann.ban({ who: "bob" });
  gate.resolve(undefined);
  await busy;
  expect(await late).toBe("unavailable");
  await turns();
  expect(ann.line.texts).toEqual([]);
  expect(ann.line.story.at(-1)).toBe("left bob");
});

test("a ban ends by itself", async () => {
  const { chat, clock } = await openChat();
  const ann = await account(chat, "ann", "moderator");
  const bob = await account(chat, "bob");
  await ann.ban({ who: "bob", minutes: 1 });
  await turns();
  clock.now += 59_999;
  expect(await codeOf(come(chat, { token: bob.token }))).toBe("banned");
  clock.now += 1;
  expect(await codeOf(come(chat, { token: bob.token }))).toBe(undefined);
});

test("a ban holds after the server has been started again", async () => {
  const { chat, store } = await openChat({ store: "sqlite:" });
  const ann = await account(chat, "ann", "moderator");
  const bob = await account(chat, "bob");
  const [ban] = await ann.ban({ who: bob.id, minutes: 3, reason: "spam" });
  const house = await House.open(store, chat.now);
  expect(house.sanctions.list(undefined)).toEqual([ban]);
  expect(() => house.mustCome(bob.session.identity, "")).toThrow("banned");
  expect(await acts(chat)).toEqual(["ban"]);
});

test("someone who is not here is banned by his id, or the name of his account", async () => {
  const { chat, guests } = await openChat();
  const ann = await account(chat, "ann", "moderator");
  const bob = await account(chat, "bob");
  const [cat] = await guests(["cat"]);
  await bob.end();
  await cat.end();
  await ann.ban({ who: "Bob" });
  await ann.ban({ who: cat.id });
  for (const { token } of [bob, cat])
    expect(await codeOf(come(chat, { token }))).toBe("banned");
  expect(await codeOf(ann.ban({ who: "nobody" }))).toBe("no_such_person");
});

test("with a passing guest the guests at his address are kept out, and accounts are not", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "moderator");
  const bob = await pass(chat, "bob");
  const neighbour = await pass(chat, "neighbour");
  const cat = await account(chat, "cat");
  const bans = await ann.ban({ who: "bob", reason: "flood" });
  expect(bans.map(({ address, name }) => [address, name])).toEqual([
    [elsewhere, "bob"],
  ]);
  expect([bob.ends.length, neighbour.ends.length]).toEqual([1, 1]);
  await turns();
  for (const way of [
    () => pass(chat, "bob2"),
    () => come(chat, { name: "bob3" }, elsewhere),
    () => enterAnonymous(chat, away),
    () => register(chat, { name: "bob4", password }, away),
  ])
    expect(await codeOf(way())).toBe("banned");
  expect(await codeOf(come(chat, { token: cat.token }, elsewhere))).toBe(
    undefined,
  );
  expect(await codeOf(pass(chat, "dan", "192.0.2.8"))).toBe(undefined);
});

test("whoever passes by from the server's own machine is put out, and nobody else with him", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "moderator");
  const bob = await pass(chat, "bob", "::1");
  const bans = await ann.ban({ who: "bob" });
  expect(bans.map(({ address }) => address)).toEqual([undefined]);
  expect(bob.ends.length).toBe(1);
  expect(await codeOf(pass(chat, "cat", "127.0.0.1"))).toBe(undefined);
});

test("an address is banned by admins, and keeps out everyone but whoever has a role", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "admin");
  const mod = await account(chat, "mod", "moderator");
  const bob = await account(chat, "bob");
  const there = await come(chat, { token: bob.token }, elsewhere);
  const nameless = await enterAnonymous(chat, away);
  for (const address of [elsewhere, "127.0.0.1", "nowhere"])
    expect(await codeOf(mod.ban({ address }))).toBe("not_allowed");
  expect(await codeOf(ann.ban({ address: "::1" }))).toBe("not_allowed");
  expect(await codeOf(ann.ban({ address: "nowhere" }))).toBe("bad_request");
  await ann.ban({ address: elsewhere });
  expect(there.ends.length).toBe(1);
  expect(bob.ends).toEqual([]);
  expect(nameless.isOver).toBe(true);
  await turns();
  expect(await codeOf(come(chat, { token: bob.token }, elsewhere))).toBe(
    "banned",
  );
  const name = "mod";
  expect(await codeOf(come(chat, { name, password }, elsewhere))).toBe(
    undefined,
  );
});

test("the addresses of someone are banned with him for an admin who asks for it", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "admin");
  const mod = await account(chat, "mod", "moderator");
  const bob = await come(chat, { name: "bob" }, elsewhere);
  const asked = { who: "bob", addresses: true };
  expect(await codeOf(mod.ban(asked))).toBe("not_allowed");
  const bans = await ann.ban(asked);
  expect(bans.map(({ identity, address }) => identity ?? address)).toEqual([
    bob.id,
    elsewhere,
  ]);
  expect(await codeOf(come(chat, { name: "bob2" }, elsewhere))).toBe("banned");
});

test("who is banned from a room is out of it, told why, and may not come back", async () => {
  const { chat, guests, clock } = await openChat();
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"], "den");
  const master = await come(chat, { token: ann.token });
  await master.ban({ who: "bob", room: "den", minutes: 5, reason: "loud" });
  const until = clock.now + 5 * 60_000;
  await bob.line.until(({ heard }) =>
    heard.some(({ kind }) => kind === "kicked"),
  );
  expect(bob.line.heard.at(-1)).toMatchObject({ reason: "loud", until });
  expect(bob.session.isOver).toBe(false);
  expect(await codeOf(bob.say("den", "hi"))).toBe("banned");
  expect(await codeOf(bob.join("den"))).toBe("banned");
  expect(await codeOf(bob.join("den", { make: "never" }))).toBe("banned");
  await bob.join("kitchen");
  await turns();
  expect(cat.line.story).toContain("left bob");
  clock.now = until;
  expect(await codeOf(bob.join("den"))).toBe(undefined);
});

test("one may be banned from a room that he has never been in", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"], "den");
  const [bob] = await guests(["bob"]);
  const master = await come(chat, { token: ann.token });
  await master.ban({ who: "bob", room: "den" });
  expect(await codeOf(bob.join("den"))).toBe("banned");
});

test("a passing guest who is banned from a room does not come back as another", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"], "den");
  const bob = await pass(chat, "bob");
  const cat = await pass(chat, "cat");
  for (const one of [bob, cat]) await one.join("den");
  const master = await come(chat, { token: ann.token });
  const bans = await master.ban({ who: "bob", room: "den" });
  expect(bans.map(({ identity, address }) => identity ?? address)).toEqual([
    bob.id,
    elsewhere,
  ]);
  const room = chat.rooms.get("den");
  expect(room?.here.size).toBe(1);
  await bob.end();
  const again = await pass(chat, "bob");
  expect(await codeOf(again.join("den"))).toBe("banned");
  expect(await codeOf(cat.join("den"))).toBe("banned");
});

test("in the lobby the moderators of the chat keep order", async () => {
  const { chat, guests } = await openChat();
  const [bob, cat] = await guests(["bob", "cat"], "Free Chat");
  const ann = await account(chat, "ann", "moderator");
  const guest = await come(chat, { token: cat.token });
  const asked = { who: "bob", room: "Free Chat" };
  expect(await codeOf(guest.ban(asked))).toBe("not_allowed");
  await ann.ban(asked);
  expect(await codeOf(bob.join("Free Chat"))).toBe("banned");
});

test("nobody bans himself, his equals or those above him, nor Anonymous", async () => {
  const { chat } = await openChat();
  const owner = await account(chat, "owner", "owner");
  const admin = await account(chat, "admin", "admin");
  const other = await account(chat, "other", "admin");
  const mod = await account(chat, "mod", "moderator");
  const bob = await account(chat, "bob");
  await enterAnonymous(chat, away);
  const refused = async (by: typeof bob, who: string) =>
    (await codeOf(by.ban({ who }))) === "not_allowed";
  for (const one of [owner, admin, mod])
    expect(await refused(one, one.name)).toBe(true);
  expect(await refused(admin, "other")).toBe(true);
  expect(await refused(admin, "owner")).toBe(true);
  expect(await refused(mod, "admin")).toBe(true);
  expect(await refused(bob, "mod")).toBe(true);
  expect(await refused(owner, "Anonymous")).toBe(true);
  expect(await refused(owner, "other")).toBe(false);
  expect(await codeOf(other.ban({ who: "bob" }))).toBe("unavailable");
});

test("a ban says whom it is about, for a time that is one, and why in one line", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "owner");
  await account(chat, "bob");
  const codes = async (what: Parameters<typeof ann.ban>[0]) =>
    codeOf(ann.ban(what));
  expect(await codes({})).toBe("bad_request");
  expect(await codes({ who: "bob", address: elsewhere })).toBe("bad_request");
  for (const minutes of [0, -1, 0.5, NaN, 1e9])
    expect(await codes({ who: "bob", minutes })).toBe("bad_request");
  expect(await codes({ who: "bob", reason: "a\nb" })).toBe("bad_request");
  expect(await codes({ who: "bob", reason: "x".repeat(201) })).toBe(
    "too_large",
  );
  expect(chat.sanctions.size).toBe(0);
  expect(await acts(chat)).toEqual([]);
});

test("beyond ten thousand there is no place, until some are over", async () => {
  const { chat, clock } = await openChat();
  const ann = await account(chat, "ann", "owner");
  const by = { id: ann.id, name: "ann" };
  for (let n = 0; n < 10_000; n++)
    chat.sanctions.add({
      id: `s${n}`,
      kind: "ban",
      room: undefined,
      identity: `i${n}`,
      by,
      address: undefined,
      name: "x",
      reason: "",
      at: 0,
      until: clock.now + 1,
    });
  expect(await codeOf(ann.ban({ address: elsewhere }))).toBe("too_many");
  clock.now += 1;
  expect(await codeOf(ann.ban({ address: elsewhere }))).toBe(undefined);
  expect(chat.sanctions.size).toBe(1);
});

test("whoever bans and mutes all he can in his own rooms leaves places to others", async () => {
  const { chat, guests } = await openChat();
  const [cat] = await guests(["cat", "dan"], "den");
  const master = await come(chat, { token: cat.token });
  const { id: room } = await chat.rooms.mustFind("den");
  const by = { id: cat.id, name: "cat" };
  const held = {
    kind: "ban",
    room,
    by,
    address: undefined,
    name: "x",
    reason: "",
    at: 0,
    until: undefined,
  } as const;
  for (let n = 0; n < 200; n++)
    chat.sanctions.add({ ...held, id: `s${n}`, identity: `i${n}` });
  expect(await codeOf(master.mute({ who: "dan", room: "den" }))).toBe(
    "too_many",
  );
  expect(await acts(chat)).toEqual([]);
  const ann = await account(chat, "ann", "moderator");
  expect(await codeOf(ann.mute({ who: "dan" }))).toBe(undefined);
});
