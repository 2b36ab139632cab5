// Reads what a client sends: a command, or something to say; and the words of a command's rest.
import type { Form } from "./forms.ts";

export type Asked =
  | { readonly said: string }
  | {
      /** In lower case where a `#` came before it; "" when nothing came behind that. A bare word is in upper case. */
      readonly command: string;
      /** What follows the command's word, without blanks around. */
      readonly rest: string;
    };

const BARE_WORD = /^(LOGIN|JOIN|LEFT)\s+(?=\S)/;

export function parse(line: string, form: Form): Asked {
  if (line.startsWith("#")) {
    const { word, rest } = splitWord(line.slice(1));
    return { command: word.toLowerCase(), rest };
  }
  const [all, bare] = (form.takesBareWords && BARE_WORD.exec(line)) || [];
  if (all === undefined || bare === undefined) return { said: line };
  return { command: bare, rest: line.slice(all.length).trim() };
}

export interface Split {
  readonly word: string;
  /** Without blanks around. */
  readonly rest: string;
}

/** The first word, "" when the text begins with a blank, and what follows it. */
export function splitWord(text: string): Split {
  const end = text.search(/\s/);
  if (end === -1) return { word: text, rest: "" };
  return { word: text.slice(0, end), rest: text.slice(end).trim() };
}

/** The quoted text that this one begins with, if a blank or the end follows it. */
export function splitQuoted(text: string): Split | undefined {
  const quote = text[0];
  if (quote !== '"' && quote !== "'") return undefined;
  for (
    let end = text.indexOf(quote, 1);
    end !== -1;
    end = text.indexOf(quote, end + 1)
  ) {
    const after = text.slice(end + 1);
    if (after === "" || /^\s/.test(after))
      return { word: text.slice(1, end).trim(), rest: after.trim() };
  }
  return undefined;
}

/** A name is a word, or quoted. */
export const splitName = (text: string): Split =>
  splitQuoted(text) ?? splitWord(text);

/** All of the text, without the quotes around it. */
export function unquoted(text: string): string {
  const quoted = splitQuoted(text);
  return quoted?.rest === "" ? quoted.word : text;
}
