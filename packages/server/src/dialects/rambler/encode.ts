// Entries and notices as lines of the dialect: what is said, and the few notices that its clients have a text for.
import type { Entry, Notice, Place } from "../../core/entries.ts";
import type { Encoder } from "../../core/line.ts";
import { Frame } from "../../lib/frame.ts";
import type { Form } from "./forms.ts";
import { texts } from "./texts.ts";

/** A text of the server to one client. */
export function serverFrame(form: Form, text: string): Frame {
  return new Frame(`SERVER:${form.shown(text)}`);
}

export function encoderOf(form: Form): Encoder {
  return {
    encode(what, place) {
      if (what.kind === "said") return said(form, what, place);
      const text = noticed(what);
      return text === undefined ? null : serverFrame(form, text);
    },
  };
}

function said(form: Form, entry: Entry, place: Place | undefined): Frame {
  const room = form.shown(place?.title ?? "");
  return new Frame(
    `MESSAGE:[${room}] ${form.shown(entry.name)}: ${form.shown(entry.text)}`,
  );
}

/** Nobody is told of who comes, goes, or changes a name or a room. */
function noticed(notice: Notice): string | undefined {
  switch (notice.kind) {
    case "kicked":
      return texts.kicked(notice.title, notice.by.name);
    case "invited":
      return texts.invited(notice.title, notice.by.name);
    case "broadcast":
      return texts.broadcast(notice.by.name, notice.text);
    case "closing":
      return texts.closing(notice.reason);
    case "joined":
    case "left":
    case "renamed":
    case "members":
    case "master":
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
