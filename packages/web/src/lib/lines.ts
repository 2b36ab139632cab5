// The lines of a room: its entries, and after them what is on its way.
import type { Person, RoomState } from "@koine/client";
import type { Line } from "./rows.ts";

export type Entries = RoomState["entries"];
export type Pending = RoomState["pending"];

export function linesOf(
  entries: Entries,
  pending: Pending,
  me: Person | undefined,
): Line[] {
  const lines: Line[] = entries.map(({ by, name, text, at, seq, key }) => {
    // One's own line keeps the key that it had while it was pending; another's key may be anything.
    const own = by === me?.id ? key : undefined;
    return { key: own ?? `#${seq}`, by, name, text, at, state: "kept" };
  });
  if (!me) return lines;
  const newest = entries.at(-1)?.at ?? 0;
  for (const { key, text, at, status } of pending) {
    // This clock may be behind the server's: times never go back within a room.
    const shownAt = Math.max(at, newest);
    const state = states[status.is];
    lines.push({ key, by: me.id, name: me.name, text, at: shownAt, state });
  }
  return lines;
}

/** Acknowledged is kept, though its entry is still on the way. */
const states = {
  waiting: "pending",
  sending: "pending",
  kept: "kept",
  failed: "failed",
} as const;
