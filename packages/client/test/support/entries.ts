import type { EntryEvent, Result } from "@koine/protocol";

export const ROOM = "~kitchen000";

export function said(seq: number, by = "bob", key?: string): EntryEvent {
  return {
    ev: "said",
    room: ROOM,
    seq,
    by,
    name: by,
    text: `text ${seq}`,
    at: seq,
    ...(key === undefined ? {} : { key }),
  };
}

/** The entries from `first` to `last`, both included. */
export function run(first: number, last: number, by = "bob"): EntryEvent[] {
  return Array.from({ length: last - first + 1 }, (_, n) =>
    said(first + n, by),
  );
}

export function joinResult(
  seq: number,
  more: Partial<Result<"join">> = {},
): Result<"join"> {
  return {
    room: ROOM,
    title: "kitchen",
    name: "ann",
    access: "public",
    most: 0,
    epoch: "e1",
    seq,
    first: 1,
    count: 1,
    ...more,
  };
}
