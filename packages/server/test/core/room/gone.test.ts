// Whoever joins, resumes, lags or asks while others edit and delete has no hole and no repeat, and is never given a word
// that those in the room know to be deleted.
import { expect, test } from "vitest";
import type { Entry } from "../../../src/core/entries.ts";
import { history } from "../../../src/core/verbs/history.ts";
import { changedStore } from "../../support/changed-store.ts";
import {
  enter,
  openChat,
  turns,
  upTo,
  type Someone,
} from "../../support/chat.ts";
import { edit, react, read, remove } from "../../support/messages.ts";
import { slowly } from "../../support/slow-store.ts";

const stores = ["memory:", "sqlite:"] as const;
const free = { perSecond: Infinity, burst: Infinity };
const fast = { says: free, verbs: free, hellos: free };

/** What a client shows that takes every entry as it comes: the text of each message, "" when it is gone. */
class Shown {
  readonly texts = new Map<number, string>();

  take(entry: Entry): void {
    const { texts } = this;
    if (entry.kind === "said") texts.set(entry.seq, entry.text);
    if (entry.kind === "edited" && texts.has(entry.of))
      texts.set(entry.of, entry.text);
    if (entry.kind === "deleted" && texts.has(entry.of))
      texts.set(entry.of, "");
  }
}

/** Looks on live, and knows what is deleted from the moment at which those in the room do. */
class Witness {
  readonly gone = new Set<number>();
  readonly given: string[] = [];

  async watch(who: Someone, room: string): Promise<void> {
    await who.join(room);
    await turns();
    void who.line.until(({ heard }) => {
      const what = heard.at(-1);
      if (what?.kind === "deleted") this.gone.add(what.of);
      return false;
    });
  }

  /** Notes what is given to someone that he should not be given any more. */
  check(entry: Entry, to: string): void {
    const of =
      entry.kind === "said"
        ? entry.seq
        : entry.kind === "edited"
          ? entry.of
          : 0;
    if (this.gone.has(of) && "text" in entry && entry.text !== "")
      this.given.push(`${to}: ${entry.seq} ${entry.text}`);
  }

  follow({ line, name }: Someone): void {
    let seen = line.heard.length;
    void line.until(({ heard }) => {
      for (; seen < heard.length; seen++) {
        const what = heard[seen];
        if (what?.kind === "said" || what?.kind === "edited")
          this.check(what, name);
      }
      return false;
    });
  }
}

/** Says, edits and deletes what is kept already, without waiting for each. */
async function talk(who: Someone, count: number, seed = 7): Promise<void> {
  const said: number[] = [];
  const doing: Promise<unknown>[] = [];
  const random = sequence(seed);
  const next = (limit: number): number => Math.floor(random() * limit);
  for (let n = 0; n < count; n++) {
    const what = next(10);
    const index = Math.max(0, said.length - 1 - next(400));
    const of = said[index];
    if (what < 6 || of === undefined) {
      const saying = who.say("den", `word ${seed}.${n}`);
      doing.push(saying.then(({ entry }) => said.push(entry.seq)));
    } else if (what < 8) doing.push(edit(who, "den", of, `other ${seed}.${n}`));
    else {
      said.splice(index, 1);
      doing.push(remove(who, "den", of));
    }
    if (n % 20 === 0) await new Promise(setImmediate);
    if (n % 100 === 0) await Promise.all(doing.splice(0));
  }
  await Promise.all(doing);
}

/** The same numbers each time, from 0 to 1. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** The messages as the store has them now. */
async function present(who: Someone): Promise<Map<number, string>> {
  const shown = new Shown();
  const { log } = who.chat.store;
  const room = await who.chat.rooms.mustFind("den");
  for (let before = Infinity; before > 1;) {
    const page = await log.page(room.id, before, 1_000);
    for (const entry of page)
      if (entry.kind === "said") shown.texts.set(entry.seq, entry.text);
    before = page[0]?.seq ?? 0;
  }
  return new Map([...shown.texts].sort(([a], [b]) => a - b));
}

test.each([
  ["memory:", 60],
  ["memory:", 2_500],
  ["sqlite:", 1_200],
] as const)(
  "on %s, whoever lags behind %i edits, deletions and messages gets them all in order, and no deleted word",
  async (store, count) => {
    const { guests } = await openChat({ store, limits: fast });
    const [ann, bob, cat, dan] = await guests(["ann", "bob", "cat", "dan"]);
    for (const who of [ann, bob, cat]) await who.join("den");
    const witness = new Witness();
    await witness.watch(dan, "den");
    for (const who of [bob, cat]) witness.follow(who);
    bob.line.lag();
    cat.line.lag();
    await talk(ann, count);
    bob.line.drain();
    // While one reads on, more is edited and deleted, which changes what the other is still to read.
    const more = talk(ann, count, 8);
    await bob.line.until(({ entries }) => entries.length > count / 2);
    cat.line.drain();
    await more;
    const all = await present(ann);
    for (const { line } of [bob, cat]) {
      await line.until(({ entries }) => entries.length >= 2 * count);
      expect(line.entries.map(({ seq }) => seq)).toEqual(upTo(2 * count));
      const shown = new Shown();
      for (const entry of line.entries) shown.take(entry);
      expect(shown.texts).toEqual(all);
    }
    expect(witness.given).toEqual([]);
    expect(witness.gone.size).toBeGreaterThan(count / 20);
  },
);

