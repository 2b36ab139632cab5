// Entries and notices as RiftChat tells them. What is not about the lobby or to this person has no form here.
import type { Entry, Notice, Person, Place } from "../../core/entries.ts";
import type { Encoder } from "../../core/line.ts";
import { Frame } from "../../lib/frame.ts";
import { cameIn, nowCalled, saidLine, SERVER, wentAway } from "./told.ts";

/** Made for one server: a notice has no time of its own. */
export function riftchatEncoder(now: () => number): Encoder {
  const fromServer = (text: string): Frame =>
    new Frame(saidLine(now(), SERVER, text));
  return {
    encode(what, place) {
      switch (what.kind) {
        case "said":
          return said(what, place);
        case "joined":
          return eachOf(what.members, cameIn);
        case "left":
          return eachOf(what.members, wentAway);
        case "renamed":
          return new Frame(nowCalled(what.was, what.name));
        case "broadcast":
          return fromServer(`${what.by.name} to everyone: ${what.text}`);
        case "kicked":
          return fromServer(
            `${what.by.name} has put you out. Connect again to come back.`,
          );
        case "members":
        case "master":
        case "bounded":
        case "access":
        case "called":
        case "passed":
        case "invited":
        case "answered":
        case "direct":
        case "arrived":
        case "departed":
        case "made":
        case "gone":
        // The conversation tells of the end.
        case "closing":
          return null;
      }
    },
    // Whoever asks for another name is told so by his conversation, behind the name itself.
    spares: (what: Entry | Notice) => what.kind === "renamed",
  };
}

function said(entry: Entry, place: Place | undefined): Frame {
  const author =
    place?.kind === "direct" ? `${entry.name} (to you)` : entry.name;
  return new Frame(saidLine(entry.at, author, entry.text));
}

function eachOf(
  members: readonly Person[],
  told: (name: string) => string,
): Frame {
  return new Frame(members.map(({ name }) => new Frame(told(name))));
}
