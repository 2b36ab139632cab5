import { KoineError } from "@koine/client";
import { expect, test } from "vitest";
import { linesOf, type Entries, type Pending } from "../../src/lib/lines.ts";

const ann = { id: "1", name: "ann" };

function said(by: string, seq: number, key?: string): Entries[number] {
  const entry = { ev: "said", room: "~r", seq, by, name: by } as const;
  const rest = { text: `text ${seq}`, at: 1000 * seq };
  return { ...entry, ...rest, ...(key === undefined ? {} : { key }) };
}

test("a line keeps its key when it becomes an entry", () => {
  const pending: Pending = [
    { key: "k", text: "hi", at: 0, status: { is: "sending" } },
  ];
  const before = linesOf([], pending, ann);
  const after = linesOf([said("1", 1, "k")], [], ann);
  expect(before[0]?.key).toBe(after[0]?.key);
});

test("the key of another's entry is not taken for one's own", () => {
  const keys = linesOf([said("2", 1, "k"), said("1", 2, "k")], [], ann);
  expect(new Set(keys.map(({ key }) => key)).size).toBe(2);
});

test("pending lines stand after the entries, also when this clock is behind", () => {
  const error = new KoineError("too_large", "Make it shorter.");
  const pending: Pending = [
    { key: "a", text: "1", at: 10, status: { is: "waiting" } },
    { key: "b", text: "2", at: 20, status: { is: "kept", seq: 6 } },
    { key: "c", text: "3", at: 30, status: { is: "failed", error } },
  ];
  const lines = linesOf([said("2", 5)], pending, ann);
  expect(lines.map(({ at }) => at)).toEqual([5000, 5000, 5000, 5000]);
  expect(lines.map(({ state }) => state)).toEqual([
    "kept",
    "pending",
    "kept",
    "failed",
  ]);
});
