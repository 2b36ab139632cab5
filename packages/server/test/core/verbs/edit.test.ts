import { expect, test } from "vitest";
import { enterAnonymous, visit } from "../../../src/core/verbs/visit.ts";
import { register } from "../../../src/core/verbs/register.ts";
import { whisper } from "../../../src/core/verbs/whisper.ts";
import { join } from "../../../src/core/verbs/join.ts";
import { say } from "../../../src/core/verbs/say.ts";
import { FakeLine, plain } from "../../support/fake-line.ts";
import { changedStore } from "../../support/changed-store.ts";
import { slowly } from "../../support/slow-store.ts";
import { codeOf, enter, openChat, turns, upTo } from "../../support/chat.ts";
import {
  briefly,
  edit,
  noSeqs,
  react,
  read,
  remove,
  reply,
} from "../../support/messages.ts";

const stores = ["memory:", "sqlite:"] as const;
const free = { perSecond: Infinity, burst: Infinity };
const fast = { says: free, verbs: free };

test.each(stores)(
  "on %s, what is edited reaches everyone, and reads so from then on",
  async (store) => {
    const { guests } = await openChat({ store });
    const [ann, bob] = await guests(["ann", "bob"], "kitchen");
    await ann.say("kitchen", "helo");
    const { entry, repeated } = await edit(ann, "kitchen", 1, "hello");
    expect([entry.kind, entry.seq, repeated]).toEqual(["edited", 2, false]);
    for (const { line } of [ann, bob]) {
      await line.until(({ entries }) => entries.length === 2);
      expect(briefly(line.entries)).toEqual([
        "1 ann: helo",
        "2 ann edits 1: hello",
      ]);
    }
    await edit(ann, "kitchen", 1, "hello!");
    expect(briefly(await read(bob, "kitchen"))).toEqual([
      "1 ann: hello! (3)",
      "2 ann edits 1: hello!",
      "3 ann edits 1: hello!",
    ]);
  },
);

test.each(stores)("on %s, what is no message is not edited", async (store) => {
  const { guests } = await openChat({ store, limits: fast });
  const [ann] = await guests(["ann"], "kitchen", "cellar");
  await ann.say("kitchen", "one");
  await ann.say("cellar", "one");
  await ann.say("cellar", "two");
  await edit(ann, "kitchen", 1, "two");
  await ann.say("kitchen", "gone");
  await remove(ann, "kitchen", 3);
  for (const seq of [...noSeqs, 2, 3, 4])
    expect([seq, await codeOf(edit(ann, "kitchen", seq, "x"))]).toEqual([
      seq,
      "no_such_message",
    ]);
});

test("only its author edits a message, whatever another may do", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  await register(
    chat,
    { name: "boss", password: "secret" },
    { address: "127.0.0.1" },
  );
  await chat.store.identities.makeFirstOwner(
    (await chat.store.identities.accountByFolded("boss"))?.id ?? "",
  );
  const boss = await enter(chat, { name: "boss", password: "secret" });
  await ann.join("kitchen");
  await bob.join("kitchen");
  await boss.join("kitchen");
  await bob.say("kitchen", "mine");
  for (const other of [ann, boss])
    expect(await codeOf(edit(other, "kitchen", 1, "yours"))).toBe(
      "not_allowed",
    );
  const again = await bob.again();
  expect(await codeOf(edit(again, "kitchen", 1, "still mine"))).toBe(undefined);
});

test("whoever cannot say anything in a room cannot edit there", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"], "kitchen");
  await bob.say("kitchen", "hi");
  const tryIt = () => codeOf(edit(bob, "kitchen", 1, "ho"));
  const room = await chat.rooms.mustFind("kitchen");
  room.isArchived = true;
  expect(await tryIt()).toBe("archived");
  room.isArchived = false;
  chat.sanctions.add({
    id: "aaaaaaaaaaaaaaaa",
    kind: "mute",
    room: room.id,
    identity: bob.id,
    address: undefined,
    name: "bob",
    by: { id: ann.id, name: "ann" },
    reason: "",
    at: 0,
    until: undefined,
  });
  expect(await tryIt()).toBe("muted");
  chat.sanctions.remove("aaaaaaaaaaaaaaaa");
  await bob.leave("kitchen");
  expect(await tryIt()).toBe("not_member");
  expect(await codeOf(edit(cat, "cellar", 1, "ho"))).toBe("no_such_room");
  await bob.join("kitchen", { hidden: true });
  expect(await tryIt()).toBe("hidden");
});

test("a passing guest edits while he is here, and Anonymous, who is many people, does not", async () => {
  const { chat } = await openChat();
  const visitor = () => ({
    address: "127.0.0.1",
    ear: { line: new FakeLine(), encoder: plain },
    door: "test",
  });
  const [one, two] = [
    await enterAnonymous(chat, visitor()),
    await enterAnonymous(chat, visitor()),
  ];
  const bob = await visit(chat, { name: "bob" }, visitor());
  for (const session of [one, two, bob])
    await join(chat, session, { room: "kitchen" });
  await say(chat, one, { room: "kitchen", text: "who am I?" });
  await say(chat, bob, { room: "kitchen", text: "bob" });
  for (const session of [one, two])
    expect(await codeOf(edit({ chat, session }, "kitchen", 1, "x"))).toBe(
      "not_allowed",
    );
  const bobs = { chat, session: bob };
  expect(await codeOf(edit(bobs, "kitchen", 2, "still bob"))).toBe(undefined);
});

