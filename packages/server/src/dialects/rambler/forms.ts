// The two forms of the dialect: for pages over WebSockets, which put what they get into HTML, and for terminals over TCP.

export interface Form {
  /** How a text is shown: nothing in it can be taken for markup, or for a line of its own. */
  readonly shown: (text: string) => string;
  /** Whether LOGIN, JOIN and LEFT are commands without a `#`, too. */
  readonly takesBareWords: boolean;
}

export const pageForm: Form = { shown: escapeHtml, takesBareWords: false };

export const terminalForm: Form = { shown: plain, takesBareWords: true };

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

/** All that some terminal or client takes for the end of a line. */
const LINE_ENDS = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;
const CONTROLS = /(?!\n)\p{Cc}/gu;

/** Without control characters; each line but the first begins with two blanks. */
function plain(text: string): string {
  return text
    .replace(LINE_ENDS, "\n")
    .replaceAll("\t", " ")
    .replace(CONTROLS, "")
    .replaceAll("\n", "\n  ");
}
