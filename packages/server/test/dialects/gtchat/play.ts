// Plays a script against a real server: `ann > {…}` sends a frame, `ann < …` is the next thing that ann is told, in
// short, `ann x` goes away, `ann < end` is sent away. At the end nobody may have been told more than the script says.
import assert from "node:assert/strict";
import { once } from "node:events";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { startServer, type TestServer } from "../../support/server.ts";

const PATIENCE_MS = 3_000;

export class Player {
  readonly ws: WebSocket;
  /** Every frame as it came. */
  readonly frames: string[] = [];
  #told = 0;
  #look: (() => void) | undefined;

  constructor(server: TestServer, path: string) {
    this.ws = new WebSocket(`ws://127.0.0.1:${server.door("gtchat")}${path}`);
    this.ws.on("message", (data: Buffer) => this.#take(data.toString()));
    this.ws.on("close", () => this.#take("end"));
    this.ws.on("error", () => undefined);
    onTestFinished(() => this.ws.terminate());
  }

  #take(frame: string): void {
    this.frames.push(frame);
    this.#look?.();
  }

  send(request: string | object): void {
    this.ws.send(
      typeof request === "string" ? request : JSON.stringify(request),
    );
  }

  /** The next frame. */
  async next(): Promise<string> {
    if (this.#told === this.frames.length) {
      const { promise, resolve, reject } = Promise.withResolvers<undefined>();
      this.#look = () => resolve(undefined);
      const timer = setTimeout(
        () => reject(new Error(`Nothing after ${this.frames.at(-1)}`)),
        PATIENCE_MS,
      );
      await promise.finally(() => clearTimeout(timer));
    }
    return this.frames[this.#told++] ?? "";
  }

  async hears(short: string): Promise<void> {
    assert.equal(inShort(await this.next()), short);
  }

  /** Sends a request; what it is answered, in short. */
  async ask(request: object): Promise<string> {
    this.send(request);
    return inShort(await this.next());
  }

  /** Whatever was told is passed over; nothing sent before this is under way when it resolves. */
  async settle(): Promise<void> {
    this.send({ cmd: "quiet" });
    while (inShort(await this.next()) !== QUIET);
  }

  async isQuiet(): Promise<void> {
    if (this.ws.readyState !== WebSocket.OPEN) return;
    this.send({ cmd: "quiet" });
    await this.hears(QUIET);
  }
}

const QUIET = "error 1 quiet unknown cmd: quiet";

export async function connect(server: TestServer, path = "/"): Promise<Player> {
  const player = new Player(server, path);
  await once(player.ws, "open");
  return player;
}

/** Logged in as a guest, and told of nothing more. */
export async function guest(server: TestServer, usr: string): Promise<Player> {
  const player = await connect(server);
  player.send({ cmd: "login", type: "tmp", usr, tracker: "t" });
  await player.settle();
  return player;
}

/** An account's connection. */
export async function account(
  server: TestServer,
  usr: string,
  pwd = "password",
): Promise<Player> {
  const player = await connect(server);
  player.send({ cmd: "register", usr, pwd });
  player.send({ cmd: "login", type: "reg", usr, pwd, tracker: "t" });
  await player.settle();
  return player;
}

/** Those who are not among `players` yet come when they first say something. */
export async function play(
  server: TestServer,
  script: string,
  players = new Map<string, Player>(),
): Promise<Map<string, Player>> {
  for (const line of script.split("\n")) {
    const [, name = "", what = "", text = ""] =
      /^\s*(\w+) ([<>x]) ?(.*)$/.exec(line) ?? [];
    if (name === "") {
      if (/^\s*(#.*)?$/.test(line)) continue;
      throw new Error(`This is no line of a script: ${line}`);
    }
    const player = players.get(name) ?? (await connect(server));
    players.set(name, player);
    if (what === ">") player.send(text);
    else if (what === "x") player.ws.close();
    else
      assert.equal(
        `${name} < ${inShort(await player.next())}`,
        `${name} < ${text.replaceAll("\\n", "\n")}`,
      );
  }
  for (const player of players.values()) await player.isQuiet();
  return players;
}

interface Told {
  readonly cmd: string;
  readonly [field: string]: unknown;
}

/** `ok CMD MSG`, `error CODE CMD MSG`, `event TYPE USR`, `speak ROOM USR: MSG`, `whisper USR: MSG`; then what marks it. */
export function inShort(frame: string): string {
  if (!frame.startsWith("{")) return frame;
  const told = JSON.parse(frame) as Told;
  const say = (field: string): string => String(told[field]);
  const tracker = told["tracker"] === "0" ? "" : ` [${say("tracker")}]`;
  switch (told.cmd) {
    case "c_response": {
      const status =
        told["status"] === "ok" ? "ok" : `${say("status")} ${say("code")}`;
      return `${status} ${say("last_cmd")} ${say("msg")}${tracker}`;
    }
    case "c_event":
      return `event ${say("type")} ${say("usr")}${tracker}`;
    case "c_speak": {
      const meta = told["meta"] === "." ? "" : ` (${say("meta")})`;
      return `speak ${say("room_name")} ${say("usr")}: ${say("msg")}${meta}${tracker}`;
    }
    default:
      return `${told.cmd.replace("c_", "")} ${say("usr")}: ${say("msg")}${tracker}`;
  }
}

/** Guests in the lobby who have been told of nothing. */
export async function lobby(...names: string[]): Promise<{
  server: TestServer;
  players: Map<string, Player>;
}> {
  const server = await startServer({ doors: ["gtchat"] });
  const players = new Map<string, Player>();
  for (const name of names) players.set(name, await guest(server, name));
  for (const player of players.values()) await player.settle();
  return { server, players };
}

/** Sends each request, and sees that it is answered so. */
export async function answers(
  player: Player | undefined,
  expected: readonly (readonly [request: object, answer: string])[],
): Promise<void> {
  for (const [request, answer] of expected)
    assert.equal(await player?.ask(request), answer);
}
