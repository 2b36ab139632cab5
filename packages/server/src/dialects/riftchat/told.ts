// What a RiftChat client is told: the payloads of codes 200 to 205, spelled as its server did.
import { spacedJson } from "../../lib/spaced-json.ts";

/** A line said. `at` is in milliseconds since 1970. */
export function saidLine(at: number, author: string, text: string): string {
  const message = {
    timestamp: at,
    username: author,
    message: shown(text),
  };
  return spacedJson({ code: 200, message });
}

export function cameIn(name: string): string {
  return spacedJson({ code: 201, new: name });
}

/** To one client: what it is called from now on. */
export function youAre(name: string): string {
  return spacedJson({ code: 202, new: name });
}

export function nowCalled(was: string, name: string): string {
  return spacedJson({ code: 203, old: was, new: name });
}

export function wentAway(name: string): string {
  return spacedJson({ code: 204, username: name });
}

export function serverIsDown(): string {
  return spacedJson({ code: 205 });
}

/** Whom the server's own words come from: no person can be called so. */
export const SERVER = "*";

/** All that some terminal takes for the end of a line. */
const LINE_ENDS = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;
const CONTROLS = /\p{Cc}/gu;

/** For a terminal: without control characters, and no further line of a text can be taken for a line of the chat. */
function shown(text: string): string {
  return text
    .replaceAll("\t", " ")
    .split(LINE_ENDS)
    .map((line) => line.replace(CONTROLS, ""))
    .join("\n  ");
}
