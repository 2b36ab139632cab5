// Reasons and labels are shown to others, in lines of any door: what could forge a line, or turn one round, is refused.
import { expect, test } from "vitest";
import { ChatError } from "../../../src/core/errors.ts";
import { readLabel, readReason } from "../../../src/core/messages/read-line.ts";

const codeOf = (read: () => string): string => {
  try {
    return read();
  } catch (error) {
    if (error instanceof ChatError) return error.code;
    throw error;
  }
};

test.each([
  ["<b>spam</b> & more", "<b>spam</b> & more"],
  ["  too loud ", "too loud"],
  ["❤️ 👩‍👩‍👧", "❤️ 👩‍👩‍👧"],
  ["", ""],
  ["x".repeat(200), "x".repeat(200)],
  ["😀".repeat(200), "😀".repeat(200)],
  ["x".repeat(201), "too_large"],
  ["😀".repeat(201), "too_large"],
  ["x".repeat(1_000_000), "too_large"],
  ["a\nann: hi", "bad_request"],
  ["a\r\n#kick ann", "bad_request"],
  ["bell \u0007", "bad_request"],
  ["\u001b[31mred", "bad_request"],
  ["nul \0", "bad_request"],
  ["next line\u0085x", "bad_request"],
  ["line\u2028x", "bad_request"],
  ["turned \u202egnp.exe", "bad_request"],
  ["isolated \u2066x", "bad_request"],
  ["marked \u200fx", "bad_request"],
  ["half \ud800 pair", "bad_request"],
])("a reason %j is read as %j", (raw, read) => {
  expect(codeOf(() => readReason(raw))).toBe(read);
});

test("no reason is one, too", () => {
  expect(readReason(undefined)).toBe("");
});

test.each([
  ["my bot", "my bot"],
  [" ", "bad_request"],
  ["x".repeat(64), "x".repeat(64)],
  ["x".repeat(65), "too_large"],
  ["a\tb", "bad_request"],
])("a label %j is read as %j", (raw, read) => {
  expect(codeOf(() => readLabel(raw))).toBe(read);
});
