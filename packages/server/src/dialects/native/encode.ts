// Entries and notices as events of the native protocol.
import type { EntryEvent, Event } from "@koine/protocol";
import type { Entry, Person } from "../../core/entries.ts";
import type { Notice } from "../../core/notices.ts";
import type { Encoder } from "../../core/line.ts";
import { serverRoleOf } from "../../core/house/rights.ts";
import { entryEvent } from "../../api/entry-event.ts";
import { muteShown } from "../../api/mute-shown.ts";
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
    case "edited":
    case "deleted":
    case "reacted":
    case "topic":
    case "titled":
      return entryEvent(what);
    case "joined":
    case "left":
      return { ev: what.kind, room: what.room, members: [...what.members] };
    // At another of his connections.
    case "withdrew":
      return { ev: "left", room: what.room, members: [what.who] };
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
    case "presence": {
      const { room, id, presence } = what;
      return { ev: "presence", room, id, presence };
    }
    case "typing": {
      const { room, id, name } = what;
      return { ev: "typing", room, id, name };
    }
    case "role":
    case "promoted":
      return {
        ev: "role",
        ...(what.kind === "role" ? { room: what.room } : {}),
        who: person(what.who),
        role: what.role,
        by: person(what.by),
      };
    case "bounded":
    case "access": {
      const { room, by, most, access } = what;
      return { ev: "changed", room, by: person(by), most, access };
    }
    case "described": {
      const { room, by, description, isArchived: archived } = what;
      return { ev: "changed", room, by: person(by), description, archived };
    }
    case "invited": {
      const { room, title, by } = what;
      return { ev: "invited", room, title, by: person(by) };
    }
    case "kicked": {
      const { room, title, by, reason, until } = what;
      return {
        ev: "kicked",
        room,
        title,
        by: person(by),
        ...(reason === undefined ? {} : { reason }),
        ...(until === undefined
          ? {}
          : { until: Number.isFinite(until) ? until : 0 }),
      };
    }
    case "muted":
    case "unmuted": {
      const { room, by } = what;
      const told = {
        ...(room === undefined ? {} : { room }),
        by: person(by),
      };
      if (what.kind === "unmuted") return { ev: "unmuted", ...told };
      const { reason, until } = what;
      return {
        ev: "muted",
        ...told,
        reason,
        ...(Number.isFinite(until) ? { until } : {}),
      };
    }
    case "read": {
      const { room, seq, unread, mentions } = what;
      return { ev: "read", room, seq, unread, mentions };
    }
    case "answered": {
      const { room, title, by, answer } = what;
      return { ev: "answered", room, title, by, answer };
    }
    case "missed": {
      const { who, muted } = what;
      return {
        ev: "missed",
        name: who.name,
        account: who.kind === "account",
        role: serverRoleOf(who),
        ...(muted === undefined ? {} : { muted: muteShown(muted) }),
      };
    }
    case "direct":
      return { ev: "direct", room: what.room, people: [...what.people] };
    case "broadcast":
      return { ev: "broadcast", by: what.by, text: what.text };
    case "arrived":
    case "departed":
    case "called":
    case "made":
    case "gone":
    case "passed":
      return undefined;
  }
}

const person = ({ id, name }: Person): Person => ({ id, name });
