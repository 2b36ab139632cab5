// Rambler over WebSocket, for pages, and over TCP, for terminals. A direct message is in a room called by its people.
import { openLines } from "./lines.ts";
import { ofPage } from "./page-text.ts";
import type { Carrier } from "./carrier.ts";
import { openWebSocket } from "./web-socket.ts";
import type { Voice } from "./voice.ts";

const SAID = /^MESSAGE:\[(.*?)\] (.*?): (.*)$/s;

/** What both have in common, from how what is shown is read. */
function rambler(read: (shown: string) => string) {
  return {
    saying: (text) => text,
    whispering: (to, text) => `#msg ${to} ${text}`,
    leaving: {
      frame: "#left room Free Chat",
      isDone: (frame) => frame.startsWith("SERVER:You are disconnected from"),
    },
    sense(frame) {
      const [, room, author, text] = SAID.exec(frame) ?? [];
      if (room === undefined || author === undefined || text === undefined)
        return {};
      // The title of no other room has a comma.
      const isDirect = room.includes(", ");
      return { heard: { author: read(author), text: read(text), isDirect } };
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
  open: (server) => openWebSocket(server.port, "/chat"),
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
  open: (server) => openLines(server.door("rambler")),
  enter: (carrier, name) => login(carrier, name, `LOGIN ${name}`),
  endsAtLines: true,
  ...rambler((shown) => shown),
};
