// Between entries and the columns they are kept in.
import type { Entry, EntryKind, RoomId } from "../../core/entries.ts";
import { columnsPerEntry, type EntryColumns } from "./calls.ts";

/** The number that stands for a kind in the file. Never changed, never used again for another. */
const numbers: Readonly<Record<EntryKind, number>> = { said: 0 };
const kinds = new Map(
  Object.entries(numbers).map(([kind, number]) => [number, kind as EntryKind]),
);

export function numberOf(kind: EntryKind): number {
  return numbers[kind];
}

export function entriesOf(room: RoomId, columns: EntryColumns): Entry[] {
  const entries: Entry[] = [];
  for (let i = 0; i < columns.length; i += columnsPerEntry) {
    const [seq, at, kind, by, name, text, key] = columns.slice(
      i,
      i + columnsPerEntry,
    ) as [number, number, number, string, string, string, string | null];
    const known = kinds.get(kind);
    if (known === undefined)
      throw new Error(`An entry of the unknown kind ${kind} is in the file.`);
    const entry = { room, seq, at, kind: known, by, name, text };
    entries.push(key === null ? entry : { ...entry, key });
  }
  return entries;
}

/** The columns of an entry in SQL, in the order of EntryColumns. */
export const entryColumns =
  "id & 0xffffffff, at, kind, author, name, text, key";
