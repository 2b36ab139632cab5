// Webchat over both Socket.IO protocols: the same events in other packets. A direct message looks like any other.
import { heardFrom } from "./heard.ts";
import { openWebSocket } from "./web-socket.ts";
import type { Carrier } from "./carrier.ts";
import type { Voice } from "./voice.ts";

interface Message {
  readonly text: string;
  readonly from_user: string;
}

type Event = (name: string, fields: object) => string;

/** What both have in common, from how an event is sent and how one is read. */
function webchat(
  event: Event,
  messageOf: (frame: string) => Message | undefined,
) {
  return {
    login: (username, password) => [event("connected", { username, password })],
    saying: (text) => event("message", { message: text }),
    whispering: (to, text) => event("privmsg", { to_user: to, message: text }),
    sense(frame) {
      const message = messageOf(frame);
      if (message === undefined) return {};
      const { text, from_user } = message;
      if (from_user === "*" || text.startsWith("Error: "))
        return { words: text };
      // An account has an asterisk.
      const author = from_user.replace(/\*$/, "");
      return { heard: heardFrom(author, text, false) };
    },
    hearsOwn: true,
    showsComings: false,
    marksDirect: false,
  } satisfies Partial<Voice>;
}

/** There is no answer to `connected` but the acknowledgement. */
async function connect(
  carrier: Carrier,
  packet: string,
  ack: string,
): Promise<void> {
  carrier.send(packet);
  await carrier.until(() =>
    carrier.told.some((frame) => frame.startsWith(ack)),
  );
}

export const webchat09: Voice = {
  door: "webchat (Socket.IO 0.9)",
  async open(server, _name, headers = {}) {
    const port = server.door("webchat");
    const url = `http://127.0.0.1:${port}/socket.io/1/?t=1`;
    const answer = await (await fetch(url, { headers })).text();
    const path = `/socket.io/1/websocket/${answer.split(":")[0]}`;
    const carrier = await openWebSocket(port, path, headers);
    await carrier.until(() => carrier.told.includes("1::"));
    return carrier;
  },
  enter: (carrier, username) =>
    connect(
      carrier,
      `5:1+::${JSON.stringify({ name: "connected", args: [{ username, password: "" }] })}`,
      "6:::1",
    ),
  ...webchat(
    (name, fields) => `5:::${JSON.stringify({ name, args: [fields] })}`,
    (frame) => {
      if (!frame.startsWith("5:::")) return undefined;
      return (JSON.parse(frame.slice(4)) as { args: [Message] }).args[0];
    },
  ),
};

export const webchat4: Voice = {
  door: "webchat (Socket.IO 4)",
  async open(server, _name, headers) {
    const path = "/socket.io/?EIO=4&transport=websocket";
    const carrier = await openWebSocket(server.door("webchat"), path, headers);
    await carrier.until(() => carrier.told.length > 0);
    await connect(carrier, "40", "40{");
    return carrier;
  },
  enter: (carrier, username) =>
    connect(
      carrier,
      `421${JSON.stringify(["connected", { username, password: "" }])}`,
      "431",
    ),
  ...webchat(
    (name, fields) => `42${JSON.stringify([name, fields])}`,
    (frame) => {
      if (!frame.startsWith("42[")) return undefined;
      return (JSON.parse(frame.slice(2)) as [string, Message])[1];
    },
  ),
};
