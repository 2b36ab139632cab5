// A client of the door: what it is told it takes in order, frame by frame.
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { WebSocket, type ClientOptions } from "ws";
import type { Response } from "../../../src/dialects/chattypantz/write-response.ts";

export const JSON_PATH = "/v1.0/chat";

export interface Ended {
  readonly code: number;
  readonly reason: string;
}

export class DoorClient {
  readonly ws: WebSocket;
  readonly socket: Socket;
  /** All that was told, in order. */
  readonly told: string[] = [];
  readonly ended: Promise<Ended>;
  #taken = 0;
  #hasEnded = false;
  #look: (() => void) | undefined;

  constructor(port: number, path: string, options: ClientOptions = {}) {
    const socket = connect(port, "127.0.0.1");
    this.socket = socket;
    this.ws = new WebSocket(`ws://127.0.0.1:${port}${path}`, {
      createConnection: () => socket,
      ...options,
    });
    this.ws.on("message", (data: Buffer) => {
      this.told.push(data.toString());
      this.#look?.();
    });
    this.ws.on("error", () => undefined);
    this.ended = new Promise((resolve) => {
      this.ws.on("close", (code, reason) => {
        this.#hasEnded = true;
        resolve({ code, reason: String(reason) });
        this.#look?.();
      });
    });
    onTestFinished(() => this.ws.terminate());
  }

  get port(): number {
    return this.socket.localPort ?? 0;
  }

  /** Sends a request, or a frame as it is. */
  send(request: object | string): void {
    const frame =
      typeof request === "string" ? request : JSON.stringify(request);
    this.ws.send(frame);
  }

  /** The next frame. */
  async hears(): Promise<string> {
    while (this.told.length <= this.#taken) {
      if (this.#hasEnded) throw new Error("The connection ended before.");
      await new Promise<void>((resolve) => (this.#look = resolve));
    }
    const frame = this.told[this.#taken++];
    if (frame === undefined) throw new Error("It was there.");
    return frame;
  }

  /** The next frame, as a response. */
  async responds(): Promise<Response> {
    return JSON.parse(await this.hears()) as Response;
  }

  /** Sends a request and gives the next frame. */
  asks(
    reqType: number,
    roomName?: string,
    content?: string,
  ): Promise<Response> {
    this.send({ roomName, reqType, content });
    return this.responds();
  }

  /** What was told and not taken yet. */
  get rest(): readonly string[] {
    return this.told.slice(this.#taken);
  }
}

export async function open(
  { port }: { readonly port: number },
  path = JSON_PATH,
  options?: ClientOptions,
): Promise<DoorClient> {
  const client = new DoorClient(port, path, options);
  await once(client.ws, "open");
  return client;
}

/** Someone in a room through the JSON door; whoever is there has taken the news of it. */
export async function enter(
  door: { readonly port: number },
  nick: string,
  room: string,
  ...there: readonly DoorClient[]
): Promise<DoorClient> {
  const client = await open(door);
  await client.asks(101, undefined, nick);
  await client.asks(104, room);
  for (const one of there) await one.hears();
  return client;
}

/** Someone in a room through the text door: a line that is refused shows that it is there. */
export async function enterText(
  door: { readonly port: number },
  path: string,
  ...there: readonly DoorClient[]
): Promise<DoorClient> {
  const client = await open(door, path);
  client.send("");
  while (!(await client.hears()).startsWith("* The text is blank"));
  for (const one of there) await one.hears();
  return client;
}
