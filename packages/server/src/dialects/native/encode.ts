// Entries and notices as events of the native protocol.
import type { EntryEvent, Event } from "@koine/protocol";
import type { Entry, Notice } from "../../core/entries.ts";
import { entryEvent } from "../../api/entry-event.ts";
import { Frame } from "../../lib/frame.ts";

export function encode(what: Entry | Notice): Frame {
  return new Frame(JSON.stringify(event(what)));
}

function event(what: Entry | Notice): Event | EntryEvent {
  switch (what.kind) {
    case "said":
      return entryEvent(what);
    case "joined":
    case "left":
      return { ev: what.kind, room: what.room, members: [...what.members] };
    case "renamed":
      return {
        ev: "renamed",
        room: what.room,
        id: what.id,
        name: what.name,
        was: what.was,
      };
    case "members":
      return {
        ev: "members",
        room: what.room,
        count: what.count,
        ...(what.members === undefined ? {} : { members: [...what.members] }),
      };
    case "closing":
      return { ev: "closing", reason: what.reason };
  }
}
