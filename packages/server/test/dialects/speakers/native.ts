// The native protocol, over WebSocket and over TCP: the same JSON in a frame or a line.
import { openLines } from "./lines.ts";
import { openWebSocket } from "./web-socket.ts";
import type { Voice } from "./voice.ts";

interface Told {
  readonly re?: number;
  readonly ev?: string;
  readonly [field: string]: unknown;
}

const LOBBY = "Free Chat";
const HELLO = 1;
const JOIN = 2;
const LEAVE = 3;

const answered = (frame: string, re: number): boolean => {
  const told = JSON.parse(frame) as Told;
  return told.re === re && told["ok"] !== undefined;
};

const namesOf = (members: unknown): string[] =>
  (members as { readonly name: string }[]).map(({ name }) => name);

const native = {
  async enter(carrier, name) {
    carrier.send(JSON.stringify({ id: HELLO, do: "hello", name }));
    carrier.send(JSON.stringify({ id: JOIN, do: "join", room: LOBBY }));
    await carrier.until(() =>
      carrier.told.some((frame) => answered(frame, JOIN)),
    );
  },
  saying: (text) => JSON.stringify({ do: "say", room: LOBBY, text }),
  whispering: (to, text) => JSON.stringify({ do: "whisper", to, text }),
  leaving: {
    frame: JSON.stringify({ id: LEAVE, do: "leave", room: LOBBY }),
    isDone: (frame) => answered(frame, LEAVE),
  },
  sense(frame, told) {
    const { ev, room, ...event } = JSON.parse(frame) as Told;
    if (ev === "joined") return { joined: namesOf(event["members"]) };
    if (ev === "left") return { left: namesOf(event["members"]) };
    if (ev === "renamed")
      return { left: [String(event["was"])], joined: [String(event["name"])] };
    if (ev !== "said") return {};
    // The room of a direct conversation is announced before its first entry.
    const isDirect = told
      .filter((other) => other.startsWith('{"ev":"direct"'))
      .some((other) => (JSON.parse(other) as Told)["room"] === room);
    const author = String(event["name"]);
    return { heard: { author, text: String(event["text"]), isDirect } };
  },
  hearsOwn: true,
  showsComings: true,
  marksDirect: true,
} satisfies Partial<Voice>;

export const nativeWebSocket: Voice = {
  door: "native (WebSocket)",
  open: (server) => openWebSocket(server.port, "/ws"),
  ...native,
};

export const nativeTcp: Voice = {
  door: "native (TCP)",
  open: (server) => openLines(server.tcpPort),
  ...native,
};
