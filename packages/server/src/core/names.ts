// The rule of names and titles, and how they are compared. One rule for session names, nicks in rooms and room titles.
import { ChatError } from "./errors.ts";

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

/**
 * The name as it is kept: NFC, single blanks inside, none around.
 * @throws ChatError `bad_name`
 */
export function readName(raw: string): string {
  return read(raw, NAME_CODE_POINTS, "a name");
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
  const folded = fold(name);
  if (folded === "") throw refused(`${what} has a visible character`);
  if (folded.endsWith(FORGED_END))
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

/**
 * Letters that look like a Latin one, after case folding: Cyrillic, Greek, Armenian and a few others, from the
 * "confusables" of Unicode Technical Standard 39. Digits that look like letters are folded to the letter.
 */
const LOOK_ALIKES = new Map(
  Object.entries({
    a: "аαɑ",
    b: "ь",
    c: "сϲ",
    d: "ԁ",
    e: "еєҽ",
    g: "ɡց",
    h: "һհ",
    i: "іιıɩ",
    j: "јϳ",
    k: "кκ",
    l: "ӏ|ǀ1",
    m: "м",
    n: "ոп",
    o: "оοօ0",
    p: "рρ",
    q: "ԛզ",
    r: "г",
    s: "ѕ",
    t: "тτ",
    u: "υսц",
    v: "ѵν",
    w: "ԝωшա",
    x: "хχ",
    y: "уγү",
    z: "ᴢ",
  }).flatMap(([latin, others]) =>
    [...others].map((other) => [other, latin] as const),
  ),
);

/** How names and titles are compared: equal when this is equal. NFKC, case folding, look-alikes, no blanks. */
export function fold(name: string): string {
  // What is not seen goes first: it would keep a letter and its mark apart.
  const seen = name.normalize("NFKC").replace(NOT_SEEN, "");
  // Lower alone does not fold ß, upper alone not ẞ.
  const folded = seen.toLowerCase().toUpperCase().toLowerCase();
  // Taken apart, so that a look-alike with a mark is found too.
  let compared = "";
  for (const character of folded.normalize("NFKD"))
    compared += LOOK_ALIKES.get(character) ?? character;
  return compared;
}

const NOT_SEEN = /[\p{Cf}\p{Zs}\p{Default_Ignorable_Code_Point}]/gu;
