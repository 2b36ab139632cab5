import fc from "fast-check";
import { changedStore } from "../../support/changed-store.ts";
import { expect, test } from "vitest";
import { ChatError } from "../../../src/core/errors.ts";
import { codeOf, openChat, turns, upTo } from "../../support/chat.ts";
import { edit, noSeqs, read, remove, reply } from "../../support/messages.ts";

test("what is said reaches everyone in the room once, the author too, after he was answered", async () => {
  const { guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  const { entry, repeated } = await ann.say("kitchen", "hi");
  expect([entry.seq, entry.text, repeated]).toEqual([1, "hi", false]);
  expect(ann.line.texts).toEqual([]);
  await Promise.all(
    [ann, bob].map(({ line }) => line.until((l) => l.texts.length > 0)),
  );
  expect(ann.line.said).toEqual([entry]);
  expect(bob.line.said).toEqual([entry]);
});

test.each([
  ["nothing", ""],
  ["blanks", " \n\t\u00a0\u2028"],
])("%s is not said", async (_what, text) => {
  const { guests } = await openChat();
  const [ann] = await guests(["ann"], "kitchen");
  expect(await codeOf(ann.say("kitchen", text))).toBe("bad_request");
});

test("a text is bounded in code points and in bytes", async () => {
  const { guests } = await openChat({ limits: { textBytes: 12_000 } });
  const [ann] = await guests(["ann"], "kitchen");
  const code = (text: string) => codeOf(ann.say("kitchen", text));
  expect(await code("x".repeat(4_000))).toBe(undefined);
  expect(await code("x".repeat(4_001))).toBe("too_large");
  expect(await code("😀".repeat(3_000))).toBe(undefined);
  expect(await code("😀".repeat(3_001))).toBe("too_large");
  expect(await code("ⓐ".repeat(4_000))).toBe(undefined);
  expect(await code("ⓐ".repeat(4_000).replace("ⓐ", "😀"))).toBe("too_large");
  expect(await code("x".repeat(1_000_000))).toBe("too_large");
});

test("4,000 emoji fit into the usual bounds, and 4,001 do not", async () => {
  const { guests } = await openChat();
  const [ann] = await guests(["ann"], "kitchen");
  const { entry } = await ann.say("kitchen", "😀".repeat(4_000));
  expect(entry.text).toBe("😀".repeat(4_000));
  expect(await codeOf(ann.say("kitchen", "😀".repeat(4_001)))).toBe(
    "too_large",
  );
});

test("the bounds are those of a naive count, for any text", async () => {
  const { guests } = await openChat({
    limits: {
      textCodePoints: 10,
      textBytes: 20,
      says: { perSecond: Infinity, burst: Infinity },
    },
  });
  const [ann] = await guests(["ann"], "kitchen");
  const text = fc.string({ unit: "binary", minLength: 1, maxLength: 14 });
  await fc.assert(
    fc.asyncProperty(text, async (raw) => {
      fc.pre(raw.trim() !== "");
      const fits = [...raw].length <= 10 && Buffer.byteLength(raw) <= 20;
      expect(await codeOf(ann.say("kitchen", raw))).toBe(
        fits ? undefined : "too_large",
      );
    }),
    { numRuns: 60 },
  );
});

test("lone surrogates are replaced", async () => {
  const { guests } = await openChat();
  const [ann] = await guests(["ann"], "kitchen");
  const { entry } = await ann.say("kitchen", "a\ud800b\udc00");
  expect(entry.text).toBe("a\ufffdb\ufffd");
});

test("only a member may say", async () => {
  const { guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  await ann.join("kitchen");
  expect(await codeOf(bob.say("kitchen", "hi"))).toBe("not_member");
  expect(await codeOf(bob.say("cellar", "hi"))).toBe("no_such_room");
  expect(await codeOf(bob.say("~aaaaaaaaaa", "hi"))).toBe("no_such_room");
  await bob.join("kitchen");
  expect(await codeOf(bob.say("KITCHEN", "hi"))).toBe(undefined);
});

test("a member may say from another session than the one that joined", async () => {
  const { guests } = await openChat();
  const [ann] = await guests(["ann"], "kitchen");
  const second = await ann.again();
  await second.say("kitchen", "hi");
  await ann.line.until(({ texts }) => texts.length === 1);
  expect(second.line.texts).toEqual([]);
});

test("a repeated key is answered with the first entry, and nothing is doubled", async () => {
  const { guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  const [first, again] = await Promise.all([
    ann.say("kitchen", "hi", "k"),
    ann.say("kitchen", "something else", "k"),
  ]);
  expect([first.repeated, again.repeated]).toEqual([false, true]);
  expect(again.entry).toEqual(first.entry);
  expect((await bob.say("kitchen", "mine", "k")).repeated).toBe(false);
  await bob.line.until(({ texts }) => texts.length === 2);
  expect(bob.line.texts).toEqual(["hi", "mine"]);
});

test("a repeated key is answered before right, rate and sense are looked at", async () => {
  const { guests } = await openChat({
    limits: { says: { perSecond: 0.01, burst: 2 } },
  });
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  const first = await ann.say("kitchen", "hi", "k");
  await ann.leave("kitchen");
  const answers = [
    await ann.say("kitchen", "hi", "k"),
    await ann.say("kitchen", "", "k"),
    await ann.say("kitchen", "x".repeat(100_000), "k"),
  ];
  expect(await codeOf(ann.say("kitchen", "hi", "other"))).toBe("not_member");
  await ann.join("kitchen");
  await ann.say("kitchen", "two");
  expect(await codeOf(ann.say("kitchen", "three", "new"))).toBe("rate_limited");
  answers.push(await ann.say("kitchen", "hi", "k"));
  for (const answer of answers)
    expect(answer).toEqual({ entry: first.entry, repeated: true });
  await bob.line.until(({ texts }) => texts.includes("two"));
  expect(bob.line.texts).toEqual(["hi", "two"]);
});

test("a key counts in its room only", async () => {
  const { guests } = await openChat();
  const [ann] = await guests(["ann"], "kitchen", "cellar");
  await ann.say("kitchen", "hi", "k");
  expect((await ann.say("cellar", "hi", "k")).repeated).toBe(false);
});

test("what could not be kept is refused to its author and heard by nobody", async () => {
  let isFull = false;
  const { guests } = await openChat({
    wrap: (store) =>
      changedStore(store, {
        log: {
          append: (room, draft) =>
            isFull
              ? Promise.reject(
                  new ChatError("unavailable", "The disk is full."),
                )
              : store.log.append(room, draft),
        },
      }),
  });
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  isFull = true;
  expect(await codeOf(ann.say("kitchen", "lost", "k"))).toBe("unavailable");
  isFull = false;
  expect((await ann.say("kitchen", "kept", "k")).repeated).toBe(false);
  await bob.line.until(({ texts }) => texts.length > 0);
  expect(bob.line.texts).toEqual(["kept"]);
});

test("says of one who does not wait are kept in their order", async () => {
  const { guests } = await openChat({
    limits: { says: { perSecond: Infinity, burst: Infinity } },
  });
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  const said = upTo(300).map((n) => ann.say("kitchen", `${n}`));
  const seqs = (await Promise.all(said)).map(({ entry }) => entry.seq);
  expect(seqs).toEqual(upTo(300));
  await bob.line.until(({ texts }) => texts.length === 300);
  expect(bob.line.texts).toEqual(upTo(300).map(String));
});

test("an identity with many sessions may say no more than one with one", async () => {
  const { guests, clock } = await openChat({
    limits: { says: { perSecond: 1, burst: 5 } },
  });
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  const sessions = [ann, await ann.again(), await ann.again()];
  const burst = async (): Promise<number> => {
    const codes = await Promise.all(
      upTo(5).flatMap(() =>
        sessions.map((each) => codeOf(each.say("kitchen", "hi"))),
      ),
    );
    expect(
      codes.filter((code) => code === "rate_limited").length +
        codes.filter((code) => code === undefined).length,
    ).toBe(15);
    return codes.filter((code) => code === undefined).length;
  };
  expect(await burst()).toBe(5);
  clock.now += 2_000;
  expect(await burst()).toBe(2);
  expect(await codeOf(bob.say("kitchen", "hi"))).toBe(undefined);
  await turns();
});

test.each(["memory:", "sqlite:"] as const)(
  "on %s, a message answers another one of the same room that is there",
  async (store) => {
    const { guests } = await openChat({
      store,
      limits: { says: { perSecond: Infinity, burst: Infinity } },
    });
    const [ann, bob] = await guests(["ann", "bob"], "kitchen", "cellar");
    for (const text of ["one", "two", "three"]) await ann.say("kitchen", text);
    await ann.say("cellar", "other");
    await remove(ann, "kitchen", 2);
    await edit(ann, "kitchen", 3, "3");
    const { entry } = await reply(bob, "kitchen", 1, "re");
    expect(entry).toMatchObject({ kind: "said", seq: 6, reply: 1 });
    await ann.line.until(({ seqs }) => seqs.includes(6));
    expect(ann.line.said.at(-1)).toMatchObject({ text: "re", reply: 1 });
    expect((await read(bob, "kitchen")).at(-1)).toMatchObject({ reply: 1 });
    // Gone, no message, not there, and in another room.
    for (const seq of [...noSeqs, 2, 4, 5, 7, 8])
      expect([seq, await codeOf(reply(bob, "kitchen", seq, "re"))]).toEqual([
        seq,
        "no_such_message",
      ]);
    expect(await codeOf(reply(bob, "cellar", 3, "re"))).toBe("no_such_message");
    await remove(ann, "kitchen", 1);
    expect((await read(bob, "kitchen"))[5]).toMatchObject({
      text: "re",
      reply: 1,
    });
  },
);
