// The real clients: socket.io-client 4, and 0.9 as it runs in Node. Both know the same events.
import { io as connect4 } from "socket.io-client";
import io09 from "socket.io-client-0.9";
import { onTestFinished } from "vitest";
import type { TestServer } from "../../support/server.ts";

export interface ChatMessage {
  readonly text: string;
  readonly from_user: string;
}

/** What both have of a socket. */
interface Socket {
  on(event: string, listener: (...values: never[]) => void): unknown;
  emit(event: string, body: object, ack?: () => void): unknown;
  disconnect(): unknown;
}

export class Client {
  readonly heard: ChatMessage[] = [];
  readonly socket: Socket;
  readonly connected: Promise<void>;
  readonly disconnected: Promise<string>;
  readonly #watching = new Set<() => void>();

  constructor(socket: Socket) {
    this.socket = socket;
    this.connected = new Promise((resolve, reject) => {
      socket.on("connect", () => resolve());
      socket.on("connect_error", reject);
      socket.on("error", reject);
    });
    this.disconnected = new Promise((resolve) => {
      socket.on("disconnect", (reason: string) => resolve(reason));
    });
    socket.on("chat_message", (message: ChatMessage) => {
      this.heard.push(message);
      for (const look of this.#watching) look();
    });
    onTestFinished(() => void socket.disconnect());
  }

  /** Resolves when it was acknowledged. */
  emit(event: string, body: object): Promise<void> {
    return new Promise((resolve) => {
      this.socket.emit(event, body, () => resolve());
    });
  }

  join(username: string, password = ""): Promise<void> {
    return this.emit("connected", { username, password });
  }

  say(message: unknown): Promise<void> {
    return this.emit("message", { message });
  }

  whisper(to_user: string, message: string): Promise<void> {
    return this.emit("privmsg", { to_user, message });
  }

  get lines(): readonly string[] {
    return this.heard.map(({ text, from_user }) => `${from_user}: ${text}`);
  }

  until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!isSo()) return;
        this.#watching.delete(look);
        resolve();
      };
      this.#watching.add(look);
      look();
    });
  }

  hears(line: string): Promise<void> {
    return this.until(() => this.lines.includes(line));
  }
}

export type Transport4 = "polling" | "websocket" | "upgrade";

/** Connected; `upgrade` begins with polling and goes on to a WebSocket by itself. */
export async function client4(
  server: TestServer,
  transport: Transport4,
): Promise<Client> {
  const socket = connect4(`http://${server.http}`, {
    transports:
      transport === "upgrade" ? ["polling", "websocket"] : [transport],
    forceNew: true,
    reconnection: false,
  });
  const client = new Client(socket);
  await client.connected;
  return client;
}

export type Transport09 = "websocket" | "xhr-polling";

/** Connected. */
export async function client09(
  server: TestServer,
  transport: Transport09,
): Promise<Client> {
  io09.transports = [transport];
  const socket = io09.connect(`http://${server.http}`, {
    "force new connection": true,
    reconnect: false,
  });
  const client = new Client(socket);
  await client.connected;
  return client;
}

/** One of each kind. */
export const kinds: Readonly<
  Record<string, (server: TestServer) => Promise<Client>>
> = {
  "0.9 over a WebSocket": (server) => client09(server, "websocket"),
  "0.9 over xhr-polling": (server) => client09(server, "xhr-polling"),
  "4 over a WebSocket": (server) => client4(server, "websocket"),
  "4 over polling": (server) => client4(server, "polling"),
  "4 over polling, upgraded": (server) => client4(server, "upgrade"),
};
