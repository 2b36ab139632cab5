import { expect, test } from "vitest";
import { direct } from "../../src/core/verbs/direct.ts";
import { directs } from "../../src/core/verbs/directs.ts";
import { whisper } from "../../src/core/verbs/whisper.ts";
import { history } from "../../src/core/verbs/history.ts";
import { members } from "../../src/core/verbs/members.ts";
import { register } from "../../src/core/verbs/register.ts";
import { rooms } from "../../src/core/verbs/rooms.ts";
import { enterAnonymous, visit } from "../../src/core/verbs/visit.ts";
import {
  codeOf,
  enter,
  openChat,
  saidOf,
  turns,
  type Someone,
} from "../support/chat.ts";
import { FakeLine, plain } from "../support/fake-line.ts";

const home = { address: "127.0.0.1", ear: undefined };
const send = (from: Someone, to: string, text: string, key?: string) =>
  whisper(from.chat, from.session, { to, text, key });

test("a direct message reaches both on all their sessions, and nobody else", async () => {
  const { guests } = await openChat();
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"], "kitchen");
  const elsewhere = await bob.again();
  await send(ann, "bob", "psst");
  for (const who of [ann, bob, elsewhere])
    await who.line.until(({ texts }) => texts.includes("psst"));
  await send(bob, "ann", "what?");
  for (const who of [ann, bob, elsewhere])
    await who.line.until(({ texts }) => texts.includes("what?"));
  await turns();
  expect(ann.line.texts).toEqual(["psst", "what?"]);
  expect(elsewhere.line.texts).toEqual(["psst", "what?"]);
  expect(cat.line.texts).toEqual([]);
  expect(cat.line.story).toEqual([]);
});

test("a direct room is told before what is said in it, once, and then who is here no more", async () => {
  const { guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  await send(ann, "bob", "1");
  await send(ann, "bob", "2");
  await bob.line.until(({ texts }) => texts.length === 2);
  await ann.end();
  await turns();
  expect(bob.line.heard.map(({ kind }) => kind)).toEqual([
    "direct",
    "said",
    "said",
    "presence",
  ]);
});

test("what was said among several is not taken for what was sent to one of them who has gone", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann", "bob"]);
  const ear = { line: new FakeLine(), encoder: plain };
  const dan = await visit(chat, { name: "dan" }, { address: "127.0.0.1", ear });
  const { id } = await direct(chat, ann.session, ["bob", "dan"]);
  await ann.say(id, "you two", "k");
  await chat.end(dan);
  const sent = { to: "dan", text: "you", key: "k" };
  const code = await codeOf(whisper(chat, ann.session, sent));
  expect(code).toBe("no_such_person");
});

test("an account that is not here finds its direct messages when it is back", async () => {
  const { chat, guests } = await openChat({ store: "sqlite:" });
  const [ann] = await guests(["ann"]);
  await register(chat, { name: "bob", password: "secret" }, home);
  const { room } = await send(ann, "bob", "when you are back");
  const bob = await enter(chat, { name: "bob", password: "secret" });
  const { entries } = await bob.join(room.id, { last: 10 });
  expect(entries.map((entry) => saidOf(entry).text)).toEqual([
    "when you are back",
  ]);
});

test("a direct room is its people's own: to others it does not exist", async () => {
  const { chat, guests } = await openChat();
  const [ann, , cat] = await guests(["ann", "bob", "cat"], "kitchen");
  const { room } = await send(ann, "bob", "psst");
  for (const ref of [room.id, room.folded, room.title]) {
    expect(await codeOf(cat.join(ref, { make: "never" }))).toBe("no_such_room");
    expect(await codeOf(cat.say(ref, "me too"))).toBe("no_such_room");
    expect(await codeOf(history(chat, cat.session, { room: ref }))).toBe(
      "no_such_room",
    );
    expect(await codeOf(members(chat, cat.session, { room: ref }))).toBe(
      "no_such_room",
    );
  }
  const listed = await rooms(chat, cat.session, "", 200);
  expect(listed.rooms.map(({ record }) => record.title).sort()).toEqual([
    "Free Chat",
    "kitchen",
  ]);
});

