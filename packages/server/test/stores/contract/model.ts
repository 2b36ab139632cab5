// Random interleavings of appends, reads, pages, retries and tails, compared with arrays.
import fc from "fast-check";
import { assert, expect, test } from "vitest";
import type { Entry, EntryOf } from "../../../src/core/entries.ts";
import type { Appended } from "../../../src/core/ports/log.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import { upTo } from "../../support/chat.ts";
import {
  ann,
  bob,
  cat,
  follow,
  newRoom,
  openedOnce,
  said,
  startOf,
  textOf,
  type Open,
} from "./world.ts";

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("append" as const),
      room: fc.nat(1),
      by: fc.constantFrom(ann, bob, cat),
      key: fc.option(fc.constantFrom("k1", "k2", "k3", "k4", "k5"), {
        nil: undefined,
      }),
      text: fc.string({ maxLength: 5, unit: "grapheme" }),
    }),
  },
  fc.record({
    do: fc.constant("read" as const),
    room: fc.nat(1),
    seq: fc.integer({ min: -1, max: 30 }),
    limit: fc.integer({ min: 1, max: 30 }),
  }),
  fc.record({
    do: fc.constant("page" as const),
    room: fc.nat(1),
    before: fc.oneof(fc.nat(30), fc.constant(Infinity)),
    limit: fc.integer({ min: 1, max: 30 }),
  }),
  fc.record({ do: fc.constant("tail" as const), room: fc.nat(1) }),
  fc.record({ do: fc.constant("turn" as const) }),
  fc.record({ do: fc.constant("settle" as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What is known of an entry when it is asked for. */
type Known = Pick<EntryOf<"said">, "seq" | "by" | "text" | "key">;
const known = (entry: Entry): Known => {
  const { seq, by, key } = entry;
  return { seq, by, text: textOf(entry), key };
};

class NaiveRoom {
  readonly #store: Store;
  readonly #id: string;
  readonly #epoch: string;
  readonly asked: Known[] = [];
  readonly checks: Promise<void>[] = [];
  readonly tails: { from: number; tail: ReturnType<typeof follow> }[] = [];
  acknowledged = 0;

  constructor(store: Store, id: string, epoch: string) {
    this.#store = store;
    this.#id = id;
    this.#epoch = epoch;
  }

  append(draft: { by: string; text: string; key?: string | undefined }): void {
    const { by, text, key } = draft;
    const first =
      key === undefined
        ? undefined
        : this.asked.find((one) => one.by === by && one.key === key);
    const seq = this.asked.length + 1;
    if (first === undefined) this.asked.push({ seq, by, text, key });
    const check = async (appended: Promise<Appended>): Promise<void> => {
      const { entry, repeated } = await appended;
      this.acknowledged = Math.max(this.acknowledged, entry.seq);
      expect(known(entry)).toEqual(first ?? { seq, by, text, key });
      expect(repeated).toBe(first !== undefined);
    };
    const appended = this.#store.log.append(this.#id, said(by, text, key));
    this.checks.push(check(appended));
  }

  /** The head may be anywhere between what was acknowledged before and what is asked for by now. */
  #isHead(head: number, acknowledged: number): void {
    assert(head >= acknowledged && head <= this.asked.length);
  }

  read(seq: number, limit: number): void {
    const check = async (acknowledged: number): Promise<void> => {
      const cursor = { epoch: this.#epoch, seq };
      const entries = await this.#store.log.read(this.#id, cursor, limit);
      if (entries === "reset")
        return expect(seq < 0 || seq > acknowledged).toBe(true);
      const end = seq + entries.length;
      expect(entries.map(known)).toEqual(this.asked.slice(seq, end));
      if (entries.length < limit) this.#isHead(end, acknowledged);
    };
    this.checks.push(check(this.acknowledged));
  }

  page(before: number, limit: number): void {
    const check = async (acknowledged: number): Promise<void> => {
      const entries = await this.#store.log.page(this.#id, before, limit);
      const end = entries.at(-1)?.seq ?? 0;
      const begin = Math.max(0, end - limit);
      expect(entries.map(known)).toEqual(this.asked.slice(begin, end));
      if (end < before - 1) this.#isHead(end, acknowledged);
    };
    this.checks.push(check(this.acknowledged));
  }

  tail(): void {
    const from = this.acknowledged >> 1;
    const cursor = { epoch: this.#epoch, seq: from };
    const tail = follow(this.#store, this.#id, cursor, Infinity);
    this.tails.push({ from, tail });
  }

  async settle(): Promise<void> {
    await Promise.all(this.checks.splice(0));
  }

  /** One last entry, which every tail must come to, having heard all before it. */
  async end(): Promise<void> {
    this.append({ by: ann, text: "the end" });
    await this.settle();
    const wanted = this.asked.length;
    for (const { from, tail } of this.tails) {
      while (tail.heard.length < wanted - from) await new Promise(setImmediate);
      tail.close();
      assert.deepEqual(tail.heard.map(known), this.asked.slice(from));
    }
  }
}

async function play(store: Store, steps: readonly Step[]): Promise<void> {
  const rooms: NaiveRoom[] = [];
  for (const _ of upTo(2)) {
    const id = await newRoom(store);
    rooms.push(new NaiveRoom(store, id, (await startOf(store, id)).epoch));
  }
  for (const one of steps) {
    const room = "room" in one ? rooms[one.room] : undefined;
    if (one.do === "turn") await new Promise(setImmediate);
    else if (one.do === "settle")
      await Promise.all(rooms.map((each) => each.settle()));
    else if (one.do === "append") room?.append(one);
    else if (one.do === "read") room?.read(one.seq, one.limit);
    else if (one.do === "page") room?.page(one.before, one.limit);
    else room?.tail();
  }
  for (const room of rooms) await room.end();
}

export function model(open: Open): void {
  const it = openedOnce(open);

  test("whatever is asked in whatever order, the store answers as arrays would", async () => {
    const store = it();
    const steps = fc.array(step, { maxLength: 60, size: "max" });
    await fc.assert(
      fc.asyncProperty(steps, (them) => play(store, them)),
      { numRuns: 60 },
    );
  });
}
