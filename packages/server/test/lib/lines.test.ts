import fc from "fast-check";
import { expect, test } from "vitest";
import { forTerminal, indented } from "../../src/lib/lines.ts";

test.each([
  ["one", "one"],
  ["one\ntwo\r\nthree\rfour", "one\n  two\n  three\n  four"],
  ["one\u2028ann: forged", "one\n  ann: forged"],
  ["\n", "\n  "],
])("%j becomes %j", (text, shown) => {
  expect(indented(text)).toBe(shown);
  expect(forTerminal(text)).toBe(shown);
});

test("a terminal is sent no control characters but line ends", () => {
  expect(forTerminal("a\u001b[2Jb\tc\u0007")).toBe("a[2Jb c");
});

test("whatever is said, no further line begins with anything but two blanks", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      for (const show of [indented, forTerminal]) {
        const [, ...further] = show(text).split(/[\n\r\v\f\u0085\u2028\u2029]/);
        for (const line of further) expect(line.startsWith("  ")).toBe(true);
      }
    }),
  );
});
