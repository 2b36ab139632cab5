// What comes with a guest's ban or mute: those of the guests at his address. Who is meant, and who is not.
import { expect, test } from "vitest";
import { House } from "../../../src/core/house/house.ts";
import { register } from "../../../src/core/verbs/register.ts";
import { setMaster } from "../../../src/core/verbs/master.ts";
import { mute } from "../../../src/core/verbs/mute.ts";
import { codeOf, openChat, turns, upTo } from "../../support/chat.ts";
import { account, come, elsewhere, password } from "../../support/order.ts";

const kinds = (one: {
  readonly line: { readonly heard: readonly { kind: string }[] };
}) => one.line.heard.map(({ kind }) => kind);

test("a room's owner and its moderators are not hit by what is on a guest at their address", async () => {
  const { chat } = await openChat();
  const ann = await come(chat, { name: "ann" }, elsewhere);
  await ann.join("den");
  const mod = await account(chat, "mod");
  const helper = await come(chat, { name: "helper" }, elsewhere);
  const puppet = await come(chat, { name: "puppet" }, elsewhere);
  const dan = await come(chat, { name: "dan" }, elsewhere);
  for (const one of [mod, helper, puppet, dan]) await one.join("den");
  for (const who of ["mod", "helper"])
    await ann.role({ who, room: "den", role: "moderator" });
  await mod.mute({ who: "puppet", room: "den" });
  await turns();
  for (const one of [ann, helper])
    expect(await codeOf(one.say("den", "hi"))).toBe(undefined);
  for (const one of [puppet, dan])
    expect(await codeOf(one.say("den", "hi"))).toBe("muted");
  expect(kinds(ann)).not.toContain("muted");
  await mod.ban({ who: "puppet", room: "den" });
  await turns();
  expect(chat.rooms.get("den")?.here.size).toBe(3);
  for (const one of [ann, helper]) {
    expect(kinds(one)).not.toContain("kicked");
    await one.end();
    // Also from where nothing is known of him but what is kept.
    const again = await come(chat, { token: one.token }, elsewhere);
    expect(await codeOf(again.join("den"))).toBe(undefined);
    expect(await codeOf(again.say("den", "hi"))).toBe(undefined);
  }
  expect(await codeOf(dan.join("den"))).toBe("banned");
});

test("a guest who is muted and registers his name is muted, and so is every account made there since", async () => {
  const { chat, clock } = await openChat();
  const ann = await account(chat, "ann", "moderator");
  const bob = await come(chat, { name: "bob" }, elsewhere);
  const other = await come(chat, { name: "other" }, elsewhere);
  const from = { address: elsewhere };
  await ann.join("den");
  await register(chat, { name: "older", password }, from);
  clock.now += 1;
  await ann.mute({ who: "bob" });
  clock.now += 1;
  for (const { name, session } of [bob, other])
    await register(chat, { name, password }, { ...from, ...session });
  await register(chat, { name: "third", password }, from);
  await register(chat, { name: "far", password }, { address: "192.0.2.8" });
  for (const one of [bob, other]) {
    await one.join("den");
    expect(await codeOf(one.say("den", "hi"))).toBe("muted");
  }
  const says = async (name: string, address: string) => {
    const one = await come(chat, { name, password }, address);
    await one.join("den");
    const code = await codeOf(one.say("den", "hi"));
    await one.end();
    return code;
  };
  // Wherever it comes from.
  for (const address of [elsewhere, "192.0.2.9"]) {
    expect(await says("third", address)).toBe("muted");
    expect(await says("older", address)).toBe(undefined);
    expect(await says("far", address)).toBe(undefined);
  }
});

