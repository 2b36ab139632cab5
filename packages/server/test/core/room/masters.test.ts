import { expect, test } from "vitest";
import { setAccess, setMost } from "../../../src/core/verbs/change.ts";
import { history } from "../../../src/core/verbs/history.ts";
import { answerInvite, invite } from "../../../src/core/verbs/invite.ts";
import { kick } from "../../../src/core/verbs/kick.ts";
import { setMaster } from "../../../src/core/verbs/master.ts";
import { members } from "../../../src/core/verbs/members.ts";
import { codeOf, openChat, turns, type Someone } from "../../support/chat.ts";

const close = (who: Someone, room: string) =>
  setAccess(who.chat, who.session, { room, access: "closed" });
const ask = (who: Someone, room: string, whom: string) =>
  invite(who.chat, who.session, { room, who: whom });
const put = (who: Someone, room: string, whom: string) =>
  kick(who.chat, who.session, { room, who: whom });

test("whoever makes a room is its master, and only the master rules it", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"], "kitchen");
  expect(chat.rooms.get("kitchen")?.master?.id).toBe(ann.id);
  for (const rule of [
    close(bob, "kitchen"),
    setMost(chat, bob.session, { room: "kitchen", most: 1 }),
    put(bob, "kitchen", "cat"),
    setMaster(chat, bob.session, { room: "kitchen", who: "bob" }),
  ])
    expect(await codeOf(rule)).toBe("not_allowed");
  await setMaster(chat, ann.session, { room: "kitchen", who: "bob" });
  expect(await codeOf(put(ann, "kitchen", "cat"))).toBe("not_allowed");
  expect(await codeOf(put(bob, "kitchen", "cat"))).toBe(undefined);
  expect(cat.session.presences.size).toBe(0);
});

test("the lobby has no master, and nobody is put out of it", async () => {
  const { guests } = await openChat();
  const [ann] = await guests(["ann", "bob"], "Free Chat");
  expect(await codeOf(put(ann, "Free Chat", "bob"))).toBe("not_allowed");
  expect(await codeOf(close(ann, "Free Chat"))).toBe("not_allowed");
});

test("a closed room is entered, and read, by invitation only; an invitation serves once", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"]);
  await ann.join("club");
  await ann.say("club", "ours");
  await close(ann, "club");
  expect(await codeOf(bob.join("club"))).toBe("not_invited");
  expect(await codeOf(history(chat, bob.session, { room: "club" }))).toBe(
    "not_member",
  );
  expect(await codeOf(members(chat, bob.session, { room: "club" }))).toBe(
    "not_member",
  );
  expect(await codeOf(bob.say("club", "let me in"))).toBe("not_member");
  expect(await codeOf(ask(cat, "club", "bob"))).toBe("not_member");
  await ask(ann, "club", "bob");
  await bob.line.until(({ heard }) => heard.at(-1)?.kind === "invited");
  expect(await codeOf(cat.join("club"))).toBe("not_invited");
  expect(await codeOf(bob.join("club"))).toBe(undefined);
  await bob.leave("club");
  expect(await codeOf(bob.join("club"))).toBe("not_invited");
});

test("an invitation is answered to whoever sent it, and only if there is one", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  await ann.join("club");
  const answer = (word: "yes" | "no" | "later") =>
    answerInvite(chat, bob.session, {
      room: "club",
      inviter: "ann",
      answer: word,
    });
  expect(await codeOf(answer("yes"))).toBe("not_invited");
  await close(ann, "club");
  await ask(ann, "club", "bob");
  await answer("no");
  await ann.line.until(({ heard }) => heard.at(-1)?.kind === "answered");
  expect(await codeOf(bob.join("club"))).toBe("not_invited");
});

test("whoever is put out hears why, hears nothing more, and is no member", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  const elsewhere = await bob.again();
  await elsewhere.join("kitchen");
  await put(ann, "kitchen", "bob");
  for (const { line } of [bob, elsewhere])
    await line.until(({ heard }) =>
      heard.some(({ kind }) => kind === "kicked"),
    );
  await ann.say("kitchen", "he is gone");
  await turns();
  expect(bob.line.texts).toEqual([]);
  expect(await codeOf(bob.say("kitchen", "no"))).toBe("not_member");
  expect(ann.line.story).toContain("left bob");
  expect(
    await chat.store.rooms.isMember(
      (await chat.rooms.mustFind("kitchen")).id,
      bob.id,
    ),
  ).toBe(false);
});

test("the master cannot be put out", async () => {
  const { guests } = await openChat();
  const [ann] = await guests(["ann", "bob"], "kitchen");
  expect(await codeOf(put(ann, "kitchen", "ann"))).toBe("not_allowed");
});

test("a room takes as many as it may; who is in it stays", async () => {
  const { chat, guests } = await openChat();
  const [ann, , cat] = await guests(["ann", "bob", "cat"]);
  await guests(["dan"], "kitchen");
  await ann.join("cellar");
  await cat.join("cellar");
  await setMost(chat, ann.session, { room: "cellar", most: 2 });
  const [eve] = await guests(["eve"]);
  expect(await codeOf(eve.join("cellar"))).toBe("room_full");
  expect(await codeOf(cat.join("cellar"))).toBe(undefined);
  await setMost(chat, ann.session, { room: "cellar", most: 0 });
  expect(await codeOf(eve.join("cellar"))).toBe(undefined);
  for (const most of [-1, 0.5, NaN, 1e9])
    expect(
      await codeOf(setMost(chat, ann.session, { room: "cellar", most })),
    ).toBe("bad_request");
});

test("mastership ends with membership, and is kept over the end of a session", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann", "bob"], "kitchen");
  const again = await ann.again();
  await ann.end();
  await again.join("kitchen");
  const room = await chat.rooms.mustFind("kitchen");
  expect(room.master?.id).toBe(ann.id);
  await again.leave("kitchen");
  expect(room.masterId).toBe(undefined);
  expect((await chat.store.rooms.byId(room.id))?.master).toBe(undefined);
});
