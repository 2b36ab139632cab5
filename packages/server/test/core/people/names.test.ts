import fc from "fast-check";
import { expect, test } from "vitest";
import { ChatError } from "../../../src/core/errors.ts";
import { fold, readName, readTitle } from "../../../src/core/people/names.ts";
import { NamesHeld } from "../../../src/core/people/names-held.ts";

function codeOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    return error instanceof ChatError ? error.code : String(error);
  }
}

const point = (code: number): string => String.fromCodePoint(code);

test.each([
  ["bob", "bob"],
  ["  bob  ", "bob"],
  ["bob\u00a0\u2003 smith", "bob smith"],
  ["bob\u3000smith", "bob smith"],
  ["re\u0301mi", "rémi"],
  ["b", "b"],
  ["x".repeat(32), "x".repeat(32)],
  ["😀".repeat(32), "😀".repeat(32)],
  ["李小龍", "李小龍"],
  ["Ольга", "Ольга"],
  ["أحمد", "أحمد"],
  ["O'Neil-Smith_2", "O'Neil-Smith_2"],
  ["bob~1", "bob~1"],
  ["a#@~b", "a#@~b"],
  ["<b>&", "<b>&"],
  ["ann (to you) too", "ann (to you) too"],
  ["corrected", "corrected"],
  ["autocorrected", "autocorrected"],
  ["corrected by ann", "corrected by ann"],
  ["👩🏽‍🚀", "👩🏽‍🚀"],
  ["❤️", "❤️"],
])("the name %j is kept as %j", (raw, kept) => {
  expect(readName(raw)).toBe(kept);
});

test.each([
  ["nothing", ""],
  ["blanks", " \u00a0\u3000"],
  ["33 characters", "x".repeat(33)],
  ["a colon", "bob: hi"],
  ["a comma", "bob,ann"],
  ["an asterisk", "bob*"],
  ["a quote", 'bob"'],
  ["a bracket", "[bob"],
  ["a closing bracket", "bob]"],
  ["a leading #", "#bob"],
  ["a leading @ behind a blank", " @bob"],
  ["a leading ~", "~bob"],
  ["a line feed inside", "bob\nann: hi"],
  ["a line feed at the end", "bob\n"],
  ["a tab before", "\tbob"],
  ["a null", "bob\0"],
  ["DEL", "bob\x7f"],
  ["a C1 control", "bob\x85"],
  ["a right-to-left override", "bob\u202etxt.exe"],
  ["an isolate", "\u2067bob\u2069"],
  ["a right-to-left mark", "bob\u200f"],
  ["a zero-width space", "bo\u200bb"],
  ["a zero-width joiner", "bo\u200db"],
  ["a zero-width non-joiner", "bo\u200cb"],
  ["a word joiner", "bob\u2060"],
  ["a byte order mark at the end", "bob\ufeff"],
  ["a soft hyphen", "bo\u00adb"],
  ["a line separator", "bob\u2028ann"],
  ["a Hangul filler", "\u3164"],
  ["a halfwidth Hangul filler", "bob\uffa0"],
  ["the blank of Braille", "bob\u2800"],
  ["a combining grapheme joiner", "bo\u034fb"],
  ["a Mongolian variation selector", "bob\u180b"],
  ["a supplementary variation selector", `bob${point(0xe0100)}`],
  ["a tag", `bob${point(0xe0062)}`],
  ["variation selectors alone", "\ufe0f\ufe0f"],
  ["a lone surrogate", "bob\ud800"],
  ["a private character", "bob\ue000"],
  ["an unassigned character", "bob\u0378"],
  ["a mark before all", "\u0301bob"],
  ["a mark behind a blank before all", " \u0301bob"],
  ["marks alone", "\u0301\u0301"],
  ["the end of a private word", "bob (to you)"],
  ["that end in capitals", "bob (TO YOU)"],
  ["that end with other blanks", "bob (to\u00a0\u00a0you)"],
  ["that end without blanks", "bob(toyou)"],
  ["that end in full width", "bob （to you）"],
  ["that end with a Cyrillic о", "bob (tо yоu)"],
])("a name with %s is refused", (_what, raw) => {
  expect(codeOf(() => readName(raw))).toBe("bad_name");
  expect(codeOf(() => readTitle(raw.slice(0, 32)))).toBe(
    raw.length > 32 ? undefined : "bad_name",
  );
});

test.each([
  "ann corrected",
  "ann Corrected",
  "ann\u00a0corrected",
  "ann (to you) corrected",
  "ann (to you)corrected",
  "ann CORREC\u0422ED",
  "ann сorrected",
])("nobody is called %j, as lines of what was corrected begin", (raw) => {
  expect(codeOf(() => readName(raw))).toBe("bad_name");
});

