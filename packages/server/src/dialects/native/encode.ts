// Entries and notices as events of the native protocol.
import type { EntryEvent, Event } from "@koine/protocol";
import type { Entry, Notice } from "../../core/entries.ts";
import type { Encoder } from "../../core/line.ts";
import { entryEvent } from "../../api/entry-event.ts";
import { Frame } from "../../lib/frame.ts";

export const encoder: Encoder = {
  encode(what) {
    const shown = event(what);
    return shown === undefined ? null : new Frame(JSON.stringify(shown));
  },
};

/** Undefined for what native clients are not sent: they ask for rooms and people, and have no use for other dialects' own. */
function event(what: Entry | Notice): Event | EntryEvent | undefined {
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
    case "master":
      return {
        ev: "master",
        room: what.room,
        master: what.master,
        ...(what.was === undefined ? {} : { was: what.was }),
      };
    case "bounded":
    case "access": {
      const { room, by, most, access } = what;
      return { ev: "changed", room, by, most, access };
    }
    case "invited":
    case "kicked": {
      const { kind, room, title, by } = what;
      return { ev: kind, room, title, by };
    }
    case "answered": {
      const { room, title, by, answer } = what;
      return { ev: "answered", room, title, by, answer };
    }
    case "direct":
      return { ev: "direct", room: what.room, people: [...what.people] };
    case "broadcast":
      return { ev: "broadcast", by: what.by, text: what.text };
    case "closing":
      return { ev: "closing", reason: what.reason };
    case "arrived":
    case "departed":
    case "called":
    case "made":
    case "gone":
    case "passed":
      return undefined;
  }
}
