// What a RiftChat client is told: the payloads of codes 200 to 205, spelled as its server did.
import { forTerminal } from "../../lib/lines.ts";
import { spacedJson } from "../../lib/spaced-json.ts";

/** A line said. `at` is in milliseconds since 1970. */
export function saidLine(at: number, author: string, text: string): string {
  const message = {
    timestamp: at,
    username: author,
    message: forTerminal(text),
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
