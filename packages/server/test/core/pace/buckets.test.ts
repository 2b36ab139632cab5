import { expect, test } from "vitest";
import { Attempts } from "../../../src/core/pace/attempts.ts";
import { Buckets } from "../../../src/core/pace/buckets.ts";
import { Homes } from "../../../src/core/pace/homes.ts";

const rate = { perSecond: 1, burst: 2 };

test("each key has a bucket of its own", () => {
  const buckets = new Buckets(rate);
  expect([1, 2, 3].map(() => buckets.take("ann", 0))).toEqual([
    true,
    true,
    false,
  ]);
  expect(buckets.isEmpty("ann", 0)).toBe(true);
  expect(buckets.take("bob", 0)).toBe(true);
  expect(buckets.isEmpty("ann", 1_000)).toBe(false);
});

test("what is as good as new is forgotten", () => {
  const buckets = new Buckets(rate);
  buckets.take("ann", 0);
  buckets.sweep(500);
  expect(buckets.size).toBe(1);
  buckets.sweep(1_000);
  expect(buckets.size).toBe(0);
});

test("of too many the one that was asked for least lately is forgotten", () => {
  const buckets = new Buckets(rate, 2);
  for (const key of ["ann", "ann", "bob", "bob", "ann", "cat"])
    buckets.take(key, 0);
  expect(buckets.size).toBe(2);
  expect(buckets.isEmpty("ann", 0)).toBe(true);
  expect(buckets.isEmpty("bob", 0)).toBe(false);
});

test("no more are looked at at once than may be wrong", () => {
  const attempts = new Attempts(rate);
  const looked = ["192.0.2.1", "192.0.2.2"].map((address) => {
    const attempt = attempts.from(address, 0);
    attempt.as("bob");
    return attempt;
  });
  const third = attempts.from("192.0.2.3", 0);
  expect(() => third.as("bob")).toThrow("Too many wrong passwords");
  looked[0]?.end();
  third.as("bob");
  third.end();
});

test("the last eight addresses of an account are known", () => {
  const homes = new Homes();
  for (let n = 1; n <= 9; n++) homes.note("bob", `192.0.2.${n}`);
  homes.note("bob", "192.0.2.3");
  const known = (n: number) => homes.has("bob", `192.0.2.${n}`);
  expect([known(1), known(2), known(3), known(9)]).toEqual([
    false,
    true,
    true,
    true,
  ]);
  expect(homes.has("ann", "192.0.2.9")).toBe(false);
});

test("of the accounts that logged in the last ten thousand are known", () => {
  const homes = new Homes();
  for (let n = 0; n <= 10_000; n++) homes.note(`account ${n}`, "192.0.2.1");
  expect(homes.has("account 0", "192.0.2.1")).toBe(false);
  expect(homes.has("account 1", "192.0.2.1")).toBe(true);
});
