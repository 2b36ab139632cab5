// Tails over a log whose reads the test answers itself: the moments that a real store seldom meets.
import { expect, test, vi } from "vitest";
import type { Entry } from "../../src/core/entries.ts";
import { ChatError } from "../../src/core/errors.ts";
import { Tails } from "../../src/stores/tails.ts";
import { upTo } from "../support/chat.ts";
import { ann, said, turns } from "./contract/world.ts";

const room = "~kitchen000";
const start = { epoch: "first", seq: 0 };
const entryOf = (seq: number): Entry => ({
  room,
  seq,
  at: 0,
  ...said(ann, `text ${seq}`),
});

function setUp() {
  /** What is in the log, answered or not. */
  const kept: Entry[] = [];
  const source = {
    reads: 0,
    fails: [] as ("unavailable" | "no_such_room")[],
    epoch: "first",
    settled: Promise.resolve(),
  };
  const tails = new Tails({
    async read(_room, from, limit) {
      source.reads++;
      const code = source.fails.shift();
      if (code !== undefined) throw new ChatError(code, "not now");
      if (from.epoch !== source.epoch || from.seq > kept.length) return "reset";
      return kept.slice(from.seq, from.seq + limit);
    },
    settled: () => source.settled,
  });
  const keep = (count: number) => {
    for (let n = 0; n < count; n++) kept.push(entryOf(kept.length + 1));
  };
  const heard: number[] = [];
  const open = () => tails.open(room, start, ({ seq }) => void heard.push(seq));
  return { source, tails, keep, heard, open };
}

test("an entry that was kept but never answered is read before the next is handed over", async () => {
  const { tails, keep, heard, open } = setUp();
  open();
  await turns();
  keep(2);
  // The answer to the first was lost.
  tails.committed(entryOf(2));
  await vi.waitFor(() => expect(heard).toEqual([1, 2]));
  keep(1);
  tails.committed(entryOf(3));
  await turns();
  expect(heard).toEqual([1, 2, 3]);
});

test("an entry read before its append was answered waits for the answer", async () => {
  const { source, tails, keep, heard, open } = setUp();
  const answered = Promise.withResolvers<void>();
  source.settled = answered.promise;
  keep(3);
  open();
  await turns();
  expect(heard).toEqual([]);
  for (const seq of upTo(3)) tails.committed(entryOf(seq));
  answered.resolve();
  await turns();
  expect(heard).toEqual([1, 2, 3]);
});

test("a tail outlasts a store that is unavailable, and ends with its room or its log's life", async () => {
  const { source, keep, heard, open } = setUp();
  keep(2);
  source.fails = ["unavailable", "unavailable"];
  open();
  await vi.waitFor(() => expect(heard).toEqual([1, 2]), { timeout: 5_000 });
  const { reads } = source;
  source.fails = ["no_such_room"];
  open();
  await turns();
  expect(source.reads).toBe(reads + 1);
  source.epoch = "second";
  open();
  await turns();
  expect(source.reads).toBe(reads + 2);
  expect(heard).toEqual([1, 2]);
});

test("a tail that is level reads no more", async () => {
  const { source, tails, keep, heard, open } = setUp();
  keep(5);
  open();
  await turns();
  const { reads } = source;
  for (const seq of upTo(50, 6)) {
    keep(1);
    tails.committed(entryOf(seq));
  }
  await turns();
  expect(heard).toEqual(upTo(50));
  expect(source.reads).toBe(reads);
});

test("more is heard than is held while catching up: the rest is read", async () => {
  const { source, tails, keep, heard, open } = setUp();
  const answered = Promise.withResolvers<void>();
  source.settled = answered.promise;
  keep(1);
  open();
  for (const seq of upTo(25_000, 2)) {
    keep(1);
    tails.committed(entryOf(seq));
  }
  await turns();
  answered.resolve();
  await vi.waitFor(() => expect(heard).toHaveLength(25_000));
  expect(heard).toEqual(upTo(25_000));
});
