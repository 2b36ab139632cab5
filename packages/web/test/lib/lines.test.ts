import { KoineError } from "@koine/client";
import { expect, test } from "vitest";
import {
  doingOf,
  lastOwn,
  linesOf,
  type Entries,
  type Pending,
} from "../../src/lib/lines.ts";

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

test("of what is done to a message, the refusal is told before what comes behind it", () => {
  const error = new KoineError("muted", "You are muted.");
  const change = { seq: 5, at: 0, do: "edit", text: "hi" } as const;
  const doing = doingOf([
    { ...change, key: "a", status: { is: "failed", error } },
    { ...change, key: "b", status: { is: "waiting" } },
    { ...change, seq: 6, key: "c", status: { is: "sending" } },
    { ...change, seq: 6, key: "d", status: { is: "waiting" } },
  ]);
  expect(doing.get(5)?.key).toBe("a");
  expect(doing.get(6)?.key).toBe("d");
});

test("one's newest message that is not gone is the one to edit", () => {
  const gone = { ...said("1", 3), text: "", gone: true } as const;
  const note = { ...said("1", 4), ev: "topic" } as const;
  const entries: Entries = [said("1", 1), said("2", 2), gone, note];
  expect(lastOwn(entries, "1")?.seq).toBe(1);
  expect(lastOwn(entries, "3")).toBeUndefined();
});
