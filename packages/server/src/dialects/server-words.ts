// What the server says of a room, and to someone whom it silences, at doors where it has lines of its own.
import type { Entry, Place } from "../core/entries.ts";
import type { Notice } from "../core/notices.ts";
import { because, forHowLong } from "./why.ts";

/** Undefined for anything else, and for a direct conversation: such a line would look as if it were of the room. */
export function serverWords(
  what: Entry | Notice,
  place: Place | undefined,
): string | undefined {
  if (place?.kind === "direct") return undefined;
  switch (what.kind) {
    case "topic":
      return what.text === ""
        ? `${what.name} has taken away the topic.`
        : `${what.name} has set the topic: ${what.text}`;
    case "titled":
      return `${what.name} has renamed the room. It is called "${what.text}" now.`;
    case "muted":
      return `${what.by.name} has muted you${forHowLong(what)}: you can read, but not say anything.${because(what)}`;
    case "unmuted":
      return `${what.by.name} lets you say something again.`;
    default:
      return undefined;
  }
}
