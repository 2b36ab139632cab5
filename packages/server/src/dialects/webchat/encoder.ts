// Entries and notices as `chat_message`. Who comes and goes is not told at this door.
import type { Entry } from "../../core/entries.ts";
import type { Notice } from "../../core/notices.ts";
import type { Encoder } from "../../core/line.ts";
import type { Frame } from "../../lib/frame.ts";
import { serverWords } from "../server-words.ts";
import { markedText, spoken } from "../spoken.ts";
import * as told from "./told.ts";

export const encoder: Encoder = {
  encode(what, place): Frame | null {
    switch (what.kind) {
      case "said":
      case "edited": {
        const line = spoken(what);
        if (line === undefined) return null;
        return told.chatMessage(markedText(line), shownName(what));
      }
      case "kicked":
        return told.chatMessage(
          told.kicked(what.title, what.by.name, what),
          told.SERVER,
        );
      case "withdrew":
        return told.chatMessage(told.withdrew(what.title), told.SERVER);
      case "broadcast":
        return told.chatMessage(
          told.broadcast(what.text, what.by.name),
          told.SERVER,
        );
      default: {
        const words = serverWords(what, place);
        return words === undefined
          ? null
          : told.chatMessage(words, told.SERVER);
      }
    }
  },

  /** A private message is for the other one only. */
  spares(what: Entry | Notice, place): boolean {
    return spoken(what) !== undefined && place?.kind === "direct";
  },
};

/** An account is known by its asterisk, which no name can have. */
const shownName = ({ name, byAccount }: Entry): string =>
  byAccount === true ? `${name}*` : name;
