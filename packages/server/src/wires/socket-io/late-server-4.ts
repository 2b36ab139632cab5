// Socket.IO 4, loaded with the first request for it: Engine.IO would be 5 MB of a server whose clients never ask for it.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { answer, type Host } from "./host.ts";
import type { Server4 } from "./server-4.ts";

const NOT_NOW = "This door does not open now. Try again later.";

export class LateServer4 {
  readonly #host: Host;
  #server: Server4 | undefined;
  #loading: Promise<Server4> | undefined;
  #isClosed = false;

  constructor(host: Host) {
    this.#host = host;
  }

  request(request: IncomingMessage, response: ServerResponse, url: URL): void {
    if (this.#server !== undefined)
      return this.#server.request(request, response, url);
    request.on("error", () => undefined);
    void this.#late(
      (server) => {
        if (!request.destroyed) server.request(request, response, url);
      },
      () => answer(response, 503, NOT_NOW),
    );
  }

  upgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    url: URL,
  ): void {
    if (this.#server !== undefined)
      return this.#server.upgrade(request, socket, head, url);
    void this.#late(
      (server) => {
        if (!socket.destroyed) server.upgrade(request, socket, head, url);
      },
      () => this.#host.refuse(socket, 503, NOT_NOW),
    );
  }

  close(): void {
    this.#isClosed = true;
    this.#server?.close();
  }

  async #late(use: (server: Server4) => void, not: () => void): Promise<void> {
    let server: Server4;
    try {
      server = await (this.#loading ??= this.#load());
    } catch (error) {
      this.#loading = undefined;
      this.#host.wires.onBug(error, "Socket.IO 4");
      return not();
    }
    if (this.#isClosed) not();
    else use(server);
  }

  async #load(): Promise<Server4> {
    const { Server4 } = await import("./server-4.ts");
    return (this.#server = new Server4(this.#host));
  }
}
