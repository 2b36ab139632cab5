// What the whole chat is told, for tests of the core: an encoder that shows it, where the plain one leaves it out.
import type { ChatNotice, Notice } from "../../src/core/notices.ts";
import type { Entry } from "../../src/core/entries.ts";
import type { Encoder } from "../../src/core/line.ts";
import { Frame } from "../../src/lib/frame.ts";
import { FakeLine } from "./fake-line.ts";

const kinds = new Set(["made", "gone", "access"]);

const isOfRooms = (
  what: Entry | Notice,
): what is ChatNotice & { room: string } => kinds.has(what.kind);

/** Someone's ear for rooms that come and go: `made`, `gone` and `access`, each with the room's title. */
export function roomsEar() {
  const told: string[] = [];
  const line = new FakeLine();
  const encoder: Encoder = {
    encode(what) {
      if (!isOfRooms(what)) return null;
      const title = "title" in what ? what.title : "";
      const access = what.kind === "access" ? ` ${what.access}` : "";
      const frame = new Frame("");
      shown.set(frame, `${what.kind} ${title}${access}`);
      return frame;
    },
  };
  line.send = (frame) => void told.push(shown.get(frame) ?? "?");
  line.sendAlone = line.send;
  return { told, ear: { line, encoder } };
}

const shown = new WeakMap<Frame, string>();
