// The part of Markdown that messages may have: what it makes of a text, that it loses and invents nothing, and that no
// text takes longer than in proportion to its length.
import fc from "fast-check";
import { expect, test } from "vitest";
import { format, plain, type Piece } from "../src/format.ts";

/** As a person can read it: marks are left out. */
function shown(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => {
      if (!("children" in piece)) return piece.is === "text" ? piece.text : "";
      const name = "href" in piece ? `link ${piece.href}` : piece.is;
      return `<${name}>${shown(piece.children)}</>`;
    })
    .join("");
}

function source(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => ("children" in piece ? source(piece.children) : piece.text))
    .join("");
}

function depth(pieces: readonly Piece[]): number {
  const depths = pieces.map((piece) =>
    "children" in piece ? 1 + depth(piece.children) : 0,
  );
  return Math.max(0, ...depths);
}

test.each([
  ["bold", "a **b** c", "a <bold>b</> c"],
  ["italic in two ways", "*a* and _b_", "<italic>a</> and <italic>b</>"],
  ["strike", "~~no~~ yes", "<strike>no</> yes"],
  ["one in another", "**a *b* c**", "<bold>a <italic>b</> c</>"],
  ["two at once", "***x***", "<bold><italic>x</></>"],
  ["where there are no blanks", "这是**重要**的", "这是<bold>重要</>的"],
  ["not across", "_a **b_ c**", "<italic>a **b</> c**"],
  ["not what is open", "**a **b**", "<bold>a **b</>"],
  ["not without an end", "**a*", "**a*"],
  ["not around blanks", "** a **", "** a **"],
  ["not around nothing", "**** ~~~~", "**** ~~~~"],
  ["not over lines", "*a\nb*", "*a\nb*"],
  ["not within words", "2*3*4 snake_case_x", "2*3*4 snake_case_x"],
  ["not behind a backslash", "¯\\_(ツ)_/¯", "¯\\_(ツ)_/¯"],
])("letters: %s", (_, text, expected) => {
  expect(shown(format(text))).toBe(expected);
});

test.each([
  ["as it is", "`a *b* http://x`", "<code>a *b* http://x</>"],
  ["with a backtick", "``c`d``", "<code>c`d</>"],
  ["not without an end", "`a ``b", "`a ``b"],
  ["lines of it", "a\n```js\nlet **x**\n```\nb", "a<block>let **x**</>b"],
  ["up to the end", "```\n*a*\n", "<block>*a*\n</>"],
  ["nothing behind it", "a\n```", "a\n```"],
])("code: %s", (_, text, expected) => {
  expect(shown(format(text))).toBe(expected);
});

test.each([
  ["a quote", "> a *b*\n>c\nd", "<quote>a <italic>b</>\nc</>d"],
  [
    "a list",
    "a\n- b\n* *c*\n\nd",
    "a<list><item>b</><item><italic>c</></></>\nd",
  ],
  ["a quote behind a list", "- a\n> b", "<list><item>a</></><quote>b</>"],
  ["not in a line", "a > b - c", "a > b - c"],
  ["not without a text", "- \n-", "- \n-"],
])("lines: %s", (_, text, expected) => {
  expect(shown(format(text))).toBe(expected);
});

test.each([
  ["an address", "see https://a.b/c?d#e.", "see <link https://a.b/c?d#e>@</>."],
  ["in brackets", "(http://a.b/c_(d))", "(<link http://a.b/c_(d)>@</>)"],
  ["in bold", "**https://a.b**", "<bold><link https://a.b>@</></>"],
  ["with a text", "[a b](https://c.d/)", "<link https://c.d/>a b</>"],
  ["in capitals", "HTTPS://A.B", "<link HTTPS://A.B>@</>"],
  ["no other scheme", "[a](javascript:b) ftp://c", "[a](javascript:b) ftp://c"],
  ["no scheme alone", "https:// xhttps://a", "https:// xhttps://a"],
  [
    "not one address for another",
    "[https://a](https://b)",
    "[<link https://a>@</>](<link https://b>@</>)",
  ],
])("links: %s", (_, text, expected) => {
  const read = shown(format(text));
  expect(read.replaceAll(/<link (\S+)>\1</g, "<link $1>@<")).toBe(expected);
});

const bits = fc.array(
  fc.oneof(
    fc.constantFrom(
      "*",
      "**",
      "***",
      "_",
      "~~",
      "~",
      "`",
      "``",
      "```",
      "```\n",
    ),
    fc.constantFrom(
      "\n",
      " ",
      "> ",
      "- ",
      "* ",
      "\\",
      "[",
      "](https://x)",
      ")",
    ),
    fc.constantFrom(
      "https://",
      "http://a.b/",
      "a",
      "é",
      "語",
      "👍🏽",
      "\r\n",
      "\0",
    ),
    fc.string({ unit: "binary", maxLength: 3 }),
  ),
  { maxLength: 60, size: "max" },
);

test("nothing is lost and nothing invented, and nothing is deep", () => {
  fc.assert(
    fc.property(bits, (parts) => {
      const text = parts.join("");
      const pieces = format(text);
      expect(source(pieces)).toBe(text);
      // A list, its item, and each kind of mark once.
      expect(depth(pieces)).toBeLessThanOrEqual(7);
      for (const { href } of links(pieces)) expect(href).toMatch(/^https?:/i);
    }),
    { numRuns: 1_000 },
  );
});

function links(
  pieces: readonly Piece[],
): readonly Extract<Piece, { is: "link" }>[] {
  return pieces.flatMap((piece) => {
    if (!("children" in piece)) return [];
    return [...("href" in piece ? [piece] : []), ...links(piece.children)];
  });
}

test("a text without marks is one piece", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."abc é語") }), (text) => {
      const expected = text === "" ? [] : [{ is: "text", text }];
      expect(format(text)).toEqual(expected);
    }),
  );
});

test("the plain text is what is shown", () => {
  expect(plain(format("> **a** `b`\n- [c](https://d)\n```\ne\n```"))).toBe(
    "a b\nc\ne",
  );
});

/** Four times what a message may have: what grew with the square of the length would take longer than a test may. */
const MANY = 65_536;
const LONGEST = 3_000;

test.each([
  "*_`[",
  "*",
  "_a ",
  "**a ",
  "**a** ",
  "*a **b ~~c _d ",
  "`",
  "` `` ",
  "[",
  "[a](https://b",
  "[a](",
  "(",
  "https://",
  "https://a)",
  "https://a|",
  "https://. ",
  "xhttps://",
  "https://(",
  "https://*",
  "> ",
  ">\n",
  "- \n",
  "-  ",
  "- a\n",
  "```\n",
  "```\n\n",
  "\n",
  "~~",
  "\\*",
])(
  "64 Ki of %j take no longer than their length",
  (unit) => {
    const text = unit.repeat(Math.ceil(MANY / unit.length));
    expect(source(format(text))).toHaveLength(text.length);
  },
  LONGEST,
);
