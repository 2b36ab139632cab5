import { expect, test } from "vitest";
import { readEmoji } from "../../../src/core/messages/emoji.ts";
import { ChatError } from "../../../src/core/errors.ts";
import { react as reactVerb } from "../../../src/core/verbs/react.ts";
import { reactions } from "../../../src/core/verbs/reactions.ts";
import { codeOf, openChat, saidOf, upTo } from "../../support/chat.ts";
import { edit, noSeqs, react, read } from "../../support/messages.ts";

const stores = ["memory:", "sqlite:"] as const;
const free = { perSecond: Infinity, burst: Infinity };
const fast = { says: free, verbs: free };

test.each(stores)(
  "on %s, who reacts and who takes it back is heard by all, with how many have given it",
  async (store) => {
    const { guests } = await openChat({ store });
    const [ann, bob] = await guests(["ann", "bob"], "kitchen");
    await ann.say("kitchen", "hi");
    expect((await react(bob, "kitchen", 1, "👍")).count).toBe(1);
    expect((await react(ann, "kitchen", 1, "👍")).count).toBe(2);
    expect((await react(ann, "kitchen", 1, "🎉")).count).toBe(1);
    expect((await react(bob, "kitchen", 1, "👍", false)).count).toBe(1);
    await bob.line.until(({ entries }) => entries.length === 5);
    expect(bob.line.entries.slice(1)).toMatchObject([
      { kind: "reacted", of: 1, reaction: "👍", isOn: true, count: 1 },
      { kind: "reacted", of: 1, reaction: "👍", isOn: true, count: 2 },
      { kind: "reacted", of: 1, reaction: "🎉", isOn: true, count: 1 },
      { kind: "reacted", of: 1, reaction: "👍", isOn: false, count: 1 },
    ]);
    const seen = async (who: typeof ann) =>
      saidOf((await read(who, "kitchen"))[0]).reactions;
    expect(await seen(bob)).toEqual([
      { reaction: "👍", count: 1, isMine: false },
      { reaction: "🎉", count: 1, isMine: false },
    ]);
    expect(await seen(ann)).toEqual([
      { reaction: "👍", count: 1, isMine: true },
      { reaction: "🎉", count: 1, isMine: true },
    ]);
  },
);

test.each(stores)(
  "on %s, what is given already is answered as it was, with how many there are by now; what was not given is not taken back",
  async (store) => {
    const { guests } = await openChat({ store });
    const [ann, bob] = await guests(["ann", "bob"], "kitchen");
    await ann.say("kitchen", "hi");
    const first = await react(ann, "kitchen", 1, "👍");
    await react(bob, "kitchen", 1, "👍");
    const again = await react(ann, "kitchen", 1, "👍");
    expect([again.repeated, again.entry.seq, again.count]).toEqual([
      true,
      first.entry.seq,
      2,
    ]);
    expect(await codeOf(react(ann, "kitchen", 1, "🎉", false))).toBe(
      "no_such_message",
    );
    await react(ann, "kitchen", 1, "👍", false);
    expect(await codeOf(react(ann, "kitchen", 1, "👍", false))).toBe(
      "no_such_message",
    );
    expect((await react(ann, "kitchen", 1, "👍")).repeated).toBe(false);
    expect((await read(ann, "kitchen")).length).toBe(5);
  },
);

test.each(stores)(
  "on %s, a repeated key is answered with the first reaction, and one used for something else refused",
  async (store) => {
    const { chat, guests } = await openChat({ store });
    const [ann] = await guests(["ann"], "kitchen");
    await ann.say("kitchen", "hi", "s");
    const by = (key: string, seq: number, reaction: string) =>
      reactVerb(chat, ann.session, { room: "kitchen", seq, reaction, key });
    expect((await by("k", 1, "👍")).repeated).toBe(false);
    for (const again of [await by("k", 1, "no emoji"), await by("k", 99, "🎉")])
      expect([again.repeated, again.entry.seq, again.count]).toEqual([
        true,
        2,
        1,
      ]);
    expect(await codeOf(by("s", 1, "🎉"))).toBe("bad_request");
    expect(await codeOf(ann.say("kitchen", "x", "k"))).toBe("bad_request");
  },
);

test.each(stores)("on %s, only messages are reacted to", async (store) => {
  const { guests } = await openChat({ store, limits: fast });
  const [ann] = await guests(["ann"], "kitchen", "cellar");
  await ann.say("kitchen", "one");
  await edit(ann, "kitchen", 1, "two");
  await react(ann, "kitchen", 1, "👍");
  await ann.say("cellar", "other");
  for (const seq of [...noSeqs, 2, 3])
    expect([seq, await codeOf(react(ann, "kitchen", seq, "👍"))]).toEqual([
      seq,
      "no_such_message",
    ]);
  expect(saidOf((await read(ann, "cellar"))[0]).reactions).toBe(undefined);
});

