// Entries and notices as responses of the JSON door.
import type { Entry, Person, Place } from "../../core/entries.ts";
import type { Notice } from "../../core/notices.ts";
import type { Encoder } from "../../core/line.ts";
import { Frame } from "../../lib/frame.ts";
import { serverWords } from "../server-words.ts";
import { markedAuthor, spoken } from "../spoken.ts";
import { because, forHowLong } from "../why.ts";
import {
  have,
  JOIN,
  LEAVE,
  MESSAGE,
  namesOf,
  serverSays,
} from "./responses.ts";
import { writeResponse, type Response } from "./write-response.ts";

export const jsonEncoder: Encoder = {
  encode(what, place) {
    const response = responseFor(what, place);
    return response === undefined ? null : new Frame(writeResponse(response));
  },
  /** To its author it is not said "to you". */
  spares: (what, place) =>
    spoken(what) !== undefined && place?.kind === "direct",
};

/** Comings and goings of big rooms are told together; new names are not. */
const LISTED_MOST = 1_000;
const RELISTED_MOST = 200;

/** Clients of the time know 104, 108 and 109 unasked, and take the list of a 104 or 109 for everyone in the room. */
function responseFor(
  what: Entry | Notice,
  place: Place | undefined,
): Response | undefined {
  const roomName = place?.title ?? "";
  switch (what.kind) {
    case "said":
    case "edited": {
      const line = spoken(what);
      if (line === undefined) return undefined;
      return place?.kind === "direct"
        ? said(place.id, markedAuthor(line, `${what.name} (to you)`), what.text)
        : said(roomName, markedAuthor(line, what.name), what.text);
    }
    case "topic":
    case "titled":
    case "muted":
    case "unmuted": {
      const words = serverWords(what, place);
      return words === undefined ? undefined : serverSays(roomName, words);
    }
    case "joined":
      return withList(
        { roomName, rspType: JOIN, most: LISTED_MOST },
        `${have(what.members)} joined the room.`,
        what.here(),
      );
    case "left":
      return withList(
        { roomName, rspType: LEAVE, most: LISTED_MOST },
        `${have(what.members)} left the room.`,
        what.here(),
      );
    case "renamed":
      // One of those in a direct conversation: everyone is told in the rooms.
      if (place?.kind === "direct") return undefined;
      return withList(
        { roomName, rspType: JOIN, most: RELISTED_MOST },
        `${what.was} is now known as ${what.name}.`,
        what.here(),
      );
    case "members":
      if (what.members === undefined) return undefined;
      return {
        roomName,
        rspType: JOIN,
        content: "Some have come, gone or changed their name meanwhile.",
        list: namesOf(what.members),
      };
    case "kicked":
      return {
        roomName: what.title,
        rspType: LEAVE,
        content: `${what.by.name} has removed you from room "${what.title}"${forHowLong(what)}.${because(what)}`,
        list: [],
      };
    case "invited":
      return serverSays("", `${what.by.name} invites you to "${what.title}".`);
    case "broadcast":
      return serverSays("", `${what.by.name} to everyone: ${what.text}`);
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

/** Everyone in the room gets the list of everyone in the room: of more than `most` it goes to those who ask for it. */
function withList(
  told: Pick<Response, "roomName" | "rspType"> & { readonly most: number },
  content: string,
  here: readonly Person[],
): Response {
  const { roomName, rspType, most } = told;
  if (here.length > most) return serverSays(roomName, content);
  return { roomName, rspType, content, list: namesOf(here) };
}

export const said = (
  roomName: string,
  author: string,
  text: string,
): Response => ({
  roomName,
  rspType: MESSAGE,
  content: `${author}: ${text}`,
  list: [],
});
