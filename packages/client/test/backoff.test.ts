import fc from "fast-check";
import { expect, test } from "vitest";
import { backoff } from "../src/backoff.ts";

const waits = fc.record({
  nth: fc.integer({ min: 1, max: 10_000 }),
  first: fc.integer({ min: 1, max: 10_000 }),
  longest: fc.integer({ min: 1, max: 100_000 }),
  random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
});

test("a wait is never negative and never above the longest", () => {
  fc.assert(
    fc.property(waits, ({ nth, first, longest, random }) => {
      const wait = backoff(nth, first, longest, random);
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThanOrEqual(longest);
    }),
  );
});

test("the next wait is at least as long at the same chance", () => {
  fc.assert(
    fc.property(waits, ({ nth, first, longest, random }) => {
      expect(backoff(nth + 1, first, longest, random)).toBeGreaterThanOrEqual(
        backoff(nth, first, longest, random),
      );
    }),
  );
});

test("waits double from the first to the longest", () => {
  const wait = (nth: number): number => backoff(nth, 500, 3_000, 0.999_999);
  expect([1, 2, 3, 4, 5].map(wait)).toEqual([500, 1_000, 2_000, 3_000, 3_000]);
});