test("a room may be called so", () => {
  expect(readTitle("Proofs corrected")).toBe("Proofs corrected");
});

test("a title obeys the rule of names but may be twice as long", () => {
  expect(readTitle("x".repeat(64))).toBe("x".repeat(64));
  expect(codeOf(() => readTitle("x".repeat(65)))).toBe("bad_name");
  expect(codeOf(() => readTitle("x".repeat(33)))).toBe(undefined);
});

test.each(["👨‍👩‍👧‍👦 family", "🏳️‍🌈", "👁️‍🗨️", "🐈‍⬛ cats", "🇬🇷", "1️⃣ first", "👋🏾"])(
  "the emoji of %s are fine in a title",
  (title) => {
    expect(readTitle(title)).toBe(title);
  },
);

test("a joiner that joins no emoji is refused in a title", () => {
  for (const title of ["🙂\u200d", "\u200d🙂", "🙂\u200d\u200d🙂", "a\u200d🙂"])
    expect(codeOf(() => readTitle(title))).toBe("bad_name");
});

test.each([
  ["case", "Bob", "bOB"],
  ["blanks", "bob smith", "bobsmith"],
  ["width", "bob", "ｂｏｂ"],
  ["a Cyrillic о", "bob", "bоb"],
  ["a Greek omicron", "bob", "bοb"],
  ["a zero", "bob", "b0b"],
  ["a one", "paul", "pau1"],
  ["a Cyrillic palochka", "paul", "pauӏ"],
  ["a dotless i", "kim", "kım"],
  ["a sharp s", "STRASSE", "straße"],
  ["a capital sharp s", "strasse", "STRAẞE"],
  ["a final sigma", "ΟΔΟΣ Α", "οδος α"],
  ["a final sigma before a blank", "ΟΔΟΣΑ", "ΟΔΟΣ Α"],
  ["a long s", "bess", "beſs"],
  ["a ligature", "fiona", "ﬁona"],
  ["a circled letter", "bob", "ⓑⓞⓑ"],
  ["mathematical letters", "bob", "𝐛𝗼𝒷"],
  ["composition", "rémi", "re\u0301mi"],
  ["a look-alike under an accent", "rémi", "rе\u0301mi"],
  ["a variation selector", "bob", "b\ufe0fob"],
  ["a variation selector under an accent", "rémi", "re\ufe0f\u0301mi"],
])("names that differ by %s are the same name", (_what, one, other) => {
  expect(fold(one)).toBe(fold(other));
});

test("names that look different are different names", () => {
  const names = [
    "bob",
    "bobby",
    "rob",
    "böb",
    "ann",
    "bob~1",
    "bob~2",
    "李",
    "小",
  ];
  expect(new Set(names.map(fold)).size).toBe(names.length);
});

const unit = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(..."abB019 -~#@:(),", "é", "ß", "Σ"),
  },
  fc.constantFrom(
    "\u0301",
    "\u200d",
    "\ufe0f",
    "\u200b",
    "\u202e",
    "\u00a0",
    "😀",
    "🏽",
    "о",
    "İ",
    "ẞ",
    "\u2800",
  ),
  fc.integer({ min: 0, max: 0x10ffff }).map(point),
);
const raw = fc
  .array(unit, { maxLength: 40, size: "max" })
  .map((units) => units.join(""));

const many = { numRuns: 1_000 };

test("whatever is accepted obeys the rule", () => {
  fc.assert(
    fc.property(raw, (text) => {
      if (codeOf(() => readName(text)) !== undefined) return;
      const name = readName(text);
      expect([...name].length).toBeGreaterThanOrEqual(1);
      expect([...name].length).toBeLessThanOrEqual(32);
      expect(name).toBe(name.normalize("NFC"));
      expect(name).not.toMatch(
        /[\p{Cc}\p{Cs}\u200b\u200c\u202a-\u202e\u2066-\u2069:,*"[\]]/u,
      );
      expect(name).not.toMatch(/^[#@~ \p{M}]|[ ]$| {2}|(?! )\p{Z}/u);
      expect(fold(name)).not.toBe("");
    }),
    many,
  );
});

test("whatever is refused is refused with bad_name", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 80, size: "max" }),
      (text) => {
        for (const read of [readName, readTitle])
          expect([undefined, "bad_name"]).toContain(codeOf(() => read(text)));
      },
    ),
    many,
  );
});

test("a name that was kept is kept as it is when it comes again", () => {
  fc.assert(
    fc.property(raw, (text) => {
      if (codeOf(() => readName(text)) !== undefined) return;
      expect(readName(readName(text))).toBe(readName(text));
    }),
    many,
  );
});

