// Clients of a real server, with short waits; they are closed at the end of each test, and can be cut off in between.
import {
  Client,
  type ClientOptions,
  type ClientState,
  type Socket,
} from "../../src/index.ts";
import { defaultPlatform } from "../../src/platform.ts";

export class RealClients {
  readonly #url: () => string;
  readonly #all: Client[] = [];
  readonly #sockets = new Map<Client, Socket[]>();

  constructor(url: () => string) {
    this.#url = url;
  }

  make(more: Partial<ClientOptions> = {}): Client {
    const bounds = { firstWait: 5, longestWait: 20, ...more.bounds };
    const sockets: Socket[] = [];
    const { open: really } = defaultPlatform();
    const open = (url: string, protocol: string): Socket => {
      const socket = really(url, protocol);
      sockets.push(socket);
      return socket;
    };
    const options = { url: this.#url(), ...more, bounds, platform: { open } };
    const client = new Client(options);
    this.#all.push(client);
    this.#sockets.set(client, sockets);
    return client;
  }

  /** The connection goes as it would in a tunnel; the client comes back by itself. */
  async cut(client: Client): Promise<void> {
    this.#sockets.get(client)?.at(-1)?.close();
    await until(client, ({ connection }) => connection.is !== "online");
  }

  close(): void {
    for (const client of this.#all.splice(0)) client.close();
  }
}

export function until(
  client: Client,
  holds: (state: ClientState) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!holds(client.state)) return;
      end();
      resolve();
    };
    const end = client.subscribe(look);
    look();
  });
}
