// A direct room is found by its people: what it is compared by begins with U+0000, which no folded title does, and names
// them in the order of their ids.
import type { IdentityId } from "../entries.ts";

const MARK = "\0";

export const MOST_PEOPLE = 10;

export function foldedOf(people: readonly IdentityId[]): string {
  return MARK + [...people].sort().join(" ");
}

export function peopleIn(folded: string): readonly IdentityId[] {
  return folded.startsWith(MARK) ? folded.slice(1).split(" ") : [];
}
