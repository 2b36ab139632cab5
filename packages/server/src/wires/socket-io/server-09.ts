// Protocol 1 on an HTTP server: the handshake, and the three transports by their paths.
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { answer, readBody, type Host } from "./host.ts";
import { decodePayload } from "./payload-09.ts";
import { Polling09, type Poll } from "./polling-09.ts";
import { protocol09 } from "./protocol-09.ts";
import { SocketIoWire } from "./socket-io-wire.ts";
import type { Transport } from "./transport.ts";
import { WebSocket09 } from "./web-socket-09.ts";

/** A client that hears nothing for this long, in seconds, thinks that the server is gone. */
const HEARTBEAT_S = 15;
const TRANSPORTS = "websocket,xhr-polling,jsonp-polling";
const SCRIPT = "application/javascript; charset=UTF-8";
const PATH = /^\/socket\.io\/1(?:\/([^/]*)(?:\/([^/]*)\/?)?)?$/;
const OTHER_VERSION = /^\/socket\.io\/\d+(?:\/|$)/;

/** One handshake, until the connection that came of it is gone. */
interface Handshake {
  readonly id: string;
  /** Frees its place among the unused ones; undefined when it is used. */
  unused: (() => void) | undefined;
  polling: Polling09 | undefined;
  release(): void;
}

export class Server09 {
  readonly #host: Host;
  readonly #handshakes = new Map<string, Handshake>();
  readonly #upgrades: WebSocketServer;

