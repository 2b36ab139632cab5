// Words and texts as an operator writes them, where they are neither addresses nor numbers.
import { ConfigError, wrong } from "./config-error.ts";

const stores = ["sqlite:", "memory:"];
const keyLengths = { least: 16, most: 256 };
const nameLength = 64;

export function readPath(text: string, name: string): string {
  if (text === "" || text.includes("\0")) throw wrong(name, "a path", text);
  return text;
}

export function readStore(text: string, name: string): string {
  if (stores.includes(text)) return text;
  const redis = /^(redis|valkey)s?:/.test(text)
    ? " (there is no Redis store yet)"
    : "";
  throw wrong(name, `${stores.join(" or ")}${redis}`, text);
}

export function oneOf<const Word extends string>(...words: readonly Word[]) {
  return (text: string, name: string): Word => {
    const word = words.find((known) => known === text);
    if (word === undefined) throw wrong(name, words.join(" or "), text);
    return word;
  };
}

export const trueOrFalse = (text: string, name: string): boolean =>
  oneOf("true", "false")(text, name) === "true";

/** What the server calls itself; "" for nothing. */
export function readServerName(text: string, name: string): string {
  if ([...text].length <= nameLength && !/[\p{Cc}\p{Cs}]/u.test(text))
    return text;
  throw wrong(
    name,
    `at most ${nameLength} characters without control characters`,
    text,
  );
}

/** A secret, which no message repeats; undefined for "". */
export function readKey(text: string, name: string): string | undefined {
  if (text === "") return undefined;
  const { length } = [...text];
  if (length >= keyLengths.least && length <= keyLengths.most) return text;
  throw new ConfigError(
    `${name} must have ${keyLengths.least} to ${keyLengths.most} characters, not ${length}`,
  );
}
