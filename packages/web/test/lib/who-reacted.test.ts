import { expect, test } from "vitest";
import { whoReacted } from "../../src/lib/who-reacted.ts";

const given = (count: number, mine = false) => ({
  reaction: "🎉",
  count,
  mine,
});
const by = (...names: string[]) =>
  names.map((name) => ({ id: `id of ${name}`, name, reaction: "🎉" }));

test("who gave a reaction is told by name, oneself first", () => {
  expect(whoReacted(given(1), by("ann"), "me")).toBe("ann");
  expect(whoReacted(given(2), by("ann", "bob"), "me")).toBe("ann and bob");
  expect(whoReacted(given(1, true), by(), "me")).toBe("you");
  const all = by("ann", "bob");
  expect(whoReacted(given(2, true), all, "id of bob")).toBe("you and ann");
});

test("of many only some are named, and the others counted", () => {
  const six = by("ann", "bob", "cat", "dan", "eve", "fay");
  expect(whoReacted(given(6), six, "me")).toBe(
    "ann, bob, cat, dan, eve and 1 other",
  );
  expect(whoReacted(given(40, true), six, "me")).toBe(
    "you, ann, bob, cat, dan and 35 others",
  );
});

test("whoever is not on the page that was asked for is counted, and never named for another reaction", () => {
  const other = by("ann").map((one) => ({ ...one, reaction: "👍" }));
  expect(whoReacted(given(37), other, "me")).toBe("37 people");
  expect(whoReacted(given(1), other, "me")).toBe("1 person");
  expect(whoReacted(given(3), [...other, ...by("bob")], "me")).toBe(
    "bob and 2 others",
  );
});

test("an answer that is newer than the count makes no sense wrong", () => {
  expect(whoReacted(given(1), by("ann", "bob"), "me")).toBe("ann and bob");
});
