// Writes a response as the first server's JSON writer did: all four keys, in this order, without blanks.

export interface Response {
  readonly roomName: string;
  readonly rspType: number;
  readonly content: string;
  readonly list: readonly string[];
}

/** Lone surrogates are replaced by U+FFFD. */
export function writeResponse(response: Response): string {
  const { roomName, rspType, content, list } = response;
  return `{"roomName":${text(roomName)},"rspType":${rspType},"content":${text(content)},"list":${writeList(list)}}`;
}

/** An array of texts. */
export const writeList = (list: readonly string[]): string =>
  `[${list.map(text).join(",")}]`;

/** What a page could take for markup, and what JavaScript once took for line ends. */
const ESCAPED = /[<>&\u2028\u2029]/g;

const text = (raw: string): string =>
  JSON.stringify(raw.toWellFormed()).replace(
    ESCAPED,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
