// What this door shows of entries and notices. Who caused one is spared it: he is answered, in an order of its own.
import type { Entry, Person, Place } from "../../core/entries.ts";
import type { Notice } from "../../core/notices.ts";
import type { Encoder } from "../../core/line.ts";
import { Frame } from "../../lib/frame.ts";
import { markedText, spoken } from "../spoken.ts";
import {
  eventFrame,
  invitedFrame,
  speakFrame,
  wordsFrame,
  type EventType,
} from "./answers.ts";
import { encodeEntities as show } from "./entities.ts";
import { isMedia, marksOf, NAME, type Marks } from "./marks.ts";
import { Retitled } from "./seat-line.ts";
import { selectable, shownTitle } from "./titles.ts";

export const encoder: Encoder = {
  encode(what, place) {
    return place === undefined
      ? ofTheChat(what)
      : ofARoom(what, place, shownTitle(place));
  },
  spares: () => true,
};

function ofARoom(
  what: Entry | Notice,
  place: Place,
  room: string,
): Frame | null {
  switch (what.kind) {
    case "said":
    case "edited":
      return said(what, place, room);
    case "titled": {
      // Here the lobby has a name of its own.
      if (place.isLobby) return null;
      const title = selectable(what.text);
      return new Retitled({ room: place.id, title, by: show(what.name) });
    }
    case "joined":
      return each("join_room", what.members, marksOf(what));
    case "left":
      return each("leave_room", what.members, marksOf(what));
    case "renamed":
      // One of those in a direct conversation: everyone is told in the rooms.
      if (place.kind === "direct") return null;
      return new Frame([
        eventFrame("leave_room", show(what.was), marksOf(what).tracker),
        eventFrame("join_room", show(what.name), marksOf(what).tracker),
      ]);
    case "master": {
      const was = what.was === undefined ? "" : show(what.was.name);
      const usr = `${selectable(what.master.name)}:${was}:${room}`;
      return eventFrame("master", usr, marksOf(what).tracker);
    }
    case "bounded": {
      const by = show(what.by.name);
      const usr = `${what.most}:${by}:${room}`;
      return eventFrame("max", usr, marksOf(what).tracker);
    }
    case "passed": {
      if (what.dialect !== NAME) return null;
      const { msg, ...marks } = JSON.parse(what.value) as Passed;
      return speakFrame(room, show(what.name), show(msg), {
        meta: show(marks.meta),
        tracker: show(marks.tracker),
      });
    }
    default:
      // The page has no form for a list that it did not ask for.
      return null;
  }
}

/** What is passed among the connections of this door. */
export interface Passed {
  readonly meta: string;
  readonly msg: string;
  readonly tracker: string;
}

function said(entry: Entry, place: Place, room: string): Frame | null {
  const line = spoken(entry);
  if (line === undefined || isMedia(line)) return null;
  const marks = marksOf(line);
  const usr = show(line.name);
  const msg = show(markedText(line));
  return place.kind === "direct"
    ? wordsFrame("c_whisper", usr, msg, marks.tracker)
    : speakFrame(room, usr, msg, marks);
}

function each(
  type: EventType,
  members: readonly Person[],
  { tracker }: Marks,
): Frame {
  const frames = members.map(({ name }) =>
    eventFrame(type, show(name), tracker),
  );
  return frames.length === 1 && frames[0] ? frames[0] : new Frame(frames);
}

function ofTheChat(what: Entry | Notice): Frame | null {
  switch (what.kind) {
    case "arrived":
      return eventFrame("login", show(what.who.name), marksOf(what).tracker);
    case "departed": {
      // Without a request it was the connection that went.
      const tracker = what.extra === undefined ? "" : marksOf(what).tracker;
      return eventFrame("logout", show(what.who.name), tracker);
    }
    case "called": {
      const { tracker } = marksOf(what);
      return new Frame([
        eventFrame("logout", show(what.was), tracker),
        eventFrame("login", show(what.who.name), tracker),
      ]);
    }
    case "access": {
      const room = shownTitle({ title: what.title, isLobby: false });
      const permission = what.access === "public" ? "1" : "0";
      const usr = `${show(what.by.name)}:${room}:${permission}`;
      return eventFrame("set_room_permission", usr, marksOf(what).tracker);
    }
    case "made":
    case "gone": {
      const room = shownTitle({ title: what.title, isLobby: false });
      return eventFrame(
        what.kind === "made" ? "room_created" : "room_gone",
        `${show(what.by.name)}:${room}`,
        marksOf(what).tracker,
      );
    }
    case "broadcast":
      return wordsFrame(
        "c_broadcast",
        show(what.by.name),
        show(what.text),
        marksOf(what).tracker,
      );
    case "invited":
      return invitedFrame(
        shownTitle({ title: what.title, isLobby: false }),
        show(what.by.name),
        marksOf(what).tracker,
      );
    case "answered":
      return wordsFrame(
        "c_invite_reply",
        show(what.by.name),
        REPLIES[what.answer],
        marksOf(what).tracker,
      );
    default:
      return null;
  }
}

const REPLIES = { yes: "Y", no: "N", later: "L" } as const;
