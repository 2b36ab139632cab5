// Where a text may speak to someone: each `@` at the start of a word, and the names that may be meant there.
import { codeRanges } from "../../lib/code-ranges.ts";

/** Spots of one text that are looked at. */
const SPOTS = 20;
/** What may be a name at one spot: so many ends of it are tried, in so many characters; and so many in one text. */
const ENDS = 12;
const CODE_POINTS = 40;
const NAMES = 120;

/** What may be meant at one spot, from the shortest to the longest. */
export type Spot = readonly string[];

/** No name has it; see names.ts. */
const NEVER = /[:,*"[\]\p{Cc}\p{Zl}\p{Zp}]/u;
const NEVER_FIRST = /[#@~\p{M}\s]/u;
/** What an address or a link has before its `@`. */
const OF_A_WORD = /[\p{L}\p{N}\p{M}@/\\=&#]/u;
const IN_A_WORD = /[\p{L}\p{N}\p{M}]/u;
/** Belongs to the character before it. */
const JOINED = /[\p{M}\p{Emoji_Modifier}\u200d]/u;
/** Scripts that put no blanks between words: each of their letters may be the last of a name. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** At most 20, in order, with at most 120 names in all; none within Markdown code. */
export function spotsIn(text: string): readonly Spot[] {
  const spots: Spot[] = [];
  const code = codeRanges(text);
  let range = 0;
  for (
    let at = text.indexOf("@");
    at !== -1 && spots.length < SPOTS;
    at = text.indexOf("@", at + 1)
  ) {
    while ((code[range]?.to ?? Infinity) <= at) range++;
    if ((code[range]?.from ?? Infinity) <= at) continue;
    if (!isStart(text, at)) continue;
    const names = namesAt(text, at + 1);
    if (names.length > 0) spots.push(names);
  }
  // Each has its share, so that the first ones take nothing from the last.
  const share = Math.floor(NAMES / Math.max(1, spots.length));
  return spots.map((names) => names.slice(0, share));
}

function isStart(text: string, at: number): boolean {
  const before = characterBefore(text, at);
  return !OF_A_WORD.test(before) || UNSPACED.test(before);
}

function characterBefore(text: string, at: number): string {
  const two = text.slice(Math.max(0, at - 2), at);
  return [...two].at(-1) ?? "";
}

/** Every beginning of what follows that ends where a word may end. */
function namesAt(text: string, from: number): Spot {
  const names: string[] = [];
  const characters = Array.from(text.slice(from, from + 2 * CODE_POINTS));
  const first = characters[0] ?? "";
  if (first === "" || NEVER_FIRST.test(first)) return names;
  let end = from;
  for (const [index, character] of characters.entries()) {
    if (NEVER.test(character) || index >= CODE_POINTS) break;
    if (names.length >= ENDS) break;
    end += character.length;
    const next = characters[index + 1] ?? "";
    if (isEnd(character, next)) names.push(text.slice(from, end));
  }
  return names;
}

/** Whether a name may end between the two. */
function isEnd(last: string, next: string): boolean {
  if (/[\s\u200d]/u.test(last) || JOINED.test(next)) return false;
  if (!IN_A_WORD.test(last) || !IN_A_WORD.test(next)) return true;
  return UNSPACED.test(last) || UNSPACED.test(next);
}
