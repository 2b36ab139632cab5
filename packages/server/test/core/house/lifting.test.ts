// lift and sanctions: who may see what holds, and end it.
import { expect, test } from "vitest";
import { mute } from "../../../src/core/verbs/mute.ts";
import { listSanctions } from "../../../src/core/verbs/sanctions.ts";
import { codeOf, openChat, turns } from "../../support/chat.ts";
import {
  account,
  acts,
  come,
  elsewhere,
  pass,
  type Seen,
} from "../../support/order.ts";

const list = (who: Seen, room?: string, after?: string, limit = 100) =>
  listSanctions(who.chat, who.session, { room, after, limit });

test("what is lifted holds no more, and a mute's end is told", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "moderator");
  const bob = await account(chat, "bob");
  await bob.join("den");
  const mute = await ann.mute({ who: "bob" });
  await ann.lift(mute.id);
  await bob.line.until(({ heard }) =>
    heard.some(({ kind }) => kind === "unmuted"),
  );
  expect(await codeOf(bob.say("den", "hi"))).toBe(undefined);
  const [ban] = await ann.ban({ who: "bob" });
  await turns();
  await ann.lift(ban?.id ?? "");
  expect(await codeOf(come(chat, { token: bob.token }))).toBe(undefined);
  expect(await chat.store.house.sanctions()).toEqual([]);
  expect(await acts(chat)).toEqual(["mute", "lift", "ban", "lift"]);
  expect(await codeOf(ann.lift(mute.id))).toBe("bad_request");
});

test("with what is on a guest ends what is on the guests at his address, whichever of the two is lifted", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "moderator");
  await come(chat, { name: "bob" }, elsewhere);
  await come(chat, { name: "cat" }, "192.0.2.8");
  const [own, ofAddress] = await mute(chat, ann.session, { who: "bob" });
  const others = await mute(chat, ann.session, { who: "cat" });
  await ann.lift(ofAddress?.id ?? "");
  expect(await codeOf(ann.lift(own.id))).toBe("bad_request");
  const left = others.map(({ id }) => id).sort();
  expect(
    chat.sanctions
      .list(undefined)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(left);
  const kept = await chat.store.house.sanctions();
  expect(kept.map(({ id }) => id).sort()).toEqual(left);
  expect(await acts(chat)).toEqual(["mute", "mute", "lift"]);
  // Whoever may not see addresses sees the one on him, and admins both.
  const short = async (who: Seen) =>
    (await list(who)).sanctions.map(({ name, address }) => [name, address]);
  expect(await short(ann)).toEqual([["cat", undefined]]);
  const admin = await account(chat, "admin", "admin");
  const all = await short(admin);
  expect(all).toHaveLength(2);
  expect(all).toContainEqual(["cat", "192.0.2.8"]);
});

test("nobody lifts his own, nor what someone above him has made", async () => {
  const { chat } = await openChat();
  const owner = await account(chat, "owner", "owner");
  const admin = await account(chat, "admin", "admin");
  const mod = await account(chat, "mod", "moderator");
  const bob = await account(chat, "bob");
  const own = await owner.mute({ who: "mod" });
  const others = await owner.mute({ who: "bob" });
  for (const [who, id] of [
    [mod, own.id],
    [mod, others.id],
    [admin, others.id],
    [bob, others.id],
  ] as const)
    expect(await codeOf(who.lift(id))).toBe("not_allowed");
  for (const { id } of [own, others]) await owner.lift(id);
  const mods = await mod.mute({ who: "bob" });
  expect(await codeOf(owner.lift(others.id))).toBe("bad_request");
  await admin.lift(mods.id);
});

test("nobody lifts his own, also when whoever made it has no role any more", async () => {
  const { chat } = await openChat();
  const owner = await account(chat, "owner", "owner");
  const admin = await account(chat, "admin", "admin");
  const mod = await account(chat, "mod", "moderator");
  const { id } = await admin.mute({ who: "mod" });
  await owner.role({ who: "admin", role: "member" });
  expect(await codeOf(mod.lift(id))).toBe("not_allowed");
});

test("of two who lift one at once one does, and it is written down once", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "moderator");
  const cat = await account(chat, "cat", "admin");
  await account(chat, "bob");
  const { id } = await ann.mute({ who: "bob" });
  const codes = await Promise.all(
    [ann, cat].map((who) => codeOf(who.lift(id))),
  );
  expect(codes.filter((code) => code === undefined).length).toBe(1);
  expect(await acts(chat)).toEqual(["mute", "lift"]);
});

test("what holds in a room that one may not know of is not told of, and not lifted", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann", "bob"], "den");
  const master = await come(chat, { token: ann.token });
  const { id } = await master.mute({ who: "bob", room: "den" });
  const room = await chat.rooms.mustFind("den");
  room.kind = "private";
  await chat.store.rooms.change(room.id, {
    kind: "private",
    folded: `\0${room.id}`,
  });
  chat.rooms.moved(room.id);
  const admin = await account(chat, "admin", "admin");
  expect(await codeOf(admin.lift(id))).toBe("bad_request");
  expect(await codeOf(list(admin, room.id))).toBe("no_such_room");
  expect(await codeOf(master.lift(id))).toBe(undefined);
});

test("moderators see what holds, the newest first, a page at a time; addresses only admins of the chat", async () => {
  const { chat, clock } = await openChat();
  const admin = await account(chat, "admin", "admin");
  const mod = await account(chat, "mod", "moderator");
  for (const name of ["a1", "a2", "a3", "a4"]) {
    // Two of the same moment are in some order, and stay in it.
    clock.now += name === "a3" ? 0 : 1_000;
    await account(chat, name);
    await admin.mute({ who: name, minutes: 10 });
  }
  clock.now += 1_000;
  await pass(chat, "bob");
  await admin.ban({ who: "bob" });
  const all = await list(admin);
  expect(all.next).toBe(undefined);
  expect(all.sanctions.map(({ name }) => name)).toEqual([
    "bob",
    "a4",
    expect.stringMatching(/a[23]/),
    expect.stringMatching(/a[23]/),
    "a1",
  ]);
  expect(all.sanctions[0]?.address).toBe(elsewhere);
  const paged: string[] = [];
  let after: string | undefined;
  do {
    const page = await list(mod, undefined, after, 2);
    paged.push(...page.sanctions.map(({ id }) => id));
    for (const { address } of page.sanctions) expect(address).toBe(undefined);
    after = page.next;
    // What goes meanwhile shifts nothing.
    if (paged.length === 2) await admin.lift(paged[1] ?? "");
  } while (after !== undefined);
  expect(paged).toEqual(all.sanctions.map(({ id }) => id));
  clock.now += 600_000;
  expect((await list(mod)).sanctions.map(({ name }) => name)).toEqual(["bob"]);
  const bob = await account(chat, "eve");
  expect(await codeOf(list(bob))).toBe("not_allowed");
});
