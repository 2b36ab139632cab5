// What doors that can only add lines show of a room's log: messages, a line for each that was corrected, and of what
// was deleted nothing.
import type { Entry, EntryOf } from "../core/entries.ts";
import type { Notice } from "../core/notices.ts";

/** A message, or the correction of one, with its present text. */
export type Spoken = EntryOf<"said"> | EntryOf<"edited">;

/** Undefined for what is gone, and for what nobody says. */
export function spoken(what: Entry | Notice): Spoken | undefined {
  if (what.kind !== "said" && what.kind !== "edited") return undefined;
  return what.isGone === true ? undefined : what;
}

/** The text of a line, where its author has a place of his own. */
export const markedText = ({ kind, text }: Spoken): string =>
  kind === "edited" ? `corrected: ${text}` : text;

/** The author of a line, where nothing but a colon is between him and the text. No name may end so: see names.ts. */
export const markedAuthor = ({ kind }: Spoken, name: string): string =>
  kind === "edited" ? `${name} corrected` : name;

/** Asked for, to show `lines` of them: some of the newest entries are none. */
export const lookedThrough = (lines: number): number =>
  Math.min(4 * lines, JOIN_MOST);

/** What a join gives at most. */
const JOIN_MOST = 200;

/** The last `lines` messages among a room's newest entries. A corrected one has its present text, so that is enough. */
export function lastSaid(
  entries: readonly Entry[],
  lines: number,
): readonly EntryOf<"said">[] {
  if (lines === 0) return [];
  return entries
    .filter((entry) => entry.kind === "said")
    .filter(({ isGone }) => isGone !== true)
    .slice(-lines);
}
