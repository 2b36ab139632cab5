// An entry as the native protocol shows it, in events and in pages of history.
import type { EntryEvent } from "@koine/protocol";
import type { Entry } from "../core/entries.ts";

export function entryEvent(entry: Entry): EntryEvent {
  const { room, seq, by, name, text, at, key } = entry;
  return {
    ev: "said",
    room,
    seq,
    by,
    name,
    text,
    at,
    ...(key === undefined ? {} : { key }),
  };
}
