import { changedStore } from "../../support/changed-store.ts";
import { describe, expect, test } from "vitest";
import type { FakeLine } from "../../support/fake-line.ts";
import { ChatError } from "../../../src/core/errors.ts";
import {
  codeOf,
  enter,
  openChat,
  turns,
  upTo,
  type Someone,
} from "../../support/chat.ts";

const free = { perSecond: Infinity, burst: Infinity };
const fast = { says: free, verbs: free, hellos: free };

test("a room that does not exist is made by its title, and found by title and id", async () => {
  const { guests } = await openChat();
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"]);
  const made = await ann.join(" The  Kitchen ");
  expect(made.room.title).toBe("The Kitchen");
  expect(made.room.id).toMatch(/^~[a-z0-9]{10}$/);
  expect((await bob.join("thekitchen")).room).toBe(made.room);
  expect((await cat.join(made.room.id)).room).toBe(made.room);
  expect(made.room.count).toBe(3);
});

test("an id that is none, and a title that breaks the rule, are refused", async () => {
  const { guests } = await openChat();
  const [ann] = await guests(["ann"]);
  expect(await codeOf(ann.join("~aaaaaaaaaa"))).toBe("no_such_room");
  for (const room of [
    "",
    " ",
    "#kitchen",
    "~kitchen",
    "a\nb",
    "a\u202eb",
    "x".repeat(65),
  ])
    expect(await codeOf(ann.join(room))).toBe("bad_name");
});

test("of those who make a room at once, all are in the same one", async () => {
  const { guests } = await openChat();
  const people = await guests(["ann", "bob", "cat"]);
  const titles = ["kitchen", "Kitchen", "KITCHEN"];
  const joined = await Promise.all(
    people.map((person, n) => person.join(titles[n] ?? "")),
  );
  expect(new Set(joined.map(({ room }) => room)).size).toBe(1);
});

test("last answers with the newest entries, oldest first", async () => {
  const { guests } = await openChat({ limits: fast });
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  await Promise.all(upTo(30).map((n) => ann.say("kitchen", `${n}`)));
  await bob.line.until(({ seqs }) => seqs.length === 30);
  const second = await bob.again();
  const seqs = async (last: number) =>
    (await second.join("kitchen", { last })).entries.map(({ seq }) => seq);
  expect(await seqs(0)).toEqual([]);
  expect(await seqs(3)).toEqual([28, 29, 30]);
  expect(await seqs(200)).toEqual(upTo(30));
  expect((await second.join("kitchen")).entries).toEqual([]);
  expect(second.line.texts).toEqual([]);
});

test("since brings what was missed, then goes on live", async () => {
  const { guests } = await openChat({ limits: fast });
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  await Promise.all(upTo(1_500).map((n) => ann.say("kitchen", `${n}`)));
  await ann.line.until(({ heard }) => heard.length >= 1_500);
  const second = await bob.again();
  const { epoch } = (await ann.join("kitchen")).room;
  // The oldest are held by the room no more and come from the store.
  const joined = await second.join("kitchen", {
    since: { epoch, seq: 30 },
    last: 5,
  });
  expect([joined.seq, joined.entries]).toEqual([1_500, []]);
  expect(second.line.texts).toEqual([]);
  await ann.say("kitchen", "live");
  await second.line.until(({ texts }) => texts.at(-1) === "live");
  expect(second.line.seqs).toEqual(upTo(1_501, 31));
});

test("since at the head brings nothing, and at 0 brings all", async () => {
  const { guests } = await openChat({ limits: fast });
  const [ann, bob] = await guests(["ann", "bob"]);
  const { room } = await ann.join("kitchen");
  await Promise.all(upTo(5).map((n) => ann.say("kitchen", `${n}`)));
  await ann.line.until(({ seqs }) => seqs.length === 5);
  const second = await ann.again();
  await second.join("kitchen", { since: { epoch: room.epoch, seq: 5 } });
  await bob.join("kitchen", { since: { epoch: room.epoch, seq: 0 } });
  await turns();
  expect(second.line.seqs).toEqual([]);
  expect(bob.line.seqs).toEqual(upTo(5));
});

