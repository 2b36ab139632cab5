// chattypantz as its README has it: room and name in the address, plain text, nothing of one's own.
import { heardIn } from "./heard.ts";
import { openWebSocket } from "./web-socket.ts";
import type { Voice } from "./voice.ts";

const JOINED = /^(.*?)(?: \S+:\d+)? joined the party!$/;
const LEFT = /^(.*?)(?: \S+:\d+)? has left the room$/;
const RENAMED = /^(.*) is now known as (.*)$/;

export const chattypantzText: Voice = {
  door: "chattypantz (text)",
  open: (server, name, headers) =>
    openWebSocket(
      server.door("chattypantz"),
      `/Free%20Chat/${encodeURIComponent(name)}`,
      headers,
    ),
  enter: () => Promise.resolve(),
  saying: (text) => text,
  sense(frame) {
    if (frame.startsWith("* ")) return { words: frame.slice(2) };
    const [, joined] = JOINED.exec(frame) ?? [];
    if (joined !== undefined) return { joined: [joined] };
    const [, left] = LEFT.exec(frame) ?? [];
    if (left !== undefined) return { left: [left] };
    const [, was, name] = RENAMED.exec(frame) ?? [];
    if (was !== undefined && name !== undefined)
      return { left: [was], joined: [name] };
    const heard = heardIn(frame);
    return heard === undefined ? {} : { heard };
  },
  hearsOwn: false,
  showsComings: true,
  marksDirect: true,
  shown: (text) => text.replaceAll("\n", "\n  "),
};
