// The native protocol, over WebSocket and over TCP: the same JSON in a frame or a line.
import { openLines } from "./lines.ts";
import { openWebSocket } from "./web-socket.ts";
import type { Speaker } from "./speaker.ts";
import type { Voice } from "./voice.ts";

interface Told {
  readonly re?: number;
  readonly ev?: string;
  readonly [field: string]: unknown;
}

export const LOBBY = "Free Chat";
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
  login: (name, password) => [
    JSON.stringify({ id: HELLO, do: "hello", name, password }),
    JSON.stringify({ id: JOIN, do: "join", room: LOBBY }),
  ],
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
    if (event["error"] !== undefined)
      return { words: (event["error"] as { message: string }).message };
    if (ev === "closing") return { words: String(event["reason"]) };
    if (ev !== "said" && ev !== "edited") return {};
    if (event["gone"] === true) return {};
    // The room of a direct conversation is announced before its first entry.
    const isDirect = told
      .filter((other) => other.startsWith('{"ev":"direct"'))
      .some((other) => (JSON.parse(other) as Told)["room"] === room);
    const author = String(event["name"]);
    const heard = { author, text: String(event["text"]), isDirect };
    return { heard: ev === "said" ? heard : { ...heard, isCorrection: true } };
  },
  hearsOwn: true,
  showsComings: true,
  marksDirect: true,
} satisfies Partial<Voice>;

export const nativeWebSocket: Voice = {
  door: "native (WebSocket)",
  open: (server, _name, headers) => openWebSocket(server.port, "/ws", headers),
  ...native,
};

export const nativeTcp: Voice = {
  door: "native (TCP)",
  isTcp: true,
  open: (server) => openLines(server.tcpPort),
  ...native,
};

/** Asks a verb of the protocol, and gives its answer. @throws when it is refused */
export async function ask(
  { carrier }: Pick<Speaker, "carrier">,
  verb: string,
  params: object = {},
): Promise<Readonly<Record<string, unknown>>> {
  const id = `ask ${carrier.sent.length}`;
  const begin = `{"re":"${id}",`;
  let looked = carrier.told.length;
  let answer: string | undefined;
  carrier.send(JSON.stringify({ ...params, id, do: verb }));
  await carrier.until(() => {
    for (; answer === undefined && looked < carrier.told.length; looked++)
      if (carrier.told[looked]?.startsWith(begin) === true)
        answer = carrier.told[looked];
    return answer !== undefined;
  });
  const { ok, error } = JSON.parse(answer ?? "{}") as Answer;
  if (ok === undefined) throw new Error(`${verb}: ${JSON.stringify(error)}`);
  return ok;
}

interface Answer {
  readonly ok?: Readonly<Record<string, unknown>>;
  readonly error?: unknown;
}
