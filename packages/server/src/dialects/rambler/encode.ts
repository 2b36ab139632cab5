// Entries and notices as lines of the dialect: what is said, and the few other things that its clients have a text for.
import type { Entry, Place } from "../../core/entries.ts";
import type { Notice } from "../../core/notices.ts";
import type { Encoder } from "../../core/line.ts";
import { Frame } from "../../lib/frame.ts";
import { markedAuthor, spoken, type Spoken } from "../spoken.ts";
import type { Form } from "./forms.ts";
import { texts } from "./texts.ts";

/** A text of the server to one client. */
export function serverFrame(form: Form, text: string): Frame {
  return new Frame(`SERVER:${form.shown(text)}`);
}

export function encoderOf(form: Form): Encoder {
  return {
    encode(what, place) {
      const line = spoken(what);
      if (line !== undefined) return said(form, line, place);
      const text = told(what, place?.title ?? "");
      return text === undefined ? null : serverFrame(form, text);
    },
  };
}

function said(form: Form, line: Spoken, place: Place | undefined): Frame {
  const room = form.shown(place?.title ?? "");
  const author = form.shown(markedAuthor(line, line.name));
  return new Frame(`MESSAGE:[${room}] ${author}: ${form.shown(line.text)}`);
}

/** What the server says of it; `room` is what the room is called, if it is of one. Nobody is told of who comes, goes, or changes a name. */
function told(what: Entry | Notice, room: string): string | undefined {
  switch (what.kind) {
    case "topic":
      return texts.topic(room, what.name, what.text);
    case "titled":
      return texts.titled(what.name, what.text);
    case "kicked":
      return texts.kicked(what.title, what.by.name, what);
    case "withdrew":
      return texts.disconnected(what.title);
    case "muted":
      return texts.muted(what.room && room, what.by.name, what);
    case "unmuted":
      return texts.unmuted(what.room && room, what.by.name);
    case "invited":
      return texts.invited(what.title, what.by.name);
    case "broadcast":
      return texts.broadcast(what.by.name, what.text);
    case "said":
    case "edited":
    case "deleted":
    case "reacted":
    case "joined":
    case "left":
    case "renamed":
    case "members":
    case "master":
    case "role":
    case "missed":
    case "promoted":
    case "presence":
    case "typing":
    case "read":
    case "described":
    case "bounded":
    case "access":
    case "called":
    case "passed":
    case "answered":
    case "direct":
    case "arrived":
    case "departed":
    case "made":
    case "gone":
      return undefined;
  }
}
