// Rambler over WebSocket, for pages, and over TCP, for terminals. A direct message is in a room called by its people.
import { openLines } from "./lines.ts";
import { heardIn } from "./heard.ts";
import { ofPage } from "./page-text.ts";
import type { Carrier } from "./carrier.ts";
import { openWebSocket } from "./web-socket.ts";
import type { Voice } from "./voice.ts";

const SAID = /^MESSAGE:\[(.*?)\] (.*)$/s;
const WORDS = /^SERVER:(.*)$/s;

/** What both have in common, from how what is shown is read. */
function rambler(read: (shown: string) => string) {
  return {
    login: (name, password) => [`#login ${name} ${password}`],
    saying: (text) => text,
    whispering: (to, text) => `#msg ${to} ${text}`,
    leaving: {
      frame: "#left room Free Chat",
      isDone: (frame) => frame.startsWith("SERVER:You are disconnected from"),
    },
    sense(frame) {
      const [, words] = WORDS.exec(frame) ?? [];
      if (words !== undefined) return { words: read(words) };
      const [, room = "", line = ""] = SAID.exec(frame) ?? [];
      const heard = heardIn(line);
      if (heard === undefined) return {};
      const { author, text } = heard;
      // The title of no other room has a comma.
      const isDirect = room.includes(", ");
      const shown = { author: read(author), text: read(text), isDirect };
      return { heard: { ...heard, ...shown } };
    },
    hearsOwn: true,
    showsComings: false,
    marksDirect: true,
  } satisfies Partial<Voice>;
}

/** Resolves when the server has said so. */
async function login(
  carrier: Carrier,
  name: string,
  ...commands: readonly string[]
): Promise<void> {
  for (const command of commands) carrier.send(command);
  await carrier.until(() =>
    carrier.told.some(
      (frame) => ofPage(frame) === `SERVER:You are logged in as "${name}"`,
    ),
  );
}

export const ramblerPage: Voice = {
  door: "rambler (WebSocket)",
  open: (server, _name, headers) =>
    openWebSocket(server.port, "/chat", headers),
  enter: (carrier, name) =>
    login(
      carrier,
      name,
      `#register ${name} secret-${name}`,
      `#login ${name} secret-${name}`,
    ),
  ...rambler(ofPage),
};

export const ramblerTerminal: Voice = {
  door: "rambler (TCP)",
  isTcp: true,
  open: (server) => openLines(server.door("rambler")),
  enter: (carrier, name) => login(carrier, name, `LOGIN ${name}`),
  endsAtLines: true,
  ...rambler((shown) => shown),
};