test.each(stores)(
  "on %s, whoever joins, resumes or asks while others edit and delete sees the room as it is, and no deleted word",
  async (store) => {
    const { chat, guests } = await openChat({ store, limits: fast });
    const [ann, dan] = await guests(["ann", "dan"]);
    await ann.join("den");
    const witness = new Witness();
    await witness.watch(dan, "den");
    await talk(ann, 700);
    const room = await chat.rooms.mustFind("den");
    const comers: { who: Someone; from: number; shown: Shown }[] = [];
    let isOver = false;
    const come = async (n: number): Promise<void> => {
      const who = await enter(chat, { name: `comer ${n}` });
      witness.follow(who);
      const shown = new Shown();
      const seq = Math.floor((n * 97) % room.head);
      const since = { epoch: room.epoch, seq };
      const isResuming = n % 2 === 0;
      const wish = isResuming ? { since } : { last: 200 };
      const joined = await who.join("den", wish);
      for (const entry of joined.entries) {
        witness.check(entry, who.name);
        shown.take(entry);
      }
      comers.push({ who, from: isResuming ? seq : joined.seq, shown });
      const before = room.head - (n % 300);
      const asked = { room: "den", before, limit: 200 };
      const page = await history(chat, who.session, asked);
      for (const entry of page.entries) witness.check(entry, who.name);
    };
    const coming = (async () => {
      for (const n of upTo(30)) await come(n);
      isOver = true;
    })();
    for (let seed = 8; !isOver; seed++) await talk(ann, 60, seed);
    await coming;
    await turns();
    const { head } = room;
    const all = await present(ann);
    for (const { who, from, shown } of comers) {
      await who.line.until(({ entries }) => entries.at(-1)?.seq === head);
      const { entries } = who.line;
      expect(entries.map(({ seq }) => seq)).toEqual(upTo(head, from + 1));
      for (const entry of entries) shown.take(entry);
      for (const [seq, text] of shown.texts)
        expect([who.name, seq, text]).toEqual([who.name, seq, all.get(seq)]);
    }
    expect(witness.given).toEqual([]);
  },
);

test.each(stores)(
  "on %s, a resume from any cursor gives what follows as it reads now, from memory and from the store",
  async (store) => {
    const { chat, guests, clock } = await openChat({ store, limits: fast });
    const [ann, bob] = await guests(["ann", "bob"]);
    await ann.join("den");
    await talk(ann, 40);
    await react(ann, "den", 1, "👍").catch(() => undefined);
    const { epoch, head, id } = await chat.rooms.mustFind("den");
    const now = await read(ann, "den");
    const text = (entry: Entry): unknown => [
      entry.seq,
      entry.kind,
      "text" in entry ? entry.text : "",
      "isGone" in entry ? entry.isGone : undefined,
    ];
    const resumeAll = async (): Promise<void> => {
      for (let seq = 0; seq < head; seq++) {
        const before = bob.line.entries.length;
        await bob.join("den", { since: { epoch, seq } });
        await bob.line.until(
          ({ entries }) => entries.length === before + head - seq,
        );
        expect(bob.line.entries.slice(before).map(text)).toEqual(
          now.slice(seq).map(text),
        );
      }
    };
    await resumeAll();
    await ann.end();
    await bob.leave("den");
    await turns();
    clock.now += 10 * 60_000;
    chat.rooms.closeIdle();
    expect(chat.rooms.get(id)).toBe(undefined);
    await resumeAll();
  },
);

/** A chat whose log is read when the test lets it: what was read is handed over later. */
async function heldReads() {
  const held: (() => void)[] = [];
  let isHolding = false;
  const hold = async <T>(read: Promise<T>): Promise<T> => {
    const value = await read;
    if (isHolding) await new Promise<void>((go) => held.push(go));
    return value;
  };
  const open = await openChat({
    limits: fast,
    wrap: (store) =>
      slowly(
        changedStore(store, {
          log: {
            read: (...args) => hold(store.log.read(...args)),
            page: (...args) => hold(store.log.page(...args)),
          },
        }),
      ),
  });
  return {
    ...open,
    hold: () => (isHolding = true),
    /** Resolves when as many reads have been done and are held. */
    async until(count: number) {
      while (held.length < count) await new Promise(setImmediate);
    },
    release() {
      isHolding = false;
      for (const go of held.splice(0)) go();
    },
  };
}

