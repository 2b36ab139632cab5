// Letters that look like a Latin one, from the "confusables" of Unicode Technical Standard 39, each as it is after case
// folding. A small table: the scripts that people mix with Latin by accident or to deceive.

function table(
  alike: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(alike).flatMap(([latin, others]) =>
      [...others].map((other) => [other.toLowerCase(), latin] as const),
    ),
  );
}

/** Small letters of Cyrillic, Greek, Armenian and others, and digits: for titles. */
export const LETTERS = table({
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
});

/** Capitals that look like a Latin capital, as small letters; of Cherokee, Lisu and Coptic too. */
const CAPITALS = table({
  a: "ᎪꓮⲀ",
  b: "ΒВᏴꓐⲂ",
  c: "ᏟꓚⲤ",
  d: "Ꭰꓓ",
  e: "ΕᎬꓰ",
  f: "ꓝ",
  g: "Ꮐꓖ",
  h: "НᎻꓧⲎ",
  j: "Ꭻꓙ",
  k: "ᏦꓗⲔ",
  l: "Ꮮꓡ",
  m: "ᎷꓟⲘ",
  n: "ꓠⲚ",
  o: "ꓳⲞ",
  p: "ᏢꓑⲢ",
  r: "Ꭱꓣ",
  s: "Ꮪꓢ",
  t: "ᎢꓔⲦ",
  u: "ꓴ",
  v: "Ꮩꓦ",
  w: "Ꮃꓪ",
  x: "ꓫⲬ",
  y: "ꓬⲨ",
  z: "ΖᏃꓜⲌ",
});

/** I, l and 1 are one in many a typeface. */
const ONE_STROKE = [
  ...[...LETTERS].filter(([, latin]) => latin === "i").map(([it]) => it),
  "i",
  "ꓲ",
  "ⲓ",
].map((it) => [it, "l"] as const);

/** Greek letters whose capital and whose small letter look like different Latin ones: by the small one, */
export const BY_SMALL: ReadonlyMap<string, string> = new Map([
  ...LETTERS,
  ...CAPITALS,
  ...ONE_STROKE,
  ...table({ n: "η", u: "μυ", v: "ν" }),
]);

/** and by the capital. */
export const BY_CAPITAL: ReadonlyMap<string, string> = new Map([
  ...BY_SMALL,
  ...table({ h: "η", m: "μ", n: "ν", y: "υ" }),
]);
