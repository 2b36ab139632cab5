import { expect, test } from "vitest";
import { fitting } from "../../src/lib/fitting.ts";

test("what fits is as it was", () => {
  expect(fitting("", 0)).toBe("");
  expect(fitting("žluť", 6)).toBe("žluť");
});

test("what does not fit ends with a whole character", () => {
  expect(fitting("žluť", 5)).toBe("žlu");
  expect(fitting("a😀b", 4)).toBe("a");
  expect(fitting("漢字", 2)).toBe("");
});
