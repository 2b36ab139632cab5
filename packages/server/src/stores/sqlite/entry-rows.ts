// From the columns that entries are kept in to entries as they read now.
import type { Entry, Reaction, RoomId } from "../../core/entries.ts";
import type { EntryColumns, PageColumns } from "./calls.ts";
import { kindNumbers as numbers, takenBack } from "./entry-kinds.ts";

/** The value of an edited message's newest edit. */
const newest = (column: "text" | "mentions", otherwise: string): string => `
  CASE
    WHEN latest > 0 THEN (
      SELECT newest.${column} FROM entries AS newest
      WHERE newest.id = (entries.room << 32 | entries.latest))
    WHEN kind = ${numbers.edited} AND latest IS NULL THEN (
      SELECT newest.${column} FROM entries AS message
      JOIN entries AS newest ON newest.id = (message.room << 32 | message.latest)
      WHERE message.id = (entries.room << 32 | entries.of))
    ELSE ${otherwise}
  END`;

/** The columns of an entry in SQL, in the order of EntryColumns. What a plain message has not is together in the last. */
export const entryColumns = `
  id & 0xffffffff, at, kind, author, name, text, key,
  CASE WHEN of IS NOT NULL OR latest IS NOT NULL OR mentions IS NOT NULL OR count IS NOT NULL
    THEN json_array(of, latest, ${newest("mentions", "mentions")}, count, ${newest("text", "NULL")})
  END`;

type Columns = [
  seq: number,
  at: number,
  kind: number,
  by: string,
  name: string,
  text: string,
  key: string | null,
  more: string | null,
];
const columnsPerEntry = 8;

type More = [
  of: number | null,
  latest: number | null,
  mentions: string | null,
  count: number | null,
  newestText: string | null,
];
const nothingMore: More = [null, null, null, null, null];

const moreIn = (more: string | null): More =>
  more === null ? nothingMore : (JSON.parse(more) as More);

/** Of the row of one entry. */
export function seqIn(row: EntryColumns): number {
  return (row as Columns)[0];
}

/** Whether the row is of a message that has any. */
export function hasReactions(row: EntryColumns): boolean {
  const [, , kind, , , , , more] = row as Columns;
  if (kind !== numbers.said || more === null) return false;
  const [, , , count] = moreIn(more);
  return count !== null;
}

export function entriesOf(room: RoomId, columns: EntryColumns): Entry[] {
  const entries: Entry[] = [];
  for (let i = 0; i < columns.length; i += columnsPerEntry)
    entries.push(
      entryFrom(room, columns.slice(i, i + columnsPerEntry) as Columns),
    );
  return entries;
}

function entryFrom(room: RoomId, columns: Columns): Entry {
  const [seq, at, kind, by, name, ownText, key, more] = columns;
  const place = { room, seq, at, by, name, ...(key !== null && { key }) };
  if (kind === numbers.said && more === null)
    return { ...place, kind: "said", text: ownText };
  const [of, latest, mentions, count, newestText] = moreIn(more);
  const text = newestText ?? ownText;
  const isGone = latest !== null && latest < 0 && ({ isGone: true } as const);
  const whom = mentions !== null && { mentions: mentions.split(" ") };
  switch (kind) {
    case numbers.said: {
      const reply = of !== null && { reply: of };
      const edited = latest !== null && latest > 0 && { edited: latest };
      const overlay = { ...reply, ...edited, ...isGone, ...whom };
      return { ...place, kind: "said", text, ...overlay };
    }
    case numbers.topic:
      return { ...place, kind: "topic", text };
    case numbers.titled:
      return { ...place, kind: "titled", text };
  }
  if (of === null) throw new Error(`The entry ${seq} is about no message.`);
  switch (kind) {
    case numbers.edited:
      return { ...place, kind: "edited", of, text, ...isGone, ...whom };
    case numbers.deleted:
      return { ...place, kind: "deleted", of };
    case numbers.reacted:
    case takenBack: {
      const isOn = kind !== takenBack;
      const given = { reaction: text, isOn, count: count ?? 0 };
      return { ...place, kind: "reacted", of, ...given };
    }
  }
  throw new Error(`An entry of the unknown kind ${kind} is in the file.`);
}

/** The entries with the reactions to those that are messages. */
export function pageOf(
  room: RoomId,
  { entries, reactions }: PageColumns,
): readonly Entry[] {
  const page = entriesOf(room, entries);
  if (reactions === undefined) return page;
  const given = new Map<number, Reaction[]>();
  for (const { of, ...reaction } of reactions) {
    const known = given.get(of);
    if (known === undefined) given.set(of, [reaction]);
    else known.push(reaction);
  }
  return page.map((entry) => {
    const mine = given.get(entry.seq);
    return mine === undefined || entry.kind !== "said"
      ? entry
      : { ...entry, reactions: mine };
  });
}
