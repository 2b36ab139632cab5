import { expect, test } from "vitest";
import { Arrivals } from "../../../src/core/house/arrivals.ts";

test("who is coming in while something of his changes is told so, and nobody else", () => {
  const arrivals = new Arrivals();
  arrivals.touch("ann");
  const before = arrivals.begin();
  expect(before.isStale("ann")).toBe(false);
  arrivals.touch("ann");
  const after = arrivals.begin();
  expect(before.isStale("ann")).toBe(true);
  expect(before.isStale("bob", "ann")).toBe(true);
  expect(before.isStale("bob")).toBe(false);
  expect(after.isStale("ann")).toBe(false);
});

test("what nobody waits for any more is forgotten, and the rest is not", () => {
  const arrivals = new Arrivals();
  const first = arrivals.begin();
  arrivals.touch("ann");
  const second = arrivals.begin();
  arrivals.touch("bob");
  first.end();
  first.end();
  expect(second.isStale("bob")).toBe(true);
  expect(second.isStale("ann")).toBe(false);
  second.end();
  const third = arrivals.begin();
  expect(third.isStale("ann", "bob")).toBe(false);
});

test("however many change while somebody is always coming in, few are remembered", () => {
  const arrivals = new Arrivals();
  let last = arrivals.begin();
  for (let n = 0; n < 1_000; n++) {
    arrivals.touch(`who ${n}`);
    const next = arrivals.begin();
    last.end();
    last = next;
  }
  expect(arrivals.remembered).toBeLessThan(3);
});
