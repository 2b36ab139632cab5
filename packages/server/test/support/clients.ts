// Raw clients of the native door, over WebSocket and over TCP, for tests over real sockets.
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import type { TestServer } from "./server.ts";

/** Whatever the server sends: replies have `re`, events have `ev`. */
export interface Told {
  readonly re?: number | string | null;
  readonly ok?: Record<string, unknown>;
  readonly error?: { readonly code: string; readonly message: string };
  readonly ev?: string;
  readonly [field: string]: unknown;
}

export interface Ended {
  /** A WebSocket close code; 0 on TCP. */
  readonly code: number;
  readonly reason: string;
}

const LF = Buffer.from("\n");

/** What both kinds of clients can do. */
export abstract class Client {
  /** What carries it. */
  abstract readonly socket: Socket;
  /** All that was told so far, in order. */
  readonly told: Told[] = [];
  readonly ended: Promise<Ended>;
  hasEnded = false;
  protected readonly setEnded: (ended: Ended) => void;
  readonly #watching = new Set<() => void>();
  #asked = 0;

  constructor() {
    const { promise, resolve } = Promise.withResolvers<Ended>();
    this.ended = promise;
    this.setEnded = (ended) => {
      this.hasEnded = true;
      resolve(ended);
      this.#look();
    };
    onTestFinished(() => this.destroy());
  }

  /** Sends a frame as it is. */
  abstract raw(frame: string | Uint8Array): void;
  abstract destroy(): void;
  /** Stops reading; what was read already is still told. */
  abstract pause(): void;
  abstract resume(): void;

  protected tell(frame: string): void {
    this.told.push(JSON.parse(frame) as Told);
    this.#look();
  }

  #look(): void {
    for (const look of this.#watching) look();
  }

  /** Resolves when something is so; looked at whenever something is told. Rejects when the connection ends first. */
  until(isSo: (told: readonly Told[]) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const is = isSo(this.told);
        if (!is && !this.hasEnded) return;
        this.#watching.delete(look);
        if (is) resolve();
        else reject(new Error("The connection ended before."));
      };
      this.#watching.add(look);
      look();
    });
  }

  /** The reply to a request of that id. */
  async reply(re: number | string | null): Promise<Told> {
    const find = (): Told | undefined =>
      this.told.find((one) => one.re === re && !("ev" in one));
    await this.until(() => find() !== undefined);
    const found = find();
    if (found === undefined) throw new Error("It was there.");
    return found;
  }

  /** Sends a request and gives the reply. */
  ask(verb: string, params: object = {}): Promise<Told> {
    const id = `ask ${++this.#asked}`;
    this.raw(JSON.stringify({ ...params, id, do: verb }));
    return this.reply(id);
  }

  /** As `ask`; the result. @throws when it is refused */
  async must(
    verb: string,
    params: object = {},
  ): Promise<Record<string, unknown>> {
    const { ok, error } = await this.ask(verb, params);
    if (ok === undefined) throw new Error(`${verb}: ${JSON.stringify(error)}`);
    return ok;
  }

  /** As `ask`; the code that it is refused with. */
  async codeOf(verb: string, params: object = {}): Promise<string | undefined> {
    return (await this.ask(verb, params)).error?.code;
  }

  get events(): Told[] {
    return this.told.filter((one) => one.ev !== undefined);
  }

  get texts(): unknown[] {
    return this.events
      .filter(({ ev }) => ev === "said")
      .map(({ text }) => text);
  }

  async hears(text: string): Promise<void> {
    await this.until(() => this.texts.includes(text));
  }
}

export class WebSocketClient extends Client {
  readonly ws: WebSocket;
  readonly socket: Socket;

  constructor(server: TestServer, subprotocols: string[]) {
    super();
    const socket = connect(server.port, "127.0.0.1");
    const url = `ws://${server.http}/ws`;
    const ws = new WebSocket(url, subprotocols, {
      createConnection: () => socket,
    });
    this.ws = ws;
    this.socket = socket;
    ws.on("message", (data: Buffer) => this.tell(data.toString()));
    ws.on("close", (code, reason) =>
      this.setEnded({ code, reason: String(reason) }),
    );
    ws.on("error", () => undefined);
  }

  raw(frame: string | Uint8Array): void {
    this.ws.send(frame);
  }

  destroy(): void {
    this.ws.terminate();
  }

  pause(): void {
    this.ws.pause();
  }

  resume(): void {
    this.ws.resume();
  }
}

export class TcpClient extends Client {
  readonly socket: Socket;
  /** Bytes that came behind the last line end. */
  rest = "";

  constructor(socket: Socket) {
    super();
    this.socket = socket;
    socket.setNoDelay(true);
    socket.setEncoding("utf8");
    socket.on("data", (piece: string) => {
      const lines = (this.rest + piece).split("\n");
      this.rest = lines.pop() ?? "";
      for (const line of lines) this.tell(line);
    });
    socket.on("error", () => undefined);
    socket.on("close", () => this.setEnded({ code: 0, reason: "" }));
  }

  raw(frame: string | Uint8Array): void {
    this.socket.write(Buffer.concat([Buffer.from(frame), LF]));
  }

  destroy(): void {
    this.socket.destroy();
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }
}

export async function webSocket(
  server: TestServer,
  subprotocols = ["koine.1"],
): Promise<WebSocketClient> {
  const client = new WebSocketClient(server, subprotocols);
  await once(client.ws, "open");
  return client;
}

export async function tcp(server: TestServer): Promise<TcpClient> {
  const socket = connect(server.tcpPort, "127.0.0.1");
  const client = new TcpClient(socket);
  await once(socket, "connect");
  return client;
}

/** The doors of a server by what carries them. */
export const doors = { WebSocket: webSocket, TCP: tcp } as const;
export const doorNames = ["WebSocket", "TCP"] as const;

/** A client that has said hello, and joined a room if one is named. */
export async function enter(
  open: Promise<Client>,
  name: string,
  room?: string,
): Promise<Client> {
  const client = await open;
  await client.must("hello", { name });
  if (room !== undefined) await client.must("join", { room });
  return client;
}

/** Calls a verb over HTTP. */
export async function post(
  server: TestServer,
  verb: string,
  params: unknown,
  token?: string,
): Promise<{ status: number; body: Told }> {
  const response = await fetch(`http://${server.http}/api/${verb}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(params),
  });
  return { status: response.status, body: (await response.json()) as Told };
}