test("no form of a name and no case makes another name of it", () => {
  fc.assert(
    fc.property(raw, (text) => {
      if (codeOf(() => readName(text)) !== undefined) return;
      const name = readName(text);
      const folded = fold(name);
      for (const form of ["NFC", "NFD", "NFKC", "NFKD"])
        expect(fold(name.normalize(form))).toBe(folded);
      expect(fold(name.toLowerCase())).toBe(folded);
      expect(fold(name.toUpperCase())).toBe(folded);
      expect(fold(` ${name.replaceAll(" ", "\u00a0 ")}`)).toBe(folded);
    }),
    many,
  );
});

test("every single character folds the same in each form and case", () => {
  const astray: string[] = [];
  for (let code = 0; code < 0x30000; code++) {
    const character = point(code);
    const folded = fold(character);
    const forms = [
      character.toUpperCase(),
      character.toLowerCase(),
      character.normalize("NFD"),
      character.normalize("NFKC"),
    ];
    if (forms.some((form) => fold(form) !== folded)) astray.push(character);
  }
  expect(astray).toEqual([]);
});

const nobody = { accountByFolded: () => Promise.resolve(undefined) };

test("a name is held by one identity, however it is written, until it is let go", () => {
  const held = new NamesHeld(nobody);
  held.hold("Bob", "ann");
  held.hold("bob", "ann");
  expect(codeOf(() => held.hold("b0b", "cat"))).toBe("name_taken");
  held.release("BOB", "cat");
  expect(codeOf(() => held.hold("bob", "cat"))).toBe("name_taken");
  held.release("BOB", "ann");
  held.hold("bob", "cat");
});

test("an account's name is nobody else's, whether it is here or not", async () => {
  const held = new NamesHeld({
    accountByFolded: (folded) =>
      Promise.resolve(
        folded === "bob"
          ? { id: "b", kind: "account", name: "bob", passwordHash: "" }
          : undefined,
      ),
  });
  await expect(held.claim("B0b", "cat")).rejects.toMatchObject({
    code: "name_taken",
  });
  expect(held.holder("bob")).toBe(undefined);
  await held.claim("bob", "b");
  expect(await held.claimOrSuffix("bob", "cat")).toBe("bob~1");
});

test("one who returns to a taken name gets the next free number", async () => {
  const held = new NamesHeld(nobody);
  held.hold("bob", "1");
  expect(await held.claimOrSuffix("bob", "1")).toBe("bob");
  expect(await held.claimOrSuffix("bob", "2")).toBe("bob~1");
  expect(await held.claimOrSuffix("bob", "3")).toBe("bob~2");
  held.release("bob~1", "2");
  expect(await held.claimOrSuffix("bob", "4")).toBe("bob~1");
});

test("a name with a number behind it obeys the rule too", async () => {
  const long = ["x".repeat(32), `${"x".repeat(29)} xx`, "👩‍🚀".repeat(10) + "xx"];
  for (const name of long.map(readName)) {
    const held = new NamesHeld(nobody);
    const got: string[] = [];
    for (let n = 0; n < 12; n++)
      got.push(await held.claimOrSuffix(name, `${n}`));
    expect(new Set(got.map(fold)).size).toBe(12);
    for (const each of got) expect(readName(each)).toBe(each);
  }
});

test("what is far too long for a name costs no more to compare than one that may be", () => {
  // Each is 18 letters when it is taken apart.
  const long = "\ufdfa".repeat(20_000);
  expect(fold(long).length).toBeLessThan(10_000);
  expect(fold(`bob${long}`)).not.toBe(fold("bob"));
});

test("a name with two readings holds both, and lets both go", () => {
  const held = new NamesHeld(nobody);
  held.hold("νera", "ann");
  for (const name of ["vera", "nera", "ΝERA"])
    expect(codeOf(() => held.hold(name, "cat"))).toBe("name_taken");
  held.hold("vera", "ann");
  expect(codeOf(() => held.hold("vera", "cat"))).toBe("name_taken");
  held.hold("nera", "bob");
  held.release("vera", "ann");
  held.hold("vera", "cat");
});

test("while one is renamed he holds two names, and what they share is kept with the second", () => {
  const held = new NamesHeld(nobody);
  held.hold("νera", "ann");
  held.hold("nera", "ann");
  held.release("νera", "ann");
  expect(codeOf(() => held.hold("nera", "cat"))).toBe("name_taken");
  held.hold("vera", "cat");
});

test("a name in letters of its own is free, whatever its case", () => {
  for (const [one, other] of [
    ["Nina", "Vina"],
    ["Hal", "Val"],
    ["Max", "Yax"],
    ["Ольга", "Olga"],
  ] as const) {
    const held = new NamesHeld(nobody);
    held.hold(one, "1");
    held.hold(other, "2");
  }
});
