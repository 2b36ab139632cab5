import type { EntryEvent, Result, SaidEvent } from "@koine/protocol";

export const ROOM = "~kitchen000";

export function said(seq: number, by = "bob", key?: string): SaidEvent {
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
export function run(first: number, last: number, by = "bob"): SaidEvent[] {
  return Array.from({ length: last - first + 1 }, (_, n) =>
    said(first + n, by),
  );
}

/** What every entry about the message `of` has. */
function about(seq: number, of: number, by: string, key?: string) {
  const own = key === undefined ? {} : { key };
  return { room: ROOM, seq, of, by, name: by, at: seq, ...own };
}

export function edited(
  seq: number,
  of: number,
  text: string,
  by = "bob",
  key?: string,
): EntryEvent {
  return { ev: "edited", ...about(seq, of, by, key), text };
}

export function deleted(
  seq: number,
  of: number,
  by = "bob",
  key?: string,
): EntryEvent {
  return { ev: "deleted", ...about(seq, of, by, key) };
}

export function reacted(
  seq: number,
  of: number,
  reaction: string,
  count: number,
  { by = "bob", on = true, key = undefined as string | undefined } = {},
): EntryEvent {
  return { ev: "reacted", ...about(seq, of, by, key), reaction, on, count };
}

/** Joined for the first time, with everything read. */
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
    topic: "",
    description: "",
    archived: false,
    role: "guest",
    read: seq,
    epoch: "e1",
    seq,
    first: 1,
    count: 1,
    ...more,
  };
}

export type Standing = Result<"memberships">["rooms"][number];

/** How ann stands to the kitchen. */
export function standing(more: Partial<Standing> = {}): Standing {
  return {
    room: ROOM,
    title: "kitchen",
    access: "public",
    topic: "",
    archived: false,
    role: "guest",
    epoch: "e1",
    seq: 0,
    read: 0,
    unread: 0,
    mentions: 0,
    ...more,
  };
}
