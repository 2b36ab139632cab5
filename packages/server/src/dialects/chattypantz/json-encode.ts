// Entries and notices as responses of the JSON door.
import type { Entry, Notice, Place } from "../../core/entries.ts";
import type { Encoder } from "../../core/line.ts";
import { Frame } from "../../lib/frame.ts";
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
  spares: (what, place) => what.kind === "said" && place?.kind === "direct",
};

/** Clients of the time know 104, 108 and 109 unasked, and take the list of a 104 or 109 for everyone in the room. */
function responseFor(
  what: Entry | Notice,
  place: Place | undefined,
): Response | undefined {
  const roomName = place?.title ?? "";
  switch (what.kind) {
    case "said":
      return place?.kind === "direct"
        ? said(place.id, `${what.name} (to you)`, what.text)
        : said(roomName, what.name, what.text);
    case "joined":
      return {
        roomName,
        rspType: JOIN,
        content: `${have(what.members)} joined the room.`,
        list: namesOf(what.here()),
      };
    case "left":
      return {
        roomName,
        rspType: LEAVE,
        content: `${have(what.members)} left the room.`,
        list: namesOf(what.here()),
      };
    case "renamed":
      return {
        roomName,
        rspType: JOIN,
        content: `${what.was} is now known as ${what.name}.`,
        list: namesOf(what.here()),
      };
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
        content: `${what.by.name} has removed you from room "${what.title}".`,
        list: [],
      };
    case "invited":
      return serverSays("", `${what.by.name} invites you to "${what.title}".`);
    case "broadcast":
      return serverSays("", `${what.by.name} to everyone: ${what.text}`);
    case "closing":
      return serverSays("", what.reason);
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
