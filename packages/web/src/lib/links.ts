// Finds web addresses in a message. The text stays data: pieces come out, never markup.

export interface Piece {
  readonly text: string;
  /** Set when the piece is a web address. */
  readonly href?: string;
}

const address = /\bhttps?:\/\/[^\s<>"]+/gi;
const trailing = /[.,:;!?'"*_~…]$/;
const pairs = new Map([
  [")", "("],
  ["]", "["],
  ["}", "{"],
]);

/** The text in pieces: joined together they are the text again. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(address)) {
    const found = trimmed(match[0]);
    const href = hrefOf(found);
    if (!href) continue;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ text: found, href });
    end = match.index + found.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/** Without the stop or bracket of the sentence that the address stands in. */
function trimmed(found: string): string {
  let rest = found;
  for (;;) {
    const last = rest.at(-1) ?? "";
    const open = pairs.get(last);
    const isUnpaired =
      open !== undefined && count(rest, last) > count(rest, open);
    if (!isUnpaired && !trailing.test(rest)) return rest;
    rest = rest.slice(0, -1);
  }
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function hrefOf(text: string): string | undefined {
  const url = URL.parse(text);
  const isWeb = url?.protocol === "http:" || url?.protocol === "https:";
  return isWeb ? url.href : undefined;
}