  constructor(host: Host) {
    this.#host = host;
    this.#upgrades = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: host.frameBytes,
    });
  }

  /** Takes a request if it is of this protocol or of one of its age. */
  request(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ): boolean {
    const [matched, transport = "", id = ""] = PATH.exec(url.pathname) ?? [];
    if (matched === undefined) {
      if (!OTHER_VERSION.test(url.pathname)) return false;
      answer(response, 503, "Only protocol 1 is spoken here.");
      return true;
    }
    const { searchParams } = url;
    if (transport === "") {
      if (searchParams.has("disconnect")) this.#disconnect(response, id);
      else if (id === "") this.#shake(request, response, searchParams);
      else answer(response, 404);
    } else if (transport === "xhr-polling" || transport === "jsonp-polling")
      this.#poll(request, response, { id, transport, searchParams });
    else if (searchParams.has("disconnect"))
      this.#disconnect(response, transport);
    else answer(response, 404);
    return true;
  }

  /** Takes an upgrade if it is of this protocol. */
  upgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    url: URL,
  ): boolean {
    const [, transport, id = ""] = PATH.exec(url.pathname) ?? [];
    if (transport !== "websocket") return false;
    this.#upgrades.handleUpgrade(request, socket, head, (ws) => {
      const handshake = this.#handshakes.get(id);
      if (handshake?.unused === undefined) return ws.terminate();
      ws.once("close", () => this.#forget(handshake));
      this.#open(handshake, new WebSocket09(ws, socket), request);
    });
    return true;
  }

  /** Forgets the handshakes that nobody uses. */
  close(): void {
    for (const handshake of this.#handshakes.values())
      if (handshake.unused !== undefined) this.#forget(handshake);
  }

  #shake(
    request: IncomingMessage,
    response: ServerResponse,
    query: URLSearchParams,
  ): void {
    if (request.method !== "GET" && request.method !== "POST")
      return answer(response, 405);
    const unused = this.#host.expect();
    if (typeof unused === "string") return answer(response, 503, unused);
    const release = this.#host.admit(this.#host.openedBy(request).address);
    if (typeof release === "string") {
      unused();
      return answer(response, 429, release);
    }
    const id = randomBytes(16).toString("hex");
    const timer = setTimeout(
      () => this.#forget(handshake),
      this.#host.closeMs,
    ).unref();
    const handshake: Handshake = {
      id,
      polling: undefined,
      release,
      unused: () => {
        clearTimeout(timer);
        unused();
      },
    };
    this.#handshakes.set(id, handshake);
    const text = `${id}:${HEARTBEAT_S}:${this.#host.closeMs / 1_000}:${TRANSPORTS}`;
    const index = query.get("jsonp");
    if (index === null) answer(response, 200, text);
    else answer(response, 200, asScript(index, text), SCRIPT);
  }

  #poll(
    request: IncomingMessage,
    response: ServerResponse,
    asked: { id: string; transport: string; searchParams: URLSearchParams },
  ): void {
    const handshake = this.#handshakes.get(asked.id);
    if (handshake === undefined) return answer(response, 401, "unknown");
    if (asked.searchParams.has("disconnect"))
      return this.#disconnect(response, asked.id);
    if (handshake.unused !== undefined) {
      handshake.polling = new Polling09({
        closeMs: this.#host.closeMs,
        onGone: () => this.#forget(handshake),
      });
      this.#open(handshake, handshake.polling, request);
    }
    const { polling } = handshake;
    if (polling === undefined) return answer(response, 401, "unknown");
    const isJsonp = asked.transport === "jsonp-polling";
    if (request.method === "GET") {
      const index = isJsonp ? (asked.searchParams.get("i") ?? "") : undefined;
      polling.poll(pollOf(response, index));
    } else if (request.method === "POST")
      void this.#post(request, response, polling, isJsonp);
    else answer(response, 405);
  }

  async #post(
    request: IncomingMessage,
    response: ServerResponse,
    polling: Polling09,
    isJsonp: boolean,
  ): Promise<void> {
    // A client that goes is told nothing more.
    request.on("error", () => undefined);
    if (polling.reading.isFull)
      return answer(response, 503, "Wait for the answers of earlier requests.");
    try {
      if (!(await polling.reading.wait()))
        return answer(response, 401, "unknown");
      const body = await readBody(request, this.#host.frameBytes);
      if (body === undefined) {
        polling.refuse("too_large");
        response.setHeader("Connection", "close");
        return answer(response, 413);
      }
      const payload = isJsonp ? fromForm(body) : body;
      const packets =
        payload === undefined ? undefined : decodePayload(payload);
      if (packets === undefined) polling.refuse("malformed");
      else for (const packet of packets) polling.packet(packet);
      answer(response, 200);
    } catch {
      // The client went while it sent.
      response.destroy();
    }
  }

  #disconnect(response: ServerResponse, id: string): void {
    const polling = this.#handshakes.get(id)?.polling;
    if (polling === undefined) return answer(response, 401, "unknown");
    polling.giveUp();
    answer(response, 200);
  }

  #open(
    handshake: Handshake,
    transport: Transport,
    request: IncomingMessage,
  ): void {
    handshake.unused?.();
    handshake.unused = undefined;
    const opened = this.#host.openedBy(request);
    const wire = new SocketIoWire(
      transport,
      protocol09,
      opened,
      this.#host.wires,
    );
    wire.sendPacket("1::");
    this.#host.converse(wire);
  }

  #forget(handshake: Handshake): void {
    if (!this.#handshakes.delete(handshake.id)) return;
    handshake.unused?.();
    handshake.release();
  }
}

/** `index` is that of a `jsonp-polling` client, undefined for `xhr-polling`. */
function pollOf(response: ServerResponse, index: string | undefined): Poll {
  return {
    response,
    send(to, payload) {
      if (index === undefined) answer(to, 200, payload);
      else answer(to, 200, asScript(index, payload), SCRIPT);
    },
  };
}

/** JSON is a script too (ECMA-262, since 2019; what older ones take for a line's end is escaped). */
function asScript(index: string, text: string): string {
  const literal = JSON.stringify(text).replace(/[\u2028\u2029]/g, (end) =>
    end === "\u2028" ? "\\u2028" : "\\u2029",
  );
  return `io.j[${/^\d{1,9}$/.test(index) ? index : "0"}](${literal});`;
}

/** The payload in a form's field `d`: a JSON string. */
function fromForm(body: string): string | undefined {
  const field = new URLSearchParams(body).get("d");
  if (field === null) return undefined;
  try {
    const payload: unknown = JSON.parse(field);
    return typeof payload === "string" ? payload : undefined;
  } catch {
    return undefined;
  }
}
