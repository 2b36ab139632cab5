// The rule of names and titles, and how they are compared. One rule for session names, nicks in rooms and room titles.
import { ChatError } from "./errors.ts";

const NAME_CODE_POINTS = 32;
const TITLE_CODE_POINTS = 64;

/** Control, format (bidirectional, zero-width), surrogate, private and unassigned characters; line and paragraph ends. */
const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]/u;
/** Format characters that emoji are made of: the joiner and the tag characters. Titles may hold them between emoji. */
const EMOJI_JOINER =
  /(?<=[\p{Extended_Pictographic}\u{fe0f}\p{Emoji_Modifier}])\u200d(?=\p{Extended_Pictographic})/gu;
const FORBIDDEN = /[:,*"[\]]/u;
const FORBIDDEN_FIRST = /^[#@~]/u;
/** What a door without private messages shows behind an author; no name may end so. */
const FORGED_END = /\(to you\)$/iu;

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
  return read(raw, TITLE_CODE_POINTS, "a room's title");
}

function read(raw: string, most: number, what: string): string {
  const name = raw
    .normalize("NFC")
    .replace(/\p{Zs}+/gu, " ")
    .trim();
  const length = [...name].length;
  if (length < 1 || length > most)
    throw refused(`${what} has 1 to ${most} characters`);
  if (INVISIBLE.test(name.replace(EMOJI_JOINER, "")))
    throw refused(`${what} has no invisible characters`);
  if (FORBIDDEN.test(name)) throw refused(`${what} has none of : , * " [ ]`);
  if (FORBIDDEN_FIRST.test(name))
    throw refused(`${what} does not begin with #, @ or ~`);
  if (FORGED_END.test(name))
    throw refused(`${what} does not end in "(to you)"`);
  if (fold(name) === "") throw refused(`${what} has a visible character`);
  return name;
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

/** How names and titles are compared: equal when this is equal. NFKC, case folding, look-alikes, no blanks or marks. */
export function fold(name: string): string {
  // Upper before lower folds what lower alone does not (ß and ẞ, final sigma); the second NFKC joins what that took apart.
  const folded = name
    .normalize("NFKC")
    .toUpperCase()
    .toLowerCase()
    .normalize("NFKC");
  let compared = "";
  for (const character of folded) {
    if (/[\p{Cf}\p{Zs}\u{fe00}-\u{fe0f}]/u.test(character)) continue;
    compared += LOOK_ALIKES.get(character) ?? character;
  }
  return compared;
}
