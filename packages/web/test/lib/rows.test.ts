import { expect, test } from "vitest";
import { rowsOf, type Line } from "../../src/lib/rows.ts";

const minute = 60_000;
const dayOf = (at: number) => Math.floor(at / (1440 * minute));

function line(by: string, minutes: number, name = by): Line {
  const key = `${by}${minutes}`;
  return { key, by, name, text: "hi", at: minutes * minute, state: "kept" };
}

function opening(...lines: Line[]): boolean[] {
  return rowsOf(lines, dayOf).map(({ opens }) => opens);
}

test("lines of one author within five minutes of the first are one group", () => {
  expect(opening(line("ann", 0), line("ann", 4), line("ann", 6))).toEqual([
    true,
    false,
    true,
  ]);
});

test("another author, another name and another day each open a group", () => {
  expect(
    opening(
      line("ann", 1438),
      line("bob", 1438.5),
      line("bob", 1439, "bobby"),
      line("bob", 1440.5, "bobby"),
    ),
  ).toEqual([true, true, true, true]);
});

test("a day begins with the first line and with each line of a later day", () => {
  const rows = rowsOf(
    [line("ann", 0), line("bob", 9), line("ann", 1440)],
    dayOf,
  );
  expect(rows.map(({ newDay }) => newDay)).toEqual([true, false, true]);
});

test("an answer shows who answers, and so does what stands behind a line of the room's own", () => {
  const note = { ...line("ann", 2), note: "topic" } as const;
  const answer = { ...line("ann", 4), reply: 1 };
  expect(
    opening(line("ann", 1), note, line("ann", 3), answer, line("ann", 5)),
  ).toEqual([true, false, true, true, false]);
});
