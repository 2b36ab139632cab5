// Socket.IO 4 on an HTTP server: Engine.IO takes its requests; a connection becomes a wire when it connects to `/`.
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Socket as EngineSocket } from "engine.io";
import { WebSocketServer } from "ws";
import { Engine } from "./engine.ts";
import { EngineTransport } from "./engine-transport.ts";
import { answer, type Host } from "./host.ts";
import { connected4, protocol4 } from "./protocol-4.ts";
import { SocketIoWire } from "./socket-io-wire.ts";

/** So many namespaces are refused before the one that there is is asked for: until then nothing bounds what is owed. */
const REFUSALS_MOST = 16;

export class Server4 {
  readonly #host: Host;
  readonly #engine: Engine;
  readonly #transports = new Map<string, EngineTransport>();

  constructor(host: Host) {
    this.#host = host;
    this.#engine = new Engine({
      transports: ["polling", "websocket"],
      maxHttpBufferSize: host.frameBytes,
      httpCompression: false,
      perMessageDeflate: false,
      // Ends a connection that is pinged faster than it reads; Engine.IO's own heaps the answers up.
      wsEngine: WebSocketServer,
    });
    this.#engine.on("connection", (engine: EngineSocket) =>
      this.#begin(engine),
    );
  }

  request(request: IncomingMessage, response: ServerResponse, url: URL): void {
    const id = url.searchParams.get("sid");
    const refusal = id === null ? this.#refusal(request) : undefined;
    if (refusal !== undefined) return answer(response, 429, refusal);
    const transport = this.#transports.get(id ?? "");
    if (transport?.reading === undefined || request.method === "OPTIONS")
      return this.#engine.handleRequest(request, response);
    if (request.method === "GET") transport.polled(response);
    if (request.method !== "POST" || transport.reading.isOpen)
      return this.#engine.handleRequest(request, response);
    void this.#wait(transport, request, response);
  }

  upgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    url: URL,
  ): void {
    const isNew = !url.searchParams.has("sid");
    const refusal = isNew ? this.#refusal(request) : undefined;
    if (refusal !== undefined) return this.#host.refuse(socket, 429, refusal);
    this.#engine.handleUpgrade(request, socket, head);
  }

  close(): void {
    this.#engine.close();
  }

  /** Why one more connection would be refused; it is counted when Engine.IO has begun it. */
  #refusal(request: IncomingMessage): string | undefined {
    const { address } = this.#host.openedBy(request);
    for (const ask of [
      () => this.#host.expect(),
      () => this.#host.admit(address),
    ]) {
      const asked = ask();
      if (typeof asked === "string") return asked;
      asked();
    }
    return undefined;
  }

  /** The request is not read before packets are taken again. */
  async #wait(
    transport: EngineTransport,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    request.on("error", () => undefined);
    if (transport.reading?.isFull === true)
      return answer(response, 503, "Wait for the answers of earlier requests.");
    await transport.reading?.wait();
    if (!request.destroyed) this.#engine.handleRequest(request, response);
  }

  #begin(engine: EngineSocket): void {
    const host = this.#host;
    const { request } = engine;
    const opened = host.openedBy(request);
    // Engine.IO keeps it for as long as the connection lasts, and reads it no more.
    (engine as { request: unknown }).request = undefined;
    const unused = host.expect();
    if (typeof unused === "string") return engine.close(true);
    const release = host.admit(opened.address);
    if (typeof release === "string") {
      unused();
      return engine.close(true);
    }
    const { id } = engine as unknown as { readonly id: string };
    const transport = new EngineTransport(engine, () =>
      this.#engine.overWebSocket(engine),
    );
    this.#transports.set(id, transport);
    const timer = setTimeout(() => transport.giveUp(), host.closeMs).unref();
    let isUnused = true;
    const use = (): void => {
      if (!isUnused) return;
      isUnused = false;
      clearTimeout(timer);
      unused();
    };
    engine.once("close", () => {
      use();
      this.#transports.delete(id);
      release();
    });
    let refusals = 0;
    const first = (data: string | Buffer): void => {
      const kind = typeof data === "string" ? protocol4.kindOf(data) : "binary";
      if (typeof kind === "object" && refusals++ < REFUSALS_MOST) {
        engine.send(kind.refuse);
        return;
      }
      engine.off("message", first);
      if (kind !== "connect") return transport.giveUp();
      use();
      const wire = new SocketIoWire(transport, protocol4, opened, host.wires);
      wire.sendPacket(connected4(randomBytes(16).toString("hex")));
      host.converse(wire);
    };
    engine.on("message", first);
  }
}
