// The numbers that stand for kinds of entries in the file.
import type { EntryKind } from "../../core/entries.ts";

/** Never changed, never used again for another. */
export const kindNumbers = {
  said: 0,
  edited: 1,
  deleted: 2,
  reacted: 3,
  topic: 5,
  titled: 6,
} as const satisfies Readonly<Record<EntryKind, number>>;

/** A reaction that is taken back. */
export const takenBack = 4;

export function numberOf(kind: EntryKind, isOn = true): number {
  return isOn ? kindNumbers[kind] : takenBack;
}
