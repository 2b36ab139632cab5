import { expect, test } from "vitest";
import { turns } from "../../support/chat.ts";
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

test("no more are looked at at once than may be wrong, and the next waits for one to end", async () => {
  const attempts = new Attempts(rate);
  const from = (address: string) => attempts.from(address, () => 0);
  const looked = [await from("192.0.2.1"), await from("192.0.2.2")];
  for (const attempt of looked) await attempt.as("bob");
  const order: string[] = [];
  const wait = async (address: string) => {
    const attempt = await from(address);
    await attempt.as("bob").then(
      () => order.push(`${address} looks`),
      () => order.push(`${address} is refused`),
    );
    return attempt;
  };
  const waiting = [wait("192.0.2.3"), wait("192.0.2.4")];
  await turns();
  expect(order).toEqual([]);
  looked[0]?.end();
  const third = await waiting[0];
  expect(order).toEqual(["192.0.2.3 looks"]);
  // Two were wrong: who has waited for them is not looked at any more.
  looked[1]?.failed(0);
  third?.failed(0);
  looked[1]?.end();
  (await waiting[1])?.end();
  third?.end();
  expect(order).toEqual(["192.0.2.3 looks", "192.0.2.4 is refused"]);
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
