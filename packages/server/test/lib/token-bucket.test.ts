import fc from "fast-check";
import { expect, test } from "vitest";
import { TokenBucket } from "../../src/lib/token-bucket.ts";

test("a bucket gives its burst at once, and then what the rate fills", () => {
  const bucket = new TokenBucket({ perSecond: 2, burst: 3 }, 1_000);
  expect([1, 2, 3, 4].map(() => bucket.take(1_000))).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(bucket.take(1_499)).toBe(false);
  expect(bucket.take(1_500)).toBe(true);
  expect(bucket.take(1_500)).toBe(false);
});

test("a bucket that rested long holds no more than its burst", () => {
  const bucket = new TokenBucket({ perSecond: 100, burst: 2 }, 0);
  bucket.take(0);
  expect(bucket.isFull(5)).toBe(false);
  expect(bucket.isFull(1_000_000)).toBe(true);
  expect([1, 2, 3].map(() => bucket.take(1_000_000))).toEqual([
    true,
    true,
    false,
  ]);
});

test("over any stretch of time a bucket gives at most the burst and what the rate fills", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 50 }),
      fc.array(fc.integer({ min: 0, max: 500 }), {
        maxLength: 200,
        size: "max",
      }),
      (burst, perSecond, waits) => {
        const bucket = new TokenBucket({ perSecond, burst }, 0);
        let now = 0;
        let taken = 0;
        for (const wait of waits) {
          now += wait;
          if (bucket.take(now)) taken++;
          expect(taken).toBeLessThanOrEqual(
            burst + (now / 1_000) * perSecond + 1e-6,
          );
        }
      },
    ),
  );
});

test("a clock that goes back takes nothing away and gives at most a burst", () => {
  const bucket = new TokenBucket({ perSecond: 1, burst: 2 }, 10_000);
  expect(bucket.take(5_000)).toBe(true);
  expect(bucket.take(5_000)).toBe(true);
  expect(bucket.take(5_000)).toBe(false);
});

test("a bucket without bounds always gives, and is always as good as new", () => {
  const bucket = new TokenBucket({ perSecond: Infinity, burst: Infinity }, 0);
  for (let n = 0; n < 1_000; n++) expect(bucket.take(0)).toBe(true);
  expect(bucket.isFull(0)).toBe(true);
  expect(bucket.isFull(1)).toBe(true);
});