describe("a cursor is refused with reset", () => {
  test("of another epoch, and beyond the head", async () => {
    const { guests } = await openChat();
    const [ann] = await guests(["ann"]);
    const { room } = await ann.join("kitchen");
    await ann.say("kitchen", "hi");
    const { epoch } = room;
    const since = (cursor: { epoch: string; seq: number }) =>
      codeOf(ann.join("kitchen", { since: cursor }));
    expect(await since({ epoch: "other", seq: 1 })).toBe("reset");
    expect(await since({ epoch: "", seq: 0 })).toBe("reset");
    expect(await since({ epoch, seq: 1e15 })).toBe("reset");
    expect(await since({ epoch, seq: 2 })).toBe("reset");
    expect(await since({ epoch, seq: 0 })).toBe(undefined);
  });

  test("of a room that does not exist, which is not made by it", async () => {
    const { guests, store } = await openChat();
    const [ann] = await guests(["ann"]);
    const since = { epoch: "x", seq: 0 };
    expect(await codeOf(ann.join("cellar", { since }))).toBe("reset");
    expect(await codeOf(ann.join("~aaaaaaaaaa", { since }))).toBe(
      "no_such_room",
    );
    expect((await store.rooms.list("", 10)).map(({ title }) => title)).toEqual([
      "Free Chat",
    ]);
  });

  test("and nobody becomes a member by it", async () => {
    const { guests } = await openChat();
    const [ann, bob] = await guests(["ann", "bob"]);
    await ann.join("kitchen");
    const since = { epoch: "x", seq: 0 };
    expect(await codeOf(bob.join("kitchen", { since }))).toBe("reset");
    expect(await codeOf(bob.say("kitchen", "hi"))).toBe("not_member");
    expect(ann.line.story).toEqual([]);
  });

  test("more than 10,000 entries behind", async () => {
    const { guests } = await openChat({ limits: fast });
    const [ann] = await guests(["ann"]);
    const { room } = await ann.join("kitchen");
    await Promise.all(upTo(10_001).map((n) => ann.say("kitchen", `${n}`)));
    await ann.line.until(({ heard }) => heard.length === 10_001);
    const second = await ann.again();
    const { epoch } = room;
    expect(
      await codeOf(second.join("kitchen", { since: { epoch, seq: 0 } })),
    ).toBe("reset");
    await second.join("kitchen", { since: { epoch, seq: 1 } });
    await second.line.until(({ heard }) => heard.length === 10_000);
    expect(second.line.seqs).toEqual(upTo(10_001, 2));
  });
});

test("the answer goes ahead of what follows it", async () => {
  const { guests } = await openChat({ limits: fast });
  const [ann, bob] = await guests(["ann", "bob"]);
  const { room } = await ann.join("kitchen");
  await Promise.all(upTo(50).map((n) => ann.say("kitchen", `${n}`)));
  let isAnswered = false;
  let isAhead = true;
  const looking = bob.line.until(({ seqs }) => {
    isAhead &&= isAnswered || seqs.length === 0;
    return seqs.length >= 50;
  });
  await bob.join("kitchen", { since: { epoch: room.epoch, seq: 0 } });
  isAnswered = true;
  await looking;
  expect(isAhead).toBe(true);
});

test.each(["memory:", "sqlite:"] as const)(
  "on %s, whoever joins while others talk at full speed gets everything from there on, once",
  async (store) => {
    const { guests } = await openChat({ limits: fast, store });
    const [ann, bob] = await guests(["ann", "bob"], "kitchen");
    const all = 3_000;
    let said = 0;
    const talk = async (who: Someone): Promise<void> => {
      const under: Promise<unknown>[] = [];
      while (said < all) {
        const batch = upTo(7).map(() => who.say("kitchen", `${++said}`));
        under.push(...batch);
        await batch[0];
      }
      await Promise.all(under);
    };
    const talking = Promise.all([ann, bob].map(talk));
    const comers: { who: Someone; from: number; replied: number[] }[] = [];
    const { epoch } = (await ann.join("kitchen")).room;
    for (let n = 0; said < all; n++) {
      const [who] = await guests([`comer ${n}`]);
      for (let wait = n % 4; wait > 0; wait--) await new Promise(setImmediate);
      const kind = n % 3;
      const seen = ann.line.seqs.at(-1) ?? 0;
      const since = Math.max(0, seen - 400 * (n % 5));
      const joined = await who.join("kitchen", {
        ...(kind === 1 ? { last: 60 } : {}),
        ...(kind === 2 ? { since: { epoch, seq: since } } : {}),
      });
      const replied = joined.entries.map(({ seq }) => seq);
      expect(replied).toEqual(
        upTo(joined.seq, joined.seq - replied.length + 1),
      );
      comers.push({ who, from: kind === 2 ? since : joined.seq, replied });
    }
    await talking;
    await ann.say("kitchen", "end");
    expect(comers.length).toBeGreaterThan(5);
    for (const { who, from } of comers) {
      await who.line.until(hasHeard("end"));
      expect(who.line.seqs).toEqual(upTo(who.line.seqs.at(-1) ?? 0, from + 1));
    }
    // All hear the same, in one order.
    const heard = new Map(bob.line.said.map(({ seq, text }) => [seq, text]));
    for (const { who } of comers)
      for (const { seq, text } of who.line.said)
        expect(text).toBe(heard.get(seq));
  },
);

