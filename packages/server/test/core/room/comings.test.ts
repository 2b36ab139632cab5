import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Comings } from "../../../src/core/room/comings.ts";
import type { Person } from "../../../src/core/entries.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ann: Person = { id: "a", name: "ann" };
const bob: Person = { id: "b", name: "bob" };
const anna: Person = { id: "a", name: "anna" };

function comings() {
  const told: string[] = [];
  const of = new Comings(
    "~kitchen",
    () => [],
    ({ kind, room, members }) => {
      expect(room).toBe("~kitchen");
      told.push(`${kind} ${members.map(({ name }) => name).join("+")}`);
    },
  );
  return { of, told };
}

test("in a small room each coming and going is told at once", () => {
  const { of, told } = comings();
  of.joined(ann, false);
  of.joined(bob, false);
  of.left(ann, false);
  expect(told).toEqual(["joined ann", "joined bob", "left ann"]);
  vi.advanceTimersByTime(1_000);
  expect(told.length).toBe(3);
});

test("in a big room they are told together, at most five times a second", () => {
  const { of, told } = comings();
  of.joined(ann, true);
  of.joined(bob, true);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(200);
  expect(told).toEqual(["joined ann+bob"]);
  for (let n = 0; n < 100; n++) {
    of.joined({ id: `${n}`, name: `${n}` }, true);
    vi.advanceTimersByTime(10);
  }
  expect(told.length).toBeLessThanOrEqual(6);
});

test("who comes and goes between two tellings is gone: someone may have seen him in a list", () => {
  const { of, told } = comings();
  of.joined(ann, true);
  of.left(ann, true);
  vi.advanceTimersByTime(200);
  expect(told).toEqual(["left ann"]);
});

test("who goes and comes back between two tellings is there: someone may have missed him in a list", () => {
  const { of, told } = comings();
  of.left(ann, true);
  of.joined(ann, true);
  vi.advanceTimersByTime(200);
  expect(told).toEqual(["joined ann"]);
});

test("who comes and goes ten times between two tellings is told of once", () => {
  const { of, told } = comings();
  for (let n = 0; n < 10; n++) {
    of.joined(ann, true);
    of.left(ann, true);
  }
  vi.advanceTimersByTime(200);
  expect(told).toEqual(["left ann"]);
});

test("who comes back under another name left under the old one", () => {
  const { of, told } = comings();
  of.left(ann, true);
  of.joined(anna, true);
  vi.advanceTimersByTime(200);
  expect(told).toEqual(["left ann", "joined anna"]);
});

test("a room that becomes small tells what was held back", () => {
  const { of, told } = comings();
  of.left(ann, true);
  of.left(bob, false);
  expect(told).toEqual(["left ann+bob"]);
  vi.advanceTimersByTime(1_000);
  expect(told.length).toBe(1);
});

test("what is held back is told at once when it is asked for", () => {
  const { of, told } = comings();
  of.joined(ann, true);
  of.flush();
  expect(told).toEqual(["joined ann"]);
  vi.advanceTimersByTime(1_000);
  expect(told.length).toBe(1);
});
