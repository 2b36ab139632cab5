// What people type to see what happens, and where: every text among a verb's parameters, found in its schema.
import { verbs, type VerbName } from "@koine/protocol";

/** Each tried as every text of every verb. */
export const attacks: Readonly<Record<string, unknown>> = {
  markup: `<img src=x onerror=alert(1)>"'><script>alert(1)</script>`,
  entity: "&lt;b&gt;&#0;&nbsp",
  path: "../../../../etc/passwd",
  "a path of Windows": String.raw`..\..\windows\win.ini`,
  "a path with NUL": "/etc/passwd\0.png",
  "a file's URL": "file:///etc/passwd",
  "an inner URL": "http://169.254.169.254/latest/meta-data/",
  "a script's URL": "javascript:alert(document.cookie)",
  SQL: "'; DROP TABLE rooms; --",
  "SQL that is true": `" OR ""="" OR '1'='1`,
  "a pattern": "%_*?[a-z]{1,}",
  "a search": `"NEAR(" AND * NOT ^`,
  "a shell": "$(reboot); `reboot` | reboot &",
  "a template": "${7*7}{{7*7}}<%= 7*7 %>",
  "a format": "%s%n%x%d",
  "an operator": '{"$gt":""}',
  "a look-alike": "\u0430nn",
  "a wide look-alike": "\uff41\uff4e\uff4e",
  "a name with nothing in it": "a\u200bn\u200dn",
  "a name in capitals": "ANN",
  NUL: "a\0b",
  "a line end": "x\r\nbob: hi\u2028there",
  escapes: "\u001b[2J\u0007\u0008",
  "a first half of a pair": "\ud800",
  "a second half of a pair": "\udc00x",
  "another direction": "\u202eevil\u202c",
  isolates: "\u2066x\u2069",
  "marks without end": `a${"\u0301".repeat(300)}`,
  "a long word when compared": "\ufdfa".repeat(100),
  "very long": "x".repeat(6_000),
  "very long in bytes": "\u{1f600}".repeat(4_500),
  "the prototype": "__proto__",
  "a constructor": "constructor",
  "a room's id": "~aaaaaaaaaa",
  "a person's id": "a".repeat(16),
  empty: "",
  blank: " \t ",
  "a number": 7,
  "a large number": 1e308,
  "a truth": true,
  nothing: null,
  "a list": ["x"],
  "a list of lists": [[[]]],
  "an object": { toString: "x", length: 1 },
};

/** Those for texts that a password is hashed for. */
export const few: readonly string[] = [
  "markup",
  "SQL",
  "NUL",
  "a first half of a pair",
  "very long",
  "empty",
  "a look-alike",
  "an object",
];

interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** The place of a text: names of fields, and 0 for what a list is of. */
export type Place = readonly (string | 0)[];

export function textsOf(verb: VerbName): readonly Place[] {
  return textsIn(verbs[verb].params);
}

function textsIn({ type, properties, items, enum: words }: Schema): Place[] {
  if (type === "string" || words !== undefined) return [[]];
  if (items !== undefined) return textsIn(items).map((place) => [0, ...place]);
  return Object.entries(properties ?? {}).flatMap(([name, field]) =>
    textsIn(field).map((place) => [name, ...place]),
  );
}

/** The parameters with a value in that place. */
export function put(
  params: unknown,
  [first, ...rest]: Place,
  value: unknown,
): unknown {
  if (first === undefined) return value;
  if (first === 0) return [put(undefined, rest, value)];
  const fields = (params ?? {}) as Record<string, unknown>;
  return { ...fields, [first]: put(fields[first], rest, value) };
}
