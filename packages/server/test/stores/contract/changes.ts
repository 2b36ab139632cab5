// Random talk, with edits, deletions, reactions and topics, compared with a naive chat; and readers who replay what they
// missed, compared with the page of whoever comes fresh.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Draft, Entry, RoomId } from "../../../src/core/entries.ts";
import { ChatError } from "../../../src/core/errors.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import { NaiveChat, type Outcome } from "./naive-chat.ts";
import { NaiveReader } from "./naive-reader.ts";
import {
  ann,
  bob,
  cat,
  deleted,
  edited,
  follow,
  newRoom,
  openedOnce,
  reacted,
  readAll,
  said,
  startOf,
  topic,
  type Open,
} from "./world.ts";

const people = [ann, bob, cat];
const by = fc.constantFrom(...people);
const key = fc.option(fc.constantFrom("k1", "k2", "k3"), { nil: undefined });
/** Mostly of the few first entries, so that much happens to one message. */
const of = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 4 }) },
  fc.nat(30),
);
const mentions = fc.option(
  fc.uniqueArray(fc.constantFrom(...people, "room"), { maxLength: 2 }),
  { nil: undefined },
);

/** Texts are given when it is played: each a word that is nowhere else. */
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("said" as const),
      by,
      key,
      mentions,
      reply: fc.option(of, { nil: undefined }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("edited" as const),
      by,
      key,
      mentions,
      of,
    }),
  },
  fc.record({ do: fc.constant("deleted" as const), by, key, of }),
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("reacted" as const),
      by,
      of,
      reaction: fc.constantFrom("👍", "❤️", "🎉"),
      isOn: fc.boolean(),
    }),
  },
  fc.record({ do: fc.constant("topic" as const), by }),
  fc.record({ do: fc.constant("look" as const), viewer: by }),
  fc.record({ do: fc.constant("turn" as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function draftOf(one: Step, word: string): Draft | undefined {
  switch (one.do) {
    case "said": {
      const { mentions, reply } = one;
      return { ...said(one.by, word, one.key), mentions, reply };
    }
    case "edited": {
      const { mentions } = one;
      return { ...edited(one.by, one.of, word, one.key), mentions };
    }
    case "deleted":
      return deleted(one.by, one.of, one.key);
    case "reacted":
      return reacted(one.by, one.of, one.reaction, one.isOn);
    case "topic":
      return topic(one.by, word);
    case "look":
    case "turn":
      return undefined;
  }
}

async function outcomeOf(
  store: Store,
  room: RoomId,
  draft: Draft,
): Promise<Outcome> {
  try {
    const { entry, repeated } = await store.log.append(room, draft);
    const count = entry.kind === "reacted" ? { count: entry.count } : {};
    return { seq: entry.seq, repeated, ...count };
  } catch (error) {
    if (error instanceof ChatError) return { code: error.code };
    throw error;
  }
}

let words = 0;

async function play(store: Store, steps: readonly Step[]): Promise<void> {
  const room = await newRoom(store);
  const start = await startOf(store, room);
  for (const one of people) await store.rooms.addMember(room, one);
  const naive = new NaiveChat();
  const readers = [new NaiveReader(ann, [])];
  const ends: Promise<Outcome>[] = [];
  const wanted: Outcome[] = [];
  for (const one of steps) {
    const draft = draftOf(one, `word${words++}.`);
    if (draft !== undefined) {
      wanted.push(naive.take(draft));
      ends.push(outcomeOf(store, room, draft));
    } else if (one.do === "look") {
      const page = await store.log.page(room, Infinity, 1_000, one.viewer);
      readers.push(new NaiveReader(one.viewer, page));
    } else await new Promise(setImmediate);
  }
  expect(await Promise.all(ends)).toEqual(wanted);
  expect((await store.rooms.byId(room))?.topic).toBe(naive.topic);

  const all = await readAll(store, room);
  expect(all.map(plain)).toEqual(naive.entries());
  const page = await store.log.page(room, Infinity, 1_000);
  expect(page.map(plain)).toEqual(naive.entries());

  for (const one of people)
    expect(await store.rooms.standing(room, one)).toMatchObject({
      head: all.length,
      ...naive.unreadOf(one),
    });
  for (const reader of readers) {
    const cursor = { ...start, seq: reader.seq };
    const missed = await store.log.read(room, cursor, 1_000);
    reader.replay(missed === "reset" ? [] : missed);
    const { viewer } = reader;
    const fresh = await store.log.page(room, Infinity, 1_000, viewer);
    const comer = new NaiveReader(viewer, fresh);
    expect(comer.messages()).toEqual(naive.messages(viewer));
    expect(reader.messages()).toEqual(naive.messages(viewer));
  }

  const answers: unknown[] = [all, page];
  for (const entry of all) {
    const { seq, by, key } = entry;
    const ways = [await store.log.at(room, seq)];
    if (key !== undefined) ways.push(await store.log.find(room, by, key));
    expect(ways).toEqual(ways.map(() => entry));
    const versions = await store.log.versions(room, seq, 0, 1_000);
    expect(versions.map(({ text }) => text)).toEqual(naive.texts(seq));
    const reactors = await store.log.reactors(room, seq, 0, 100);
    expect(reactors.map(({ seq }) => seq)).toEqual(naive.givenBy(seq));
    answers.push(ways, versions);
  }
  const tail = follow(store, room, start, all.length);
  if (all.length > 0) await tail.enough;
  tail.close();
  expect(tail.heard).toEqual(all);
  const told = JSON.stringify(answers);
  expect(naive.goneWords.filter((word) => told.includes(word))).toEqual([]);
}

/** What can be known of an entry beforehand. */
function plain(entry: Entry): unknown {
  const { room: _, at: _at, name: _name, ...rest } = entry;
  return "reactions" in rest ? { ...rest, reactions: undefined } : rest;
}

export function changes(open: Open): void {
  const it = openedOnce(open);

  test("whatever is said, edited, deleted and reacted to, everyone ends up with the same, and nothing deleted is told", async () => {
    const store = it();
    const steps = fc.array(step, { maxLength: 60, size: "max" });
    await fc.assert(
      fc.asyncProperty(steps, (them) => play(store, them)),
      { numRuns: 80 },
    );
  });
}
