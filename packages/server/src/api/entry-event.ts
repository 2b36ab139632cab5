// An entry as the native protocol shows it, in events and in pages of history.
import type { EntryEvent } from "@koine/protocol";
import type { Entry, EntryOf } from "../core/entries.ts";

export function entryEvent(entry: Entry): EntryEvent {
  switch (entry.kind) {
    case "said":
      return said(entry);
    case "edited": {
      const { text, mentions, isGone } = entry;
      return {
        ev: "edited",
        ...about(entry),
        text,
        ...(mentions === undefined ? {} : { mentions: [...mentions] }),
        ...(isGone === undefined ? {} : { gone: isGone }),
      };
    }
    case "deleted":
      return { ev: "deleted", ...about(entry) };
    case "reacted": {
      const { reaction, isOn, count } = entry;
      return { ev: "reacted", ...about(entry), reaction, on: isOn, count };
    }
    case "topic":
    case "titled": {
      const { kind, text } = entry;
      return { ev: kind, ...place(entry), text };
    }
  }
}

/** Most entries are of this kind, and most of those have none of what may be absent. */
function said(entry: EntryOf<"said">): EntryEvent {
  const { room, seq, by, name, text, at } = entry;
  const event = { ev: "said" as const, room, seq, by, name, text, at };
  const { key, reply, mentions, edited, isGone, reactions } = entry;
  return {
    ...event,
    ...(key === undefined ? {} : { key }),
    ...(reply === undefined ? {} : { reply }),
    ...(mentions === undefined ? {} : { mentions: [...mentions] }),
    ...(edited === undefined ? {} : { edited }),
    ...(isGone === undefined ? {} : { gone: isGone }),
    ...(reactions === undefined || reactions.length === 0
      ? {}
      : {
          reactions: reactions.map(({ reaction, count, isMine }) => ({
            reaction,
            count,
            mine: isMine,
          })),
        }),
  };
}

/** What every entry about a message has. */
function about(entry: EntryOf<"edited" | "deleted" | "reacted">) {
  return { ...place(entry), of: entry.of };
}

function place({ room, seq, by, name, at, key }: Entry) {
  return { room, seq, by, name, at, ...(key === undefined ? {} : { key }) };
}