test("an account made where guests are banned from a room is banned from it, until that is over", async () => {
  const { chat, guests, clock } = await openChat();
  const [ann] = await guests(["ann"], "den");
  const master = await come(chat, { token: ann.token });
  await come(chat, { name: "bob" }, elsewhere);
  await master.ban({ who: "bob", room: "den", minutes: 1 });
  await register(chat, { name: "cat", password }, { address: elsewhere });
  const cat = await come(chat, { name: "cat", password });
  expect(await codeOf(cat.join("den"))).toBe("banned");
  expect(await codeOf(cat.join("kitchen"))).toBe(undefined);
  clock.now += 60_000;
  expect(await codeOf(cat.join("den"))).toBe(undefined);
  // What begins later is not on whoever has an account by then.
  await come(chat, { name: "dan" }, elsewhere);
  await master.ban({ who: "dan", room: "den" });
  await cat.leave("den");
  expect(await codeOf(cat.join("den"))).toBe(undefined);
});

test("who is given a role, or the room, hears that he is muted no more, and who loses it that he is", async () => {
  const { chat } = await openChat();
  const ann = await come(chat, { name: "ann" }, "192.0.2.8");
  await ann.join("den");
  const mutes = (one: Parameters<typeof kinds>[0]) =>
    kinds(one).filter((kind) => kind.endsWith("muted"));
  const bob = await come(chat, { name: "bob" }, elsewhere);
  const cat = await come(chat, { name: "cat" }, elsewhere);
  const dan = await come(chat, { name: "dan" }, elsewhere);
  for (const one of [bob, cat, dan]) await one.join("den");
  await ann.mute({ who: "bob", room: "den" });
  const give = (role: "moderator" | "member") =>
    ann.role({ who: "cat", room: "den", role });
  await give("moderator");
  await give("member");
  await setMaster(chat, ann.session, { room: "den", who: "dan" });
  await turns();
  await setMaster(chat, dan.session, { room: "den", who: "ann" });
  await turns();
  expect(mutes(cat)).toEqual(["muted", "unmuted", "muted"]);
  expect(mutes(dan)).toEqual(["muted", "unmuted", "muted"]);
  expect(mutes(ann)).toEqual([]);
});

test("whom an admin makes an account for, and who is given a role, is not meant", async () => {
  const { chat } = await openChat();
  const admin = await account(chat, "admin", "admin");
  await come(chat, { name: "bob" }, elsewhere);
  await mute(chat, admin.session, { who: "bob" });
  const from = { address: elsewhere };
  const { identity } = admin.session;
  await register(chat, { name: "cat", password }, { ...from, identity });
  await register(chat, { name: "dan", password }, from);
  const cat = await come(chat, { name: "cat", password });
  const dan = await come(chat, { name: "dan", password });
  expect(chat.sanctions.muteOf(cat.session)).toBe(undefined);
  expect(chat.sanctions.muteOf(dan.session)).toBeDefined();
  await admin.role({ who: "dan", role: "moderator" });
  expect(chat.sanctions.muteOf(dan.session)).toBe(undefined);
});

test("it is on such an account after the server has been started again, and is told when it is lifted", async () => {
  const { chat, store } = await openChat({ store: "sqlite:" });
  const ann = await account(chat, "ann", "moderator");
  await come(chat, { name: "bob" }, elsewhere);
  const { id } = await ann.mute({ who: "bob" });
  await register(chat, { name: "cat", password }, { address: elsewhere });
  const house = await House.open(store, chat.now);
  const cat = await come(chat, { name: "cat", password });
  expect(house.sanctions.muteOf(cat.session)?.name).toBe("bob");
  await ann.lift(id);
  await turns();
  expect(kinds(cat)).toContain("unmuted");
});

test("where more than twenty others come from one address of a private network, as behind a proxy, they are not taken in", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "moderator");
  for (const address of ["172.17.0.1", elsewhere]) {
    for (const n of upTo(21)) {
      const name = `${address} ${n}`.replaceAll(".", "-");
      await come(chat, { name }, address);
    }
    const name = `bob at ${address}`.replaceAll(".", "-");
    await come(chat, { name }, address);
    const mutes = await mute(chat, ann.session, { who: name });
    expect(mutes).toHaveLength(address === elsewhere ? 2 : 1);
  }
});
