import fc from "fast-check";
import { expect, test } from "vitest";
import { spotsIn } from "../../../src/core/messages/mention-spots.ts";

/** The longest that may be meant at each spot, and whether `name` may be meant somewhere. */
const mayMean = (text: string, name: string): boolean =>
  spotsIn(text).some((names) => names.includes(name));

test.each([
  ["at the start", "@ann hi"],
  ["at the end", "hi @ann"],
  ["with a comma behind", "@ann, hi"],
  ["with a full stop behind", "hi @ann."],
  ["with a question mark behind", "@ann?"],
  ["in the genitive", "that is @ann's"],
  ["in brackets", "(@ann)"],
  ["in quotes", '"@ann"'],
  ["in bold", "**@ann**"],
  ["in italics", "_@ann_"],
  ["behind a line end", "hi\n@ann\nhow are you"],
  ["behind an email address", "mail ann@example.org, @ann"],
  ["behind a letter of a script without blanks", "你好@ann"],
  ["in front of such a letter", "@annさん"],
  ["behind an emoji", "😀@ann"],
  ["in front of an emoji", "@ann😀"],
  ["in front of another", "@ann@bob"],
  ["behind code", "`@bob` @ann"],
])("%s someone is meant", (_what, text) => {
  expect(mayMean(text, "ann")).toBe(true);
});

test.each([
  ["in an address", "mail ann@ann.org"],
  ["in a link", "https://example.org/@ann"],
  ["in the query of a link", "https://example.org/?who=@ann"],
  ["behind another @", "@@ann"],
  ["behind a blank", "@ ann"],
  ["in a longer word", "@annabel"],
  ["in front of a mark that belongs on the last letter", "@ann\u0301"],
  ["in code", "`@ann`"],
  ["in a fenced block", "```\n@ann\n```"],
  ["behind a backslash", "\\@ann"],
  ["behind #", "@#ann"],
])("%s nobody is meant", (_what, text) => {
  expect(mayMean(text, "ann")).toBe(false);
});

test("a name may have blanks, and every beginning that may be one is offered, the shortest first", () => {
  expect(spotsIn("@ann lee is here")).toEqual([
    ["ann", "ann lee", "ann lee is", "ann lee is here"],
  ]);
  expect(spotsIn("@ann-marie's")).toEqual([
    ["ann", "ann-", "ann-marie", "ann-marie'", "ann-marie's"],
  ]);
  expect(spotsIn("@小明你好")).toEqual([["小", "小明", "小明你", "小明你好"]]);
  expect(mayMean("@bob~1: hi", "bob~1")).toBe(true);
  expect(mayMean("@👩‍🚀 up", "👩‍🚀")).toBe(true);
  expect(mayMean("@👋🏽", "👋")).toBe(false);
});

test("a name ends where no name goes on", () => {
  for (const end of [":", ",", "*", '"', "[", "]", "\n", "\u2028", "\0"])
    expect(spotsIn(`@ann${end}lee`)).toEqual([["ann"]]);
});

test("any text has at most 20 spots and 120 names, each of at most 40 characters", () => {
  const piece = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom("@", "@@", " @", "`", " ", "\n") },
    fc.constantFrom("a", "ann", "😀", "\u0301", "\u200d", "明", "\ud800", ":"),
    fc.string({ unit: "binary", maxLength: 20 }),
  );
  const text = fc.array(piece, { maxLength: 400 }).map((all) => all.join(""));
  fc.assert(
    fc.property(text, (raw) => {
      const spots = spotsIn(raw);
      expect(spots.length).toBeLessThanOrEqual(20);
      expect(spots.flat().length).toBeLessThanOrEqual(120);
      for (const names of spots) {
        expect(names.length).toBeGreaterThan(0);
        expect(names.length).toBeLessThanOrEqual(12);
        let shorter = "";
        for (const name of names) {
          expect(raw).toContain(`@${name}`);
          expect(name.startsWith(shorter)).toBe(true);
          expect([...name].length).toBeLessThanOrEqual(40);
          expect(name).not.toMatch(/[:,*"[\]\n]|^[\s#@~]|\s$/u);
          shorter = name;
        }
      }
    }),
    { numRuns: 100 },
  );
});

test.each([
  ["@", 16_000],
  ["@a ", 5_000],
  ["@a", 8_000],
  [" @", 8_000],
  ["`@", 8_000],
  ["@\u0301", 8_000],
  ["@ ", 8_000],
  ["@明", 5_000],
])("a text of nothing but %j is bounded", (piece, count) => {
  const spots = spotsIn(piece.repeat(count));
  expect(spots.length).toBeLessThanOrEqual(20);
});
