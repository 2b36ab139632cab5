import fc from "fast-check";
import { expect, test } from "vitest";
import type { Entry } from "../../../src/core/entries.ts";
import type { Notice } from "../../../src/core/notices.ts";
import type { Encoder } from "../../../src/core/line.ts";
import { Encoded } from "../../../src/core/room/encoded.ts";
import { Recent } from "../../../src/core/room/recent.ts";
import { Frame } from "../../../src/lib/frame.ts";

const entry = (seq: number, text = ""): Entry => ({
  kind: "said",
  room: "~kitchen",
  seq,
  at: 0,
  by: "a",
  name: "ann",
  text,
});

const place = {
  id: "~kitchen",
  title: "kitchen",
  kind: "public",
  isLobby: false,
} as const;

const seqs = (held: readonly Encoded[] | undefined): number[] | undefined =>
  held?.map(({ entry: { seq } }) => seq);

test("what it holds is the newest, without a gap, and it says so when it does not hold the next", () => {
  fc.assert(
    fc.property(
      fc.nat(50),
      fc.array(
        fc.oneof(
          { weight: 20, arbitrary: fc.constant(0) },
          fc.integer({ min: 0, max: 60_000 }),
        ),
        { maxLength: 300, size: "max" },
      ),
      fc.array(fc.tuple(fc.nat(400), fc.integer({ min: 1, max: 300 }))),
      (before, lengths, asked) => {
        const recent = new Recent(place);
        lengths.forEach((length, index) =>
          recent.add(entry(before + index + 1, "x".repeat(length))),
        );
        const head = before + lengths.length;
        for (const [seq, limit] of asked) {
          if (seq < before || seq > head) continue;
          const found = seqs(recent.after(seq, limit));
          if (found === undefined) continue;
          const naive = Array.from(
            { length: Math.min(limit, head - seq) },
            (_, n) => seq + 1 + n,
          );
          expect(found).toEqual(naive);
        }
        // A short lag never touches the store.
        if (lengths.slice(-10).every((length) => length < 30_000))
          expect(
            seqs(recent.after(Math.max(before, head - 10), 100))?.length,
          ).toBe(
            lengths.length === 0 ? undefined : Math.min(10, lengths.length),
          );
      },
    ),
  );
});

test("it holds the last 1,000 entries, however many there were", () => {
  const recent = new Recent(place);
  for (let seq = 1; seq <= 3_500; seq++) {
    recent.add(entry(seq));
    const oldest = Math.max(0, seq - 1_000);
    expect(recent.after(oldest, 1)?.[0]?.entry.seq).toBe(oldest + 1);
    if (oldest > 0) expect(recent.after(oldest - 1, 1)).toBe(undefined);
  }
});

test("it holds at most about a megabyte", () => {
  const recent = new Recent(place);
  const text = "x".repeat(16_000);
  for (let seq = 1; seq <= 100; seq++) recent.add(entry(seq, text));
  expect(recent.after(50, 1)).toBe(undefined);
  const held = recent.after(90, 100);
  expect(held?.length).toBe(10);
});

test("an entry larger than all it may hold is let go of, and the next one is held", () => {
  const recent = new Recent(place);
  recent.add(entry(1, "x".repeat(1024 * 1024)));
  expect(recent.after(0, 1)).toBe(undefined);
  recent.add(entry(2));
  expect(seqs(recent.after(1, 5))).toEqual([2]);
  expect(recent.after(0, 5)).toBe(undefined);
});

test("an entry is encoded once for each dialect, also when a dialect shows nothing for it", () => {
  let encodings = 0;
  const encoder = (frame: Frame | null): Encoder => ({
    encode(_what: Entry | Notice) {
      encodings++;
      return frame;
    },
  });
  const frames = [new Frame("a"), null, new Frame("b")];
  const encoders = frames.map(encoder);
  const encoded = new Encoded(entry(1), place);
  for (let n = 0; n < 3; n++)
    expect(encoders.map((one) => encoded.frame(one))).toEqual(frames);
  expect(encodings).toBe(3);
});

test("texts that grow by editing count, and there is room again when they are deleted", () => {
  const recent = new Recent(place);
  const about = { room: "~kitchen", at: 0, by: "a", name: "ann", of: 1 };
  recent.add(entry(1));
  for (let seq = 2; seq <= 100; seq++)
    recent.add({ ...about, kind: "edited", seq, text: "x".repeat(seq * 160) });
  // Each edit reads as the newest one.
  expect(recent.after(50, 1)).toBe(undefined);
  expect(recent.after(90, 100)?.length).toBe(10);
  recent.add({ ...about, kind: "deleted", seq: 101 });
  for (let seq = 102; seq <= 160; seq++)
    recent.add(entry(seq, "x".repeat(5_000)));
  expect(recent.after(101, 100)?.length).toBe(59);
});