test("a join whose entries cannot be read leaves the joiner as he was", async () => {
  let isBroken = false;
  const { guests } = await openChat({
    wrap: (store) =>
      changedStore(store, {
        log: {
          page: (room, before, limit) =>
            isBroken
              ? Promise.reject(new ChatError("unavailable", "It is away."))
              : store.log.page(room, before, limit),
        },
      }),
  });
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"]);
  for (const each of [ann, bob]) await each.join("kitchen");
  await ann.say("kitchen", "1");
  await bob.line.until(({ texts }) => texts.length === 1);
  isBroken = true;
  for (const each of [bob, cat])
    expect(await codeOf(each.join("kitchen", { last: 5 }))).toBe("unavailable");
  isBroken = false;
  await ann.say("kitchen", "2");
  await bob.line.until(({ texts }) => texts.length === 2);
  await turns();
  expect(cat.line.texts).toEqual([]);
  expect(cat.session.presences.size).toBe(0);
});

test("a second session of one who is there is not announced, nor its end", async () => {
  const { guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  await turns();
  expect(ann.line.story).toEqual(["joined bob"]);
  const second = await bob.again();
  const { room } = await second.join("kitchen");
  expect(room.count).toBe(2);
  await bob.end();
  await turns();
  expect(ann.line.story).toEqual(["joined bob"]);
  await second.end();
  await turns();
  expect(ann.line.story).toEqual(["joined bob", "left bob"]);
  expect(room.count).toBe(1);
});

test("one who joins twice is there once and hears everything once", async () => {
  const { guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  await bob.join("kitchen");
  await bob.join("kitchen");
  await ann.say("kitchen", "hi");
  await bob.line.until(({ texts }) => texts.length > 0);
  await turns();
  expect(bob.line.texts).toEqual(["hi"]);
  expect(ann.line.story).toEqual(["joined bob", "ann: hi"]);
});

test("a session may be in so many rooms at once, and join those again", async () => {
  const { guests } = await openChat({ limits: { roomsPerSession: 2 } });
  const [ann] = await guests(["ann"], "kitchen", "cellar");
  expect(await codeOf(ann.join("attic"))).toBe("too_many");
  expect(await codeOf(ann.join("kitchen"))).toBe(undefined);
  await ann.leave("cellar");
  expect(await codeOf(ann.join("attic"))).toBe(undefined);
});

test("so many rooms are made from one address in an hour, whoever makes them", async () => {
  const { chat, clock } = await openChat({ limits: { roomsMadePerHour: 2 } });
  const ann = await enter(chat, { name: "ann" }, "192.0.2.1");
  const bob = await enter(chat, { name: "bob" }, "192.0.2.1");
  await ann.join("1");
  await bob.join("2");
  expect(await codeOf(ann.join("3"))).toBe("too_many");
  expect(await codeOf(ann.join("2"))).toBe(undefined);
  clock.now += 3_600_000;
  expect(await codeOf(ann.join("3"))).toBe(undefined);
});

function hasHeard(text: string) {
  return ({ heard }: FakeLine): boolean => {
    const last = heard.at(-1);
    return last?.kind === "said" && last.text === text;
  };
}
