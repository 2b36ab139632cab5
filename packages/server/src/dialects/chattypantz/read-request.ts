// Reads a request as the first server's JSON reader did: keys in any case, the last of several counts, null is as if it
// were not there, and what is not known is skipped.

export interface Request {
  readonly roomName: string;
  /** 0 when there is none. */
  readonly reqType: number;
  readonly content: string;
}

/** Why a frame is no request. */
export type Misread = "no JSON" | "no request";

const INTEGER = /^-?\d+$/;

/** Lone surrogates are replaced by U+FFFD. */
export function readRequest(frame: string): Request | Misread {
  let whole: unknown;
  try {
    whole = JSON.parse(frame);
  } catch {
    return "no JSON";
  }
  const request = { roomName: "", reqType: 0, content: "" };
  if (whole === null) return request;
  if (typeof whole !== "object" || Array.isArray(whole)) return "no request";
  for (const [key, source] of members(frame)) {
    if (source === "null") continue;
    switch (textOf(key).toLowerCase()) {
      case "roomname":
        if (!source.startsWith('"')) return "no request";
        request.roomName = textOf(source);
        break;
      case "content":
        if (!source.startsWith('"')) return "no request";
        request.content = textOf(source);
        break;
      case "reqtype":
        request.reqType = Number(source);
        if (!INTEGER.test(source) || !Number.isSafeInteger(request.reqType))
          return "no request";
        break;
    }
  }
  return request;
}

const textOf = (source: string): string =>
  (JSON.parse(source) as string).toWellFormed();

/** The keys and values of an object as they are written, each as often as it is there. `json` is known to be valid. */
function* members(json: string): Generator<[key: string, value: string]> {
  let at = json.indexOf("{") + 1;
  for (;;) {
    const start = json.indexOf('"', at);
    if (start === -1) return;
    const colon = json.indexOf(":", endOfString(json, start));
    const end = endOfValue(json, colon + 1);
    yield [
      json.slice(start, endOfString(json, start)),
      json.slice(colon + 1, end).trim(),
    ];
    at = end;
  }
}

/** Behind its closing quote. */
function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (json[at] !== '"') at += json[at] === "\\" ? 2 : 1;
  return at + 1;
}

/** Where the comma or the brace behind it stands. */
function endOfValue(json: string, start: number): number {
  let depth = 0;
  for (let at = start; ; at++) {
    switch (json.charAt(at)) {
      case '"':
        at = endOfString(json, at) - 1;
        break;
      case "{":
      case "[":
        depth++;
        break;
      case "}":
      case "]":
        if (depth === 0) return at;
        depth--;
        break;
      case ",":
        if (depth === 0) return at;
        break;
    }
  }
}
