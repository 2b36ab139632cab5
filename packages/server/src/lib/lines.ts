// Texts with line ends where a line is a message: no further line may be taken for one.

/** All that some terminal or client takes for the end of a line. */
const LINE_ENDS = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;
const CONTROLS = /(?!\n)\p{Cc}/gu;

/** Each line but the first begins with two blanks. */
export function indented(text: string): string {
  return text.replace(LINE_ENDS, "\n  ");
}

/** The same for a terminal: without control characters, and with a blank for a tab. */
export function forTerminal(text: string): string {
  const lines = text.replace(LINE_ENDS, "\n").replaceAll("\t", " ");
  return indented(lines.replace(CONTROLS, ""));
}
