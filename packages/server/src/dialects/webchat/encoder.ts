// Entries and notices as `chat_message`. Who comes and goes is not told at this door.
import type { Entry, Notice } from "../../core/entries.ts";
import type { Encoder } from "../../core/line.ts";
import type { Frame } from "../../lib/frame.ts";
import * as told from "./told.ts";

export const encoder: Encoder = {
  encode(what): Frame | null {
    switch (what.kind) {
      case "said":
        return told.chatMessage(what.text, shownName(what));
      case "kicked":
        return told.chatMessage(
          told.kicked(what.title, what.by.name),
          told.SERVER,
        );
      case "broadcast":
        return told.chatMessage(
          told.broadcast(what.text, what.by.name),
          told.SERVER,
        );
      case "closing":
        return told.chatMessage(told.closing(what.reason), told.SERVER);
      default:
        return null;
    }
  },

  /** A private message is for the other one only. */
  spares(what: Entry | Notice, place): boolean {
    return what.kind === "said" && place?.kind === "direct";
  },
};

/** An account is known by its asterisk, which no name can have. */
const shownName = ({ name, byAccount }: Entry): string =>
  byAccount === true ? `${name}*` : name;