test("a direct message needs a name at both ends, another's", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"], "Free Chat");
  const nameless = await enterAnonymous(chat, home);
  expect(await codeOf(send(ann, "Anonymous", "psst"))).toBe("not_allowed");
  expect(
    await codeOf(whisper(chat, nameless, { to: "ann", text: "psst" })),
  ).toBe("not_allowed");
  expect(await codeOf(send(ann, "ann", "psst"))).toBe("bad_request");
  expect(await codeOf(send(ann, "nobody", "psst"))).toBe("no_such_person");
  expect(await codeOf(send(ann, "x".repeat(10_000), "psst"))).toBe(
    "no_such_person",
  );
});

test("a name means first whoever is called so in one's own rooms", async () => {
  const { guests } = await openChat();
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"]);
  await ann.join("kitchen");
  await cat.join("kitchen", { nick: "chef" });
  await bob.join("cellar");
  const { to } = await send(ann, "chef", "soup?");
  expect(to.id).toBe(cat.id);
});

test("a repeated key is answered with the first message", async () => {
  const { guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  const first = await send(ann, "bob", "psst", "k");
  const again = await send(ann, "bob", "psst", "k");
  expect(again).toMatchObject({
    repeated: true,
    entry: { seq: first.entry.seq },
  });
  await turns();
  expect(bob.line.texts).toEqual(["psst"]);
});

test("others cannot fill up one's rooms: of direct rooms the one opened first is let go", async () => {
  const { chat, guests } = await openChat({
    limits: { directRooms: 3, roomsPerSession: 2 },
  });
  const [ann] = await guests(["ann"], "kitchen");
  for (let n = 0; n < 6; n++) {
    const guest = await enter(chat, { name: `guest ${n}` });
    await send(guest, "ann", `${n}`);
  }
  await ann.line.until(({ texts }) => texts.length === 6);
  expect(ann.session.directs.size).toBe(3);
  expect(await codeOf(ann.join("hall"))).toBe(undefined);
});

test("no title is taken for what a direct room is compared by", async () => {
  const { guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  for (const title of [
    `\0${[ann.id, bob.id].sort().join(" ")}`,
    `\u2400${ann.id} ${bob.id}`,
  ])
    await codeOf(ann.join(title));
  const { room } = await send(ann, "bob", "psst");
  expect(room.kind).toBe("direct");
  expect(room.people.map(({ id }) => id).sort()).toEqual(
    [ann.id, bob.id].sort(),
  );
});

test("a repeated key is answered also when whoever it was to has gone", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"]);
  const bob = await visit(chat, { name: "bob" }, home);
  const first = await send(ann, "bob", "psst", "k");
  await chat.end(bob);
  const repeated = { repeated: true, entry: { seq: first.entry.seq } };
  expect(await send(ann, "bob", "psst", "k")).toMatchObject(repeated);
  expect(await codeOf(send(ann, "bob", "psst", "other"))).toBe(
    "no_such_person",
  );
  expect(await codeOf(send(ann, "bob", "psst"))).toBe("no_such_person");
  await ann.end();
  const again = await ann.again();
  const { id } = bob.identity;
  expect(await send(again, id, "psst", "k")).toMatchObject(repeated);
});

test("what is said into a direct room reaches a session that came after the last whisper", async () => {
  const { guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  const { room } = await send(ann, "bob", "1");
  const elsewhere = await bob.again();
  await ann.say(room.id, "2");
  await elsewhere.line.until(({ texts }) => texts.includes("2"));
  expect(elsewhere.line.heard.map(({ kind }) => kind)).toEqual([
    "direct",
    "said",
  ]);
});

test("one finds one's direct conversations again, and nobody else's", async () => {
  const { chat, guests } = await openChat({ store: "sqlite:" });
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"], "kitchen");
  await send(ann, "bob", "1");
  await send(cat, "ann", "2");
  await ann.end();
  const again = await ann.again();
  const found = await directs(chat, again.session, 10);
  expect(
    found.map(({ people }) => people.map(({ name }) => name).sort()),
  ).toEqual([
    ["ann", "cat"],
    ["ann", "bob"],
  ]);
  expect((await directs(chat, bob.session, 10)).length).toBe(1);
  expect((await directs(chat, again.session, 1)).length).toBe(1);
});
