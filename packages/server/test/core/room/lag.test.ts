import { changedStore } from "../../support/changed-store.ts";
import { expect, test } from "vitest";
import { ChatError } from "../../../src/core/errors.ts";
import type { Encoder } from "../../../src/core/line.ts";
import { join } from "../../../src/core/verbs/join.ts";
import { kick } from "../../../src/core/verbs/kick.ts";
import { say } from "../../../src/core/verbs/say.ts";
import { enterAnonymous } from "../../../src/core/verbs/visit.ts";
import { whisper } from "../../../src/core/verbs/whisper.ts";
import { FakeLine, plain } from "../../support/fake-line.ts";
import { openChat, turns, upTo } from "../../support/chat.ts";
import { slowly } from "../../support/slow-store.ts";

const free = { perSecond: Infinity, burst: Infinity };
const fast = { says: free, verbs: free };

test.each([10, 999, 3_000])(
  "a line that lags behind %i entries is left alone, then gets them all in order",
  async (count) => {
    const { guests, tally } = await openChat({ limits: fast });
    const [ann, bob] = await guests(["ann", "bob"], "kitchen");
    await turns();
    bob.line.lag();
    expect(tally.lagging).toBe(1);
    await Promise.all(upTo(count).map((n) => ann.say("kitchen", `${n}`)));
    await ann.line.until(({ seqs }) => seqs.length === count);
    await turns();
    expect(bob.line.heard).toEqual([]);
    bob.line.drain();
    await bob.line.until(({ seqs }) => seqs.length >= count);
    expect(bob.line.seqs).toEqual(upTo(count));
    await turns();
    expect(tally.lagging).toBe(0);
    await ann.say("kitchen", "live");
    await bob.line.until(({ texts }) => texts.includes("live"));
    expect(bob.line.seqs).toEqual(upTo(count + 1));
  },
);

test("a line that lags again and again while others talk has no hole and no repeat", async () => {
  const { guests, tally } = await openChat({ limits: fast });
  const [ann, bob, cat] = await guests(
    ["ann", "bob", "cat"],
    "kitchen",
    "cellar",
  );
  const said: Promise<unknown>[] = [];
  for (let n = 1; n <= 400; n++) {
    said.push(ann.say("kitchen", `${n}`), cat.say("cellar", `${n}`));
    if (n % 7 === 0) bob.line.lag();
    if (n % 7 === 3) bob.line.drain();
    if (n % 11 === 0) {
      bob.line.lag();
      bob.line.drain();
    }
    if (n % 3 === 0) await new Promise(setImmediate);
  }
  await Promise.all(said);
  bob.line.drain();
  await bob.line.until(({ texts }) => texts.length >= 800);
  const of = (who: string): string[] =>
    bob.line.said.filter(({ name }) => name === who).map(({ text }) => text);
  expect(of("ann")).toEqual(upTo(400).map(String));
  expect(of("cat")).toEqual(upTo(400).map(String));
  await turns();
  expect(tally.lagging).toBe(0);
});

test("a line that lags again in the middle of what it missed is left alone again", async () => {
  const { guests } = await openChat({ limits: fast });
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  bob.line.lag();
  await Promise.all(upTo(2_000).map((n) => ann.say("kitchen", `${n}`)));
  const lagging = bob.line.until(({ seqs }) => {
    if (seqs.length === 100) bob.line.lag();
    return seqs.length >= 100;
  });
  bob.line.drain();
  await lagging;
  await turns();
  // The rest of the page that was being sent, and no more.
  expect(bob.line.seqs.length).toBeLessThanOrEqual(256);
  bob.line.drain();
  await bob.line.until(({ seqs }) => seqs.length >= 2_000);
  expect(bob.line.seqs).toEqual(upTo(2_000));
});

test("who missed a notice gets the members afresh, behind what was said; who missed none does not", async () => {
  const { guests } = await openChat({ limits: fast });
  const [ann, bob, cat] = await guests(
    ["ann", "bob", "cat"],
    "kitchen",
    "cellar",
  );
  await turns();
  const before = bob.line.heard.length;
  bob.line.lag();
  await cat.leave("kitchen");
  await ann.rename("anna");
  await ann.say("kitchen", "hi");
  await ann.say("cellar", "ho");
  await turns();
  bob.line.drain();
  await bob.line.until(({ texts }) => texts.length === 2);
  await turns();
  const story = bob.line.heard.slice(before).map((what) => what.kind);
  const members = bob.line.story.filter((line) => line.startsWith("members"));
  expect(members).toEqual(["members anna bob", "members anna bob cat"]);
  expect(story.filter((kind) => kind !== "members" && kind !== "said")).toEqual(
    [],
  );
  const kitchen = bob.line.story.slice(before).indexOf("anna: hi");
  expect(
    bob.line.story.slice(before).indexOf("members anna bob"),
  ).toBeGreaterThan(kitchen);

  bob.line.lag();
  await ann.say("kitchen", "again");
  bob.line.drain();
  await bob.line.until(({ texts }) => texts.includes("again"));
  await turns();
  expect(
    bob.line.story.filter((line) => line.startsWith("members")).length,
  ).toBe(2);
});