test.each([
  ["a face", "😀"],
  ["a skin tone", "👋🏽"],
  ["a family", "👨‍👩‍👧‍👦"],
  ["a couple of two skin tones", "🧑🏿‍❤️‍💋‍🧑🏻"],
  ["a flag", "🇪🇺"],
  ["a flag of a region", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"],
  ["a keycap", "1️⃣"],
  ["a woman astronaut", "👩🏾‍🚀"],
  ["a rainbow flag", "🏳️‍🌈"],
])("%s is one emoji", (_what, emoji) => {
  expect(readEmoji(emoji)).toBe(emoji);
});

test("a heart is one and the same however a keyboard sends it", () => {
  expect(readEmoji("\u2764")).toBe("\u2764\ufe0f");
  expect(readEmoji("\u2764\ufe0f")).toBe("\u2764\ufe0f");
});

test.each([
  ["nothing", ""],
  ["a blank", " "],
  ["a letter", "a"],
  ["a digit", "1"],
  ["a number sign", "#"],
  ["two emoji", "😀😀"],
  ["an emoji and a letter", "😀a"],
  ["an emoji and a line end", "😀\n"],
  ["an emoji and a blank", "😀 "],
  ["a lone surrogate", "\ud83d"],
  ["a lone skin tone and more", "🏽🏽"],
  ["a joiner", "\u200d"],
  ["an emoji and a joiner", "👩\u200d"],
  ["half a flag", "🇪"],
  ["two flags", "🇪🇺🇩🇪"],
  ["a flag of no country", "🇽🇽"],
  ["a variation selector", "\ufe0f"],
  ["an emoji with two of them", "❤\ufe0f\ufe0f"],
  ["control characters", "\0"],
  ["one that turns the text around", "\u202e😀"],
  ["markup", "<b>👍</b>"],
  ["tags without an end", "🏴\u{e0067}\u{e0062}"],
  ["a family of too many", `👨${"\u200d👩".repeat(30)}`],
  ["a million emoji", "😀".repeat(1_000_000)],
  ["a million joiners", "\u200d".repeat(1_000_000)],
])("%s is no reaction", (_what, raw) => {
  expect(() => readEmoji(raw)).toThrow(ChatError);
});

test.each(stores)(
  "on %s, a message has at most 50 kinds of reactions, and any number of each",
  async (store) => {
    const { chat, guests } = await openChat({ store, limits: fast });
    const [ann, bob] = await guests(["ann", "bob"], "kitchen");
    await ann.say("kitchen", "hi");
    const emoji = upTo(60).map((n) => String.fromCodePoint(0x1f600 + n));
    const codes = await Promise.all(
      emoji.map((each) => codeOf(react(ann, "kitchen", 1, each))),
    );
    expect(codes.map((code) => code ?? "kept")).toEqual([
      ...upTo(50).map(() => "kept"),
      ...upTo(10).map(() => "too_many"),
    ]);
    expect(await codeOf(react(bob, "kitchen", 1, emoji[0] ?? ""))).toBe(
      undefined,
    );
    expect(await codeOf(react(bob, "kitchen", 1, emoji[59] ?? ""))).toBe(
      "too_many",
    );
    await react(ann, "kitchen", 1, emoji[1] ?? "", false);
    expect(await codeOf(react(bob, "kitchen", 1, emoji[59] ?? ""))).toBe(
      undefined,
    );
    const page = await reactions(chat, ann.session, {
      room: "kitchen",
      seq: 1,
    });
    expect(page.reactions.length).toBe(51);
  },
);

test.each(stores)(
  "on %s, who has reacted is told in the order of reacting, a page at a time, each once",
  async (store) => {
    const { chat, guests } = await openChat({ store, limits: fast });
    const names = upTo(25).map((n) => `guest ${n}`);
    const people: Awaited<ReturnType<typeof guests>>[number][] = await guests(
      names,
      "kitchen",
    );
    const [first] = people;
    if (first === undefined) return;
    await first.say("kitchen", "hi");
    for (const who of people) await react(who, "kitchen", 1, "👍");
    await react(first, "kitchen", 1, "🎉");
    const found: string[] = [];
    for (let after: number | undefined = 0; after !== undefined;) {
      const asked = { room: "kitchen", seq: 1, after, limit: 10 };
      const page = await reactions(chat, first.session, asked);
      expect(page.reactions.length).toBeLessThanOrEqual(10);
      found.push(
        ...page.reactions.map(({ name, reaction }) => name + reaction),
      );
      after = page.next;
    }
    expect(found).toEqual([...names.map((name) => `${name}👍`), "guest 1🎉"]);
    const all = { room: "kitchen", seq: 1, limit: 26 };
    expect((await reactions(chat, first.session, all)).next).toBe(undefined);
  },
);

test("who may read a room may see who has reacted, and whoever may say nothing cannot react", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  await ann.join("kitchen");
  await ann.say("kitchen", "hi");
  expect(await codeOf(react(bob, "kitchen", 1, "👍"))).toBe("not_member");
  const asked = { room: "kitchen", seq: 1 };
  expect(await reactions(chat, bob.session, asked)).toEqual({
    reactions: [],
    next: undefined,
  });
  await bob.join("kitchen", { hidden: true });
  expect(await codeOf(react(bob, "kitchen", 1, "👍"))).toBe("hidden");
  const room = await chat.rooms.mustFind("kitchen");
  room.isArchived = true;
  expect(await codeOf(react(ann, "kitchen", 1, "👍"))).toBe("archived");
});

test("reactions count as something said", async () => {
  const { guests } = await openChat({
    limits: { says: { perSecond: 0.01, burst: 3 } },
  });
  const [ann] = await guests(["ann"], "kitchen");
  await ann.say("kitchen", "hi");
  await react(ann, "kitchen", 1, "👍");
  await react(ann, "kitchen", 1, "👍", false);
  expect(await codeOf(react(ann, "kitchen", 1, "👍"))).toBe("rate_limited");
});
