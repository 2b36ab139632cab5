// The doors on WebSockets of one HTTP server: takes its upgrades, by path.
import { STATUS_CODES, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { ChatError } from "../core/errors.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { isOwnOrigin } from "../lib/origin.ts";
import { WebSocketWire, type WebSocketParts } from "../wires/websocket.ts";
import type { Connections } from "./connections.ts";

export interface WebSocketDoor {
  readonly path: string;
  readonly dialect: Dialect;
  /** Chosen when the client offers it; a client that offers none is welcome too. */
  readonly subprotocol: string;
}

export interface WebSocketDoorParts extends WebSocketParts {
  readonly connections: Connections;
  readonly frameBytes: number;
  readonly origins: readonly string[];
  readonly trustProxy: boolean;
}

export function openWebSocketDoors(
  server: Server,
  doors: readonly WebSocketDoor[],
  parts: WebSocketDoorParts,
): void {
  const upgrades = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: parts.frameBytes,
    handleProtocols: (offered) =>
      doors.find(({ subprotocol }) => offered.has(subprotocol))?.subprotocol ??
      false,
  });
  server.on("upgrade", (request, socket, head) => {
    // Until `ws` has taken it the socket has no listener, and a reset would be an uncaught error.
    socket.on("error", () => undefined);
    const url = request.url ?? "/";
    const [path] = url.split("?", 1);
    const door = doors.find((one) => one.path === path);
    if (door === undefined)
      return refuse(socket, 404, "There is no WebSocket here.");
    if (
      !isOwnOrigin(
        request.headers.origin,
        askedHost(request, parts.trustProxy),
        parts.origins,
      )
    ) {
      return refuse(
        socket,
        403,
        "Pages of other hosts may not connect. See --origin.",
      );
    }
    const address = addressOf(request, parts.trustProxy);
    const release = admit(parts.connections, address, socket);
    if (release === undefined) return;
    socket.once("close", release);
    upgrades.handleUpgrade(request, socket, head, (ws) => {
      parts.connections.start(
        door.dialect,
        new WebSocketWire(ws, socket, { address, path: url }, parts),
      );
    });
  });
}

/** Counts the connection of an address; undefined when it was refused. */
function admit(
  connections: Connections,
  address: string,
  socket: Duplex,
): (() => void) | undefined {
  try {
    return connections.chat.addresses.connect(address);
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    refuse(socket, 429, error.message);
    return undefined;
  }
}

function refuse(socket: Duplex, status: number, text: string): void {
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "Connection: close",
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(text)}`,
  ];
  // Nobody counts or times a refused connection: it does not wait for the client to go.
  socket.end(`${head.join("\r\n")}\r\n\r\n${text}`, () => socket.destroy());
}

/** Behind a proxy, what the nearest one saw: the last entry; those before it are the client's own word. */
function forwarded(request: IncomingMessage, name: string): string | undefined {
  return (
    String(request.headers[name] ?? "")
      .split(",")
      .at(-1)
      ?.trim() || undefined
  );
}

function addressOf(request: IncomingMessage, trustProxy: boolean): string {
  return (
    (trustProxy ? forwarded(request, "x-forwarded-for") : undefined) ??
    request.socket.remoteAddress ??
    ""
  );
}

function askedHost(
  request: IncomingMessage,
  trustProxy: boolean,
): string | undefined {
  return (
    (trustProxy ? forwarded(request, "x-forwarded-host") : undefined) ??
    request.headers.host
  );
}
