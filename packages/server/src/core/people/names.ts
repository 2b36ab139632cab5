// The rule of names and titles, and how they are compared. One rule for session names, nicks in rooms and room titles.
import { ChatError } from "../errors.ts";
import { BY_CAPITAL, BY_SMALL, LETTERS } from "./look-alikes.ts";

const NAME_CODE_POINTS = 32;
const TITLE_CODE_POINTS = 64;

/**
 * Control, format (bidirectional, zero-width), surrogate, private and unassigned characters, line and paragraph ends,
 * and what is shown as nothing or as a blank. Variation selectors belong to emoji.
 */
const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u2800]|(?![\u{fe00}-\u{fe0f}])\p{Default_Ignorable_Code_Point}/u;
/** The joiner that emoji are made of is allowed between them. */
const EMOJI_JOINER =
  /(?<=[\p{Extended_Pictographic}\u{fe0f}\p{Emoji_Modifier}])\u200d(?=\p{Extended_Pictographic})/gu;
const FORBIDDEN = /[:,*"[\]]/u;
const FORBIDDEN_FIRST = /^[#@~]/u;
/** A mark would be drawn on whatever a door shows before the name. */
const MARK_FIRST = /^\p{M}/u;
/** What a door calls the lobby, folded; no other room may be called so. */
const RESERVED_TITLE = "lobby";
/** What a door without private messages shows behind an author, folded; no name may end so. */
const FORGED_END = "(toyou)";
/** What a door of lines shows behind the author of a message that was corrected, folded; no name may have it as its last word. */
const FORGED_WORD = "corrected";

/**
 * The name as it is kept: NFC, single blanks inside, none around.
 * @throws ChatError `bad_name`
 */
export function readName(raw: string): string {
  const name = read(raw, NAME_CODE_POINTS, "a name");
  const at = name.lastIndexOf(" ");
  const isForged =
    (at !== -1 && fold(name.slice(at)) === FORGED_WORD) ||
    fold(name).endsWith(FORGED_END + FORGED_WORD);
  if (isForged) throw refused('a name does not end in "corrected"');
  return name;
}

/**
 * The title as it is kept; the rule of names, but up to 64 characters.
 * @throws ChatError `bad_name`
 */
export function readTitle(raw: string): string {
  const title = read(raw, TITLE_CODE_POINTS, "a room's title");
  if (fold(title) === RESERVED_TITLE)
    throw refused('a room\'s title is not "Lobby", which is the lobby');
  return title;
}

function read(raw: string, most: number, what: string): string {
  const name = raw
    .normalize("NFC")
    .replace(/\p{Zs}+/gu, " ")
    .replace(/^ | $/g, "");
  const length = [...name].length;
  if (length < 1 || length > most)
    throw refused(`${what} has 1 to ${most} characters`);
  if (INVISIBLE.test(name.replace(EMOJI_JOINER, "")))
    throw refused(`${what} has no invisible characters`);
  if (FORBIDDEN.test(name)) throw refused(`${what} has none of : , * " [ ]`);
  if (FORBIDDEN_FIRST.test(name))
    throw refused(`${what} does not begin with #, @ or ~`);
  if (MARK_FIRST.test(name))
    throw refused(
      `${what} does not begin with a mark that belongs on a letter`,
    );
  const compared = fold(name);
  if (compared === "") throw refused(`${what} has a visible character`);
  if (compared.endsWith(FORGED_END))
    throw refused(`${what} does not end in "(to you)"`);
  return name;
}

/** The name with a number behind it (`bob~1`), cut where it would be too long. */
export function suffixed(name: string, n: number): string {
  const suffix = `~${n}`;
  const base = [...name].slice(0, NAME_CODE_POINTS - suffix.length).join("");
  return `${base.replace(/[\p{Zs}\p{Cf}]+$/u, "")}${suffix}`;
}

function refused(rule: string): ChatError {
  return new ChatError(
    "bad_name",
    `${rule[0]?.toUpperCase()}${rule.slice(1)}. Choose another.`,
  );
}

/** So much of a text is compared, in UTF-16 units. No name or title is so long, but whoever asks for one may send more. */
const COMPARED_MOST = 512;

/** How titles are compared: equal when this is equal. NFKC, case folding, look-alikes, no blanks. */
export function foldTitle(title: string): string {
  return folded(title, LETTERS);
}

/** How names are compared: two are alike when one of their readings is. The same as titles, and more look-alikes. */
export function readings(name: string): readonly string[] {
  const bySmall = folded(name, BY_SMALL);
  if (ASCII.test(name)) return [bySmall];
  const byCapital = folded(name, BY_CAPITAL);
  return bySmall === byCapital ? [bySmall] : [bySmall, byCapital];
}

/** The first of a name's readings: what it is kept under. */
export function fold(name: string): string {
  return folded(name, BY_SMALL);
}

function folded(text: string, alike: ReadonlyMap<string, string>): string {
  const compared = text.slice(0, COMPARED_MOST);
  // What is not seen goes first: it would keep a letter and its mark apart.
  const seen = compared.normalize("NFKC").replace(NOT_SEEN, "");
  // Lower alone does not fold ß, upper alone not ẞ.
  const lower = seen.toLowerCase().toUpperCase().toLowerCase();
  // Taken apart, so that a look-alike with a mark is found too.
  let read = "";
  for (const character of lower.normalize("NFKD"))
    read += alike.get(character) ?? character;
  return read;
}

const ASCII = /^[ -~]*$/;
const NOT_SEEN = /[\p{Cf}\p{Zs}\p{Default_Ignorable_Code_Point}]/gu;
