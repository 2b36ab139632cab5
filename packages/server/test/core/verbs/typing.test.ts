import { expect, test } from "vitest";
import { typing } from "../../../src/core/verbs/typing.ts";
import { enterAnonymous } from "../../../src/core/verbs/visit.ts";
import { join } from "../../../src/core/verbs/join.ts";
import { whisper } from "../../../src/core/verbs/whisper.ts";
import { codeOf, openChat, turns, type Someone } from "../../support/chat.ts";
import { FakeLine, plain } from "../../support/fake-line.ts";

const type = (who: Someone, room = "kitchen") =>
  typing(who.chat, who.session, { room });
const typed = ({ line }: Someone) =>
  line.heard.flatMap((what) => (what.kind === "typing" ? [what.name] : []));

test("others in the room hear that someone is writing, and he does not, at any of his sessions", async () => {
  const { guests } = await openChat();
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"]);
  const again = await ann.again();
  for (const who of [ann, again, bob]) await who.join("kitchen");
  await turns();
  await type(ann);
  await turns();
  expect([ann, again, bob, cat].map(typed)).toEqual([[], [], ["ann"], []]);
  expect(bob.line.heard.at(-1)).toMatchObject({ id: ann.id, name: "ann" });
});

test("it is told at most once in three seconds for a session", async () => {
  const { guests, clock } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "kitchen", "cellar");
  const again = await ann.again();
  await again.join("kitchen");
  await turns();
  for (let n = 0; n < 10; n++) await type(ann);
  await type(ann, "cellar");
  await type(again);
  await turns();
  expect(typed(bob)).toEqual(["ann", "ann"]);
  clock.now += 2_999;
  await type(ann);
  await turns();
  expect(typed(bob).length).toBe(2);
  clock.now += 1;
  await type(ann);
  await turns();
  expect(typed(bob).length).toBe(3);
});

test("it takes its place behind what was said before", async () => {
  const { guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  await turns();
  await Promise.all([ann.say("kitchen", "hi"), type(ann)]);
  await bob.line.until(({ heard }) => heard.at(-1)?.kind === "typing");
  expect(bob.line.heard.slice(-2).map(({ kind }) => kind)).toEqual([
    "said",
    "typing",
  ]);
});

test("in a room with many people nobody is told", async () => {
  const { guests } = await openChat({ limits: { bigRoom: 2 } });
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"], "kitchen");
  await type(ann);
  await turns();
  expect([bob, cat].map(typed)).toEqual([[], []]);
  await cat.leave("kitchen");
  await type(ann);
  await turns();
  expect(typed(bob)).toEqual(["ann"]);
});

test("whoever lags is not told of it later, nor sent the members for it", async () => {
  const { guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  await turns();
  const before = bob.line.heard.length;
  bob.line.lag();
  await type(ann);
  await turns();
  bob.line.drain();
  await turns();
  expect(bob.line.heard.slice(before)).toEqual([]);
});

test("whoever cannot say anything is not seen to write", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  const room = await chat.rooms.mustFind("kitchen");
  room.isArchived = true;
  expect(await codeOf(type(ann))).toBe("archived");
  room.isArchived = false;
  chat.sanctions.add({
    id: "aaaaaaaaaaaaaaaa",
    kind: "mute",
    room: undefined,
    identity: ann.id,
    address: undefined,
    name: "ann",
    by: { id: bob.id, name: "bob" },
    reason: "",
    at: 0,
    until: undefined,
  });
  expect(await codeOf(type(ann))).toBe("muted");
  chat.sanctions.remove("aaaaaaaaaaaaaaaa");
  await ann.leave("kitchen");
  expect(await codeOf(type(ann))).toBe("not_member");
  expect(await codeOf(type(ann, "cellar"))).toBe("no_such_room");
  await ann.join("kitchen", { hidden: true });
  expect(await codeOf(type(ann))).toBe("hidden");
  await turns();
  expect(typed(bob)).toEqual([]);
});

test("Anonymous, who is many people, is not seen to write", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"], "kitchen");
  const ear = { line: new FakeLine(), encoder: plain };
  const visitor = { address: "127.0.0.1", ear, door: "test" };
  const session = await enterAnonymous(chat, visitor);
  await join(chat, session, { room: "kitchen" });
  await typing(chat, session, { room: "kitchen" });
  await turns();
  expect(typed(ann)).toEqual([]);
});

test("in a direct room the other hears it", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  const sent = { to: "bob", text: "psst" };
  const { room } = await whisper(chat, ann.session, sent);
  await bob.line.until(({ texts }) => texts.length === 1);
  await turns();
  await type(bob, room.id);
  await turns();
  expect([ann, bob].map(typed)).toEqual([["bob"], []]);
});

test("who sends it without end is told so at some point", async () => {
  const { guests } = await openChat({
    limits: { verbs: { perSecond: 1, burst: 20 } },
  });
  const [ann] = await guests(["ann"], "kitchen");
  const codes = await Promise.all(
    Array.from({ length: 30 }, () => codeOf(type(ann))),
  );
  expect(codes).toContain("rate_limited");
});
