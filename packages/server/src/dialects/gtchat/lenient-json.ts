// JSON as GTChat's page writes it: by hand, with raw line ends and lone backslashes inside strings. Strict JSON is read
// as JSON; only what is none is read leniently.

/** The value; undefined when there is no reading. Strict JSON always means what it means. */
export function lenientJson(text: string): unknown {
  for (const read of READINGS) {
    try {
      return JSON.parse(read(text));
    } catch {
      // The next reading may fit.
    }
  }
  return undefined;
}

const READINGS: readonly ((text: string) => string)[] = [
  (text) => text,
  // Every backslash is one, and no quotation mark is within a string: this is how the page means it.
  (text) => mended(text, { escapes: false }),
  (text) => mended(text, { escapes: true }),
];

/** The text with the control characters in its strings escaped; its backslashes too, unless they are escapes already. */
function mended(text: string, { escapes }: { escapes: boolean }): string {
  let out = "";
  let isString = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charAt(at);
    if (unit === '"') isString = !isString;
    if (!isString) out += unit;
    else if (unit < " ") out += JSON.stringify(unit).slice(1, -1);
    else if (unit !== "\\") out += unit;
    else if (escapes) out += unit + text.charAt(++at);
    else out += "\\\\";
  }
  return out;
}