test.each([
  ["a whole block", 0, 255],
  ["the rest of a block", 10, 245],
  ["the first of a block", 0, 0],
])(
  "what is deleted while %s is read from the store is not given out",
  async (_what, from, index) => {
    const { chat, guests, hold, until, release } = await heldReads();
    const [ann, bob, cat] = await guests(["ann", "bob", "cat"]);
    await ann.join("den");
    // So much that the first ones are in the store only.
    await Promise.all(upTo(1_600).map((n) => ann.say("den", `word ${n}`)));
    await turns();
    const { epoch } = await chat.rooms.mustFind("den");
    hold();
    for (const who of [bob, cat])
      await who.join("den", { since: { epoch, seq: from } });
    await until(from % 256 === 0 ? 1 : 2);
    const seq = from + index + 1;
    await edit(ann, "den", seq, "corrected");
    await edit(ann, "den", 2 + from, "corrected");
    await remove(ann, "den", seq);
    await turns();
    release();
    for (const { line } of [bob, cat]) {
      await line.until(({ entries }) => entries.length === 1_603 - from);
      expect(line.entries.map((entry) => entry.seq)).toEqual(
        upTo(1_603, from + 1),
      );
      const texts = line.said.map(({ text }) => text);
      expect(texts[index]).toBe("");
      if (index !== 1) expect(texts[1]).toBe("corrected");
      expect(texts.filter((text) => text === "").length).toBe(1);
    }
  },
);

test("what is deleted after one has read a block is not given to the next who reads it", async () => {
  const { chat, guests } = await openChat({ limits: fast });
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"]);
  await ann.join("den");
  await Promise.all(upTo(1_600).map((n) => ann.say("den", `word ${n}`)));
  await turns();
  const { epoch } = await chat.rooms.mustFind("den");
  const since = { epoch, seq: 0 };
  await bob.join("den", { since });
  await bob.line.until(({ said }) => {
    if (said.length === 1) bob.line.lag();
    return said.length === 256;
  });
  expect(bob.line.texts[9]).toBe("word 10");
  await remove(ann, "den", 10);
  await cat.join("den", { since });
  await cat.line.until(({ entries }) => entries.length === 1_601);
  expect(cat.line.texts[9]).toBe("");
  bob.line.drain();
  await bob.line.until(({ entries }) => entries.length === 1_601);
  expect(bob.line.entries.at(-1)).toMatchObject({ kind: "deleted", of: 10 });
});

test("so much may go by while the store is read that it is read again", async () => {
  const { chat, guests, hold, until, release } = await heldReads();
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"]);
  await ann.join("den");
  await Promise.all(upTo(1_600).map((n) => ann.say("den", `word ${n}`)));
  await turns();
  const { epoch } = await chat.rooms.mustFind("den");
  hold();
  await bob.join("den", { since: { epoch, seq: 0 } });
  const page = { room: "den", before: 9, limit: 3 };
  const asked = history(chat, cat.session, page);
  await until(2);
  await remove(ann, "den", 7);
  await Promise.all(upTo(1_200).map((n) => ann.say("den", `more ${n}`)));
  await turns();
  release();
  await bob.line.until(({ entries }) => entries.length === 2_801);
  expect(bob.line.entries.map(({ seq }) => seq)).toEqual(upTo(2_801));
  expect(bob.line.texts[6]).toBe("");
  expect((await asked).entries).toMatchObject([
    { seq: 6, text: "word 6" },
    { seq: 7, text: "", isGone: true },
    { seq: 8, text: "word 8" },
  ]);
});

test("what is deleted while a page of history, or of a join, is read from the store is not answered", async () => {
  const { chat, guests, hold, until, release } = await heldReads();
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"]);
  await ann.join("den");
  for (const n of upTo(5)) await ann.say("den", `word ${n}`);
  await turns();
  hold();
  const asked = history(chat, bob.session, { room: "den" });
  const joining = cat.join("den", { last: 5 });
  await until(2);
  await remove(ann, "den", 2);
  await edit(ann, "den", 3, "corrected");
  await react(ann, "den", 4, "👍");
  await turns();
  release();
  const { entries } = await asked;
  const joined = await joining;
  for (const page of [entries, joined.entries])
    expect(page).toMatchObject([
      { seq: 1, text: "word 1" },
      { seq: 2, text: "", isGone: true },
      { seq: 3, text: "corrected", edited: 7 },
      { seq: 4, reactions: [{ reaction: "👍", count: 1, isMine: false }] },
      { seq: 5, text: "word 5" },
    ]);
  await cat.line.until(({ entries: heard }) => heard.length === 3);
  expect(cat.line.entries.map(({ seq }) => seq)).toEqual([6, 7, 8]);
});