test("a text that is not said is no correction either", async () => {
  const { guests } = await openChat();
  const [ann] = await guests(["ann"], "kitchen");
  await ann.say("kitchen", "hi");
  const code = (text: string) => codeOf(edit(ann, "kitchen", 1, text));
  expect(await code("")).toBe("bad_request");
  expect(await code(" \u2028\n")).toBe("bad_request");
  expect(await code("x".repeat(4_001))).toBe("too_large");
  expect(await code("x".repeat(10_000_000))).toBe("too_large");
  expect(await code("a\ud800b\0\u202e")).toBe(undefined);
  const [said] = await read(ann, "kitchen");
  expect(said).toMatchObject({ text: "a\ufffdb\0\u202e" });
});

test("an edit counts as something said", async () => {
  const { guests, clock } = await openChat({
    limits: { says: { perSecond: 1, burst: 2 } },
  });
  const [ann] = await guests(["ann"], "kitchen");
  await ann.say("kitchen", "hi");
  await edit(ann, "kitchen", 1, "ho");
  expect(await codeOf(edit(ann, "kitchen", 1, "hu"))).toBe("rate_limited");
  expect(await codeOf(remove(ann, "kitchen", 1))).toBe("rate_limited");
  clock.now += 1_000;
  expect(await codeOf(edit(ann, "kitchen", 1, "hu"))).toBe(undefined);
});

test.each(stores)(
  "on %s, a key is its author's for everything that he does in the room",
  async (store) => {
    const { guests } = await openChat({ store });
    const [ann, bob] = await guests(["ann", "bob"], "kitchen");
    await ann.say("kitchen", "one", "k");
    const { entry } = await edit(ann, "kitchen", 1, "two", "e");
    // Answered before sense and right are looked at, and it changes nothing.
    for (const text of ["three", "", "x".repeat(100_000)]) {
      const again = await edit(ann, "kitchen", 1, text, "e");
      expect([again.entry.seq, again.repeated]).toEqual([entry.seq, true]);
    }
    for (const seq of [1, 99])
      expect(await codeOf(edit(ann, "kitchen", seq, "x", "k"))).toBe(
        "bad_request",
      );
    expect(await codeOf(remove(ann, "kitchen", 1, "e"))).toBe("bad_request");
    expect(await codeOf(ann.say("kitchen", "x", "e"))).toBe("bad_request");
    expect((await bob.say("kitchen", "mine", "e")).repeated).toBe(false);
    await remove(ann, "kitchen", 1, "d");
    expect(await edit(ann, "kitchen", 1, "x", "e")).toMatchObject({
      entry: { seq: 2, text: "", isGone: true },
      repeated: true,
    });
    expect(briefly(await read(bob, "kitchen"))).toEqual([
      "1 ann: gone",
      "2 ann edits 1: gone",
      "3 bob: mine",
      "4 ann deletes 1",
    ]);
  },
);

test.each(stores)(
  "on %s, what one does without waiting is kept in its order, also where some of it has to be asked for",
  async (store) => {
    const { guests } = await openChat({ store, limits: fast });
    const [ann, bob] = await guests(["ann", "bob"], "kitchen");
    await ann.say("kitchen", "0");
    const done: Promise<unknown>[] = [];
    for (const n of upTo(60)) {
      const text = n % 3 === 0 ? `${n} @bob and @who` : `${n}`;
      if (n % 4 === 1) done.push(edit(ann, "kitchen", 1, text));
      else if (n % 7 === 2) done.push(reply(ann, "kitchen", 1, text));
      else done.push(ann.say("kitchen", text));
    }
    await Promise.all(done);
    const texts = (
      await bob.chat.store.log.page(
        (await bob.chat.rooms.mustFind("kitchen")).id,
        Infinity,
        200,
      )
    ).map((entry) => entry.seq);
    expect(texts).toEqual(upTo(61));
    await bob.line.until(({ entries }) => entries.length === 61);
    const order = bob.line.entries
      .slice(1)
      .map((entry) => ("text" in entry ? Number.parseInt(entry.text) : NaN));
    expect(order).toEqual(upTo(60));
  },
);

test("what one does without waiting is kept together, not one after the other", async () => {
  let isHolding = false;
  let held = 0;
  const free = Promise.withResolvers<undefined>();
  const { guests } = await openChat({
    limits: fast,
    wrap: (store) =>
      slowly(
        changedStore(store, {
          log: {
            async append(room, draft) {
              if (isHolding) {
                held++;
                await free.promise;
              }
              return store.log.append(room, draft);
            },
          },
        }),
      ),
  });
  const [ann] = await guests(["ann"], "kitchen");
  await ann.say("kitchen", "1");
  await ann.say("kitchen", "2");
  isHolding = true;
  const done = [
    ann.say("kitchen", "plain"),
    ann.say("kitchen", "@nobody"),
    edit(ann, "kitchen", 1, "one"),
    edit(ann, "kitchen", 1, "@who"),
    react(ann, "kitchen", 1, "👍"),
    remove(ann, "kitchen", 2),
    ann.say("kitchen", "plain"),
  ];
  await turns(60);
  expect(held).toBe(done.length);
  free.resolve(undefined);
  await Promise.all(done);
});

test("a direct message is edited and deleted at every session of both", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  const sent = { to: "bob", text: "pst" };
  const { room } = await whisper(chat, ann.session, sent);
  const late = await bob.again();
  await edit(ann, room.id, 1, "psst");
  expect(await codeOf(edit(bob, room.id, 1, "x"))).toBe("not_allowed");
  expect(await codeOf(remove(bob, room.id, 1))).toBe("not_allowed");
  await remove(ann, room.id, 1);
  await bob.line.until(({ entries }) => entries.length === 3);
  expect(briefly(bob.line.entries)).toEqual([
    "1 ann: pst",
    "2 ann edits 1: psst",
    "3 ann deletes 1",
  ]);
  await late.line.until(({ entries }) => entries.length === 2);
  await turns();
});
