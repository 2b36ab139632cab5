import fc from "fast-check";
import { expect, test } from "vitest";
import { codeRanges } from "../../src/lib/code-ranges.ts";

const codeIn = (text: string): string[] =>
  codeRanges(text).map(({ from, to }) => text.slice(from, to));

test.each<[string, string, string[]]>([
  ["a span", "say `x` now", ["`x`"]],
  ["a span of two backticks", "``a ` b`` c", ["``a ` b``"]],
  ["a run without another of its length", "a ` b `` c", []],
  ["several spans", "`a` b `c`", ["`a`", "`c`"]],
  ["an escaped backtick", "\\`a` b", []],
  ["an escaped backtick in front of a run", "\\``a` b", ["`a`"]],
  ["an escaped backslash", "\\\\`a` b", ["`a`"]],
  ["a backslash within a span", "`a\\` b", ["`a\\`"]],
  ["a span over two lines", "`a\nb`", ["`a\nb`"]],
  ["two paragraphs", "`a\n\nb`", []],
  ["a fenced block", "x\n```js\na\n```\ny", ["```js\na\n```"]],
  ["a block of tildes", "~~~\na `b\n~~~~\n`c`", ["~~~\na `b\n~~~~", "`c`"]],
  ["a block that never ends", "x\n```\na\n\nb", ["```\na\n\nb"]],
  ["a shorter fence within", "````\n```\n````", ["````\n```\n````"]],
  ["another fence within", "```\n~~~\n```", ["```\n~~~\n```"]],
  ["a fence with words behind does not end it", "```\n``` x", ["```\n``` x"]],
  ["backticks that are no fence", "```a``` b", ["```a```"]],
  ["four blanks make no fence", "    ```\na", []],
])("%s", (_what, text, expected) => {
  expect(codeIn(text)).toEqual(expected);
});

/** Looked for from each run anew, as one reads. */
function naive(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length;) {
    if (text[at] === "\\") {
      at += 2;
      continue;
    }
    const run = /^`+/.exec(text.slice(at))?.[0];
    if (run === undefined) {
      at++;
      continue;
    }
    const rest = text.slice(at + run.length);
    const close = [...rest.matchAll(/`+/g)].find(([each]) => each === run);
    if (close === undefined) {
      at += run.length;
      continue;
    }
    const end = at + run.length + close.index + run.length;
    found.push(text.slice(at, end));
    at = end;
  }
  return found;
}

test("spans are those that one finds who looks for each end anew", () => {
  const piece = fc.constantFrom("`", "``", "```", "\\", "a", " ", "@b");
  const line = fc.array(piece, { maxLength: 30 }).map((all) => all.join(""));
  fc.assert(
    fc.property(line, (text) => {
      // In front of it stands what makes it no fence and no blank line.
      expect(codeIn(`x${text}`)).toEqual(naive(`x${text}`));
    }),
    { numRuns: 2_000 },
  );
});

test("ranges are in order, apart, and within the text, for any text", () => {
  const piece = fc.constantFrom("`", "```", "~~~", "\n", "\\", " ", "a", "\r");
  const text = fc.array(piece, { maxLength: 200 }).map((all) => all.join(""));
  fc.assert(
    fc.property(text, (raw) => {
      let last = 0;
      for (const { from, to } of codeRanges(raw)) {
        expect(from).toBeGreaterThanOrEqual(last);
        expect(to).toBeGreaterThan(from);
        last = to;
      }
      expect(last).toBeLessThanOrEqual(raw.length);
    }),
  );
});

test("a text of nothing but runs that never end is looked through once", () => {
  const text = Array.from({ length: 400 }, (_, n) => "`".repeat(n + 1));
  expect(codeRanges(text.join(" "))).toEqual([]);
});
