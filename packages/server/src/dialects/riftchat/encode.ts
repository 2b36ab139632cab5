// Entries and notices as RiftChat tells them. What is not about the lobby or to this person has no form here.
import type { Entry, Person, Place } from "../../core/entries.ts";
import type { Notice } from "../../core/notices.ts";
import type { Encoder } from "../../core/line.ts";
import { Frame } from "../../lib/frame.ts";
import { serverWords } from "../server-words.ts";
import { markedText, spoken } from "../spoken.ts";
import { because, forHowLong } from "../why.ts";
import { cameIn, nowCalled, saidLine, SERVER, wentAway } from "./told.ts";

/** Made for one server: a notice has no time of its own. */
export function riftchatEncoder(now: () => number): Encoder {
  const fromServer = (text: string): Frame =>
    new Frame(saidLine(now(), SERVER, text));
  return {
    encode(what, place) {
      switch (what.kind) {
        case "said":
        case "edited":
          return said(what, place);
        case "topic":
        case "titled":
        case "muted":
        case "unmuted": {
          const words = serverWords(what, place);
          if (words === undefined) return null;
          return "at" in what
            ? new Frame(saidLine(what.at, SERVER, words))
            : fromServer(words);
        }
        case "joined":
          return eachOf(what.members, cameIn);
        case "left":
          return eachOf(what.members, wentAway);
        case "renamed":
          // One of those in a direct conversation: everyone is told in the lobby.
          if (place?.kind === "direct") return null;
          return new Frame(nowCalled(what.was, what.name));
        case "broadcast":
          return fromServer(`${what.by.name} to everyone: ${what.text}`);
        case "kicked":
          return fromServer(putOut(what));
        case "deleted":
        case "reacted":
        case "members":
        case "role":
        case "missed":
        case "promoted":
        case "withdrew":
        case "presence":
        case "typing":
        case "read":
        case "described":
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
          return null;
      }
    },
    // Whoever asks for another name is told so by his conversation, behind the name itself.
    spares: (what: Entry | Notice) => what.kind === "renamed",
  };
}

/** A client that is not kept out for a while may connect again. */
export function putOut(notice: Extract<Notice, { kind: "kicked" }>): string {
  const again =
    notice.until === undefined ? " Connect again to come back." : "";
  return `${notice.by.name} has put you out${forHowLong(notice)}.${again}${because(notice)}`;
}

function said(entry: Entry, place: Place | undefined): Frame | null {
  const line = spoken(entry);
  if (line === undefined) return null;
  const author = place?.kind === "direct" ? `${line.name} (to you)` : line.name;
  return new Frame(saidLine(line.at, author, markedText(line)));
}

function eachOf(
  members: readonly Person[],
  told: (name: string) => string,
): Frame {
  return new Frame(members.map(({ name }) => new Frame(told(name))));
}
