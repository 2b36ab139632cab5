// chattypantz with JSON: what is said has its author before it, and "(to you)" behind him when it is direct.
import { heardIn } from "./heard.ts";
import { openWebSocket } from "./web-socket.ts";
import type { Voice } from "./voice.ts";

interface Told {
  readonly rspType: number;
  readonly content: string;
}

const ask = (reqType: number, content = ""): string =>
  JSON.stringify({ roomName: "Free Chat", reqType, content });

const JOINED = /^(.*) has joined the room\.$/;
const LEFT = /^(.*) has left the room\.$/;
const RENAMED = /^(.*) is now known as (.*)\.$/;

export const chattypantzJson: Voice = {
  door: "chattypantz (JSON)",
  open: (server, _name, headers) =>
    openWebSocket(server.door("chattypantz"), "/v1.0/chat", headers),
  async enter(carrier, name) {
    carrier.send(ask(101, name));
    carrier.send(ask(104));
    const joined = `${name} has joined the room.`;
    await carrier.until(() =>
      carrier.told.some(
        (frame) => (JSON.parse(frame) as Told).content === joined,
      ),
    );
  },
  saying: (text) => ask(108, text),
  leaving: {
    frame: ask(109),
    isDone: (frame) =>
      (JSON.parse(frame) as Told).content.startsWith("You have left room"),
  },
  sense(frame) {
    const { rspType, content } = JSON.parse(frame) as Told;
    const [, joined] = JOINED.exec(content) ?? [];
    if (rspType === 104 && joined !== undefined) return { joined: [joined] };
    const [, was, name] = RENAMED.exec(content) ?? [];
    if (rspType === 104 && was !== undefined && name !== undefined)
      return { left: [was], joined: [name] };
    const [, left] = LEFT.exec(content) ?? [];
    if (rspType === 109 && left !== undefined) return { left: [left] };
    if (content.startsWith("* ")) return { words: content.slice(2) };
    if (rspType > 1000) return { words: content };
    const heard = rspType === 108 ? heardIn(content) : undefined;
    return heard === undefined ? {} : { heard };
  },
  hearsOwn: true,
  showsComings: true,
  marksDirect: true,
};