test("who leaves a room while he lags gets nothing more from it", async () => {
  const { guests } = await openChat({ limits: fast });
  const [ann, bob] = await guests(["ann", "bob"], "kitchen", "cellar");
  await turns();
  bob.line.lag();
  await ann.say("kitchen", "hi");
  await ann.say("cellar", "ho");
  await bob.leave("kitchen");
  bob.line.drain();
  await bob.line.until(({ texts }) => texts.length > 0);
  await turns();
  expect(bob.line.texts).toEqual(["ho"]);
});

test("who ends while he lags lags no more", async () => {
  const { guests, tally } = await openChat({ limits: fast });
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  bob.line.lag();
  await ann.say("kitchen", "hi");
  await bob.end();
  expect(tally.lagging).toBe(0);
  bob.line.drain();
  await turns();
  expect(bob.line.texts).toEqual([]);
});

test.each([
  ["cannot be read", new ChatError("unavailable", "It is away."), false],
  ["has a bug", new TypeError("x is not a function"), true],
])(
  "while the store %s a lagging line waits, and misses nothing",
  async (_what, error, isBug) => {
    let isBroken = false;
    const { guests, bugs } = await openChat({
      limits: fast,
      wrap: (store) =>
        slowly(
          changedStore(store, {
            log: {
              read: (room, from, limit) =>
                isBroken
                  ? Promise.reject(error)
                  : store.log.read(room, from, limit),
            },
          }),
        ),
    });
    const [ann, bob] = await guests(["ann", "bob"], "kitchen");
    bob.line.lag();
    await Promise.all(upTo(1_500).map((n) => ann.say("kitchen", `${n}`)));
    await ann.line.until(({ seqs }) => seqs.length === 1_500);
    isBroken = true;
    bob.line.drain();
    await turns(50);
    expect(bob.line.texts).toEqual([]);
    expect(bugs.splice(0)).toEqual(isBug ? [error] : []);
    isBroken = false;
    await bob.line.until(({ seqs }) => seqs.length === 1_500);
    expect(bob.line.seqs).toEqual(upTo(1_500));
  },
);

test("a direct room that was opened during a lag is told of before what is said in it", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  bob.line.lag();
  await whisper(chat, ann.session, { to: "bob", text: "psst" });
  await turns();
  expect(bob.line.heard).toEqual([]);
  bob.line.drain();
  await bob.line.until(({ texts }) => texts.length === 1);
  expect(bob.line.heard.map(({ kind }) => kind)).toEqual(["direct", "said"]);
});

test("whoever is put out during a lag is told so after it", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "den");
  await turns();
  bob.line.lag();
  await kick(chat, ann.session, { room: "den", who: "bob" });
  await turns();
  bob.line.drain();
  await bob.line.until(({ heard }) => heard.at(-1)?.kind === "kicked");
});

test("those without a name hear each other after a lag, also where authors are spared", async () => {
  const { chat, guests } = await openChat({ limits: fast });
  const [ann] = await guests(["ann"], "den");
  const sparing: Encoder = {
    encode: (what) => plain.encode(what, undefined),
    spares: () => true,
  };
  const nameless = async () => {
    const line = new FakeLine();
    const ear = { line, encoder: sparing };
    const session = await enterAnonymous(chat, { address: "127.0.0.1", ear });
    await join(chat, session, { room: "den" });
    return { line, session };
  };
  const [one, two] = [await nameless(), await nameless()];
  await turns();
  one.line.lag();
  await say(chat, two.session, { room: "den", text: "first" });
  // So much that the first is only in the store.
  const text = "x".repeat(4_000);
  for (let n = 0; n < 100; n++) await ann.say("den", text);
  one.line.drain();
  await one.line.until(({ texts }) => texts.length === 101);
  expect(one.line.texts[0]).toBe("first");
});

/** Holds up a call of the store from `close` until `open`; `met` resolves when one waits. */
class Gate {
  #open: PromiseWithResolvers<undefined> | undefined;
  #met = Promise.withResolvers<undefined>();

  close(): Promise<undefined> {
    this.#open = Promise.withResolvers();
    this.#met = Promise.withResolvers();
    return this.#met.promise;
  }

  open(): void {
    this.#open?.resolve(undefined);
    this.#open = undefined;
  }

  async pass(): Promise<void> {
    this.#met.resolve(undefined);
    await this.#open?.promise;
  }
}

test("who joins again while he is behind hears nothing from there before he is answered", async () => {
  const entering = new Gate();
  const reading = new Gate();
  const { guests } = await openChat({
    wrap: (inner) =>
      changedStore(inner, {
        rooms: {
          async addMember(...member) {
            await entering.pass();
            return inner.rooms.addMember(...member);
          },
        },
        log: {
          async page(...about) {
            await reading.pass();
            return inner.log.page(...about);
          },
        },
      }),
  });
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  await ann.say("kitchen", "1");
  await turns();
  const isEntering = entering.close();
  const isReading = reading.close();
  const joining = bob.join("kitchen", { last: 1 });
  await isEntering;
  bob.line.lag();
  await turns();
  entering.open();
  await isReading;
  bob.line.drain();
  await turns();
  await ann.say("kitchen", "2");
  await turns();
  expect(bob.line.seqs).toEqual([1]);
  reading.open();
  expect((await joining).seq).toBe(1);
  await bob.line.until(({ seqs }) => seqs.length > 1);
  expect(bob.line.seqs).toEqual([1, 2]);
});
