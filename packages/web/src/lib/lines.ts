// The lines of a room: its entries, and after them what is on its way.
import type {
  Message,
  PendingChange,
  Person,
  RoomEntry,
  RoomState,
} from "@koine/client";
import type { Line } from "./rows.ts";

export type Entries = readonly RoomEntry[];
export type Pending = RoomState["pending"];
export type Changes = readonly PendingChange[];

/** What has been done to a message and is not kept yet: the last of it, and before that what was refused. */
export type Doing = ReadonlyMap<number, PendingChange>;

export function doingOf(changes: Changes): Doing {
  const doing = new Map<number, PendingChange>();
  for (const change of changes)
    if (doing.get(change.seq)?.status.is !== "failed")
      doing.set(change.seq, change);
  return doing;
}

export function linesOf(
  entries: Entries,
  pending: Pending,
  me: Person | undefined,
): Line[] {
  const lines: Line[] = entries.map((entry) => {
    const { by, name, text, at, seq, key } = entry;
    // One's own line keeps the key that it had while it was pending; another's key may be anything.
    const own = by === me?.id ? key : undefined;
    const line = { key: own ?? `#${seq}`, by, name, text, at } as const;
    return entry.ev === "said"
      ? { ...line, state: "kept", reply: entry.reply, message: entry }
      : { ...line, state: "kept", note: entry.ev };
  });
  if (!me) return lines;
  const newest = entries.at(-1)?.at ?? 0;
  for (const { key, text, at, status, reply } of pending) {
    // This clock may be behind the server's: times never go back within a room.
    const shownAt = Math.max(at, newest);
    const state = states[status.is];
    const line = { key, by: me.id, name: me.name, text, at: shownAt, state };
    lines.push({ ...line, reply });
  }
  return lines;
}

/** The newest message of one's own that can be edited. */
export function lastOwn(
  entries: Entries,
  me: string | undefined,
): Message | undefined {
  const last = entries.findLast(
    (entry) => entry.ev === "said" && entry.by === me && !entry.gone,
  );
  return last?.ev === "said" ? last : undefined;
}

/** A message of the list, or one that was asked for. */
export function messageAt(
  { entries, quoted }: RoomState,
  seq: number,
): Message | undefined {
  let low = 0;
  let high = entries.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.seq ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  const entry = entries[low];
  if (entry?.seq === seq && entry.ev === "said") return entry;
  return quoted.get(seq);
}

/** Acknowledged is kept, though its entry is still on the way. */
const states = {
  waiting: "pending",
  sending: "pending",
  kept: "kept",
  failed: "failed",
} as const;
