// Entries and notices as lines of the text door.
import type { Entry, Person, Place } from "../../core/entries.ts";
import type { Notice } from "../../core/notices.ts";
import type { Encoder } from "../../core/line.ts";
import { Frame } from "../../lib/frame.ts";
import { indented } from "../../lib/lines.ts";
import { serverWords } from "../server-words.ts";
import { markedAuthor, spoken } from "../spoken.ts";
import { because, forHowLong } from "../why.ts";

/** The extra of whoever comes and goes by this door: its address. */
export const TEXT = "chattypantz-text";

export const textEncoder: Encoder = {
  encode(what, place) {
    const line = lineFor(what, place);
    return line === undefined ? null : new Frame(line);
  },
  /** What somebody says goes to the others. */
  spares: (what) => spoken(what) !== undefined,
};

/** Further lines of a text begin with two blanks, so that none looks like somebody's. */
export const said = (author: string, text: string): string =>
  `${author}: ${indented(text)}`;

/** What the server itself says: no name has an asterisk in it. */
export const serverSays = (text: string): string => `* ${indented(text)}`;

function lineFor(
  what: Entry | Notice,
  place: Place | undefined,
): string | undefined {
  switch (what.kind) {
    case "said":
    case "edited": {
      const line = spoken(what);
      if (line === undefined) return undefined;
      const name =
        place?.kind === "direct" ? `${what.name} (to you)` : what.name;
      return said(markedAuthor(line, name), what.text);
    }
    case "topic":
    case "titled":
    case "muted":
    case "unmuted": {
      const words = serverWords(what, place);
      return words === undefined ? undefined : serverSays(words);
    }
    case "joined":
      return `${who(what)} joined the party!`;
    case "left":
      return what.members.length === 1
        ? `${who(what)} has left the room`
        : `${who(what)} have left the room`;
    case "renamed":
      // One of those in a direct conversation: everyone is told in the rooms.
      if (place?.kind === "direct") return undefined;
      return `${what.was} is now known as ${what.name}`;
    case "members":
      return what.members === undefined
        ? undefined
        : serverSays(`In the room now: ${names(what.members)}`);
    case "kicked":
      return serverSays(
        `${what.by.name} has removed you from the room${forHowLong(what)}.${because(what)}`,
      );
    case "invited":
      return serverSays(`${what.by.name} invites you to "${what.title}".`);
    case "broadcast":
      return serverSays(`${what.by.name} to everyone: ${what.text}`);
    case "deleted":
    case "reacted":
    case "master":
    case "role":
    case "missed":
    case "promoted":
    case "withdrew":
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

const names = (people: readonly Person[]): string =>
  people.map(({ name }) => name).join(", ");

/** With the address of one who came by this door. */
function who({
  members,
  extra,
}: Extract<Notice, { kind: "joined" | "left" }>): string {
  return extra?.dialect === TEXT
    ? `${names(members)} ${extra.value}`
    : names(members);
}
