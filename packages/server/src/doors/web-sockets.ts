// The doors on WebSockets of one HTTP server: takes its upgrades, by path.
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { ChatError } from "../core/errors.ts";
import type { Dialect, WebSocketForm } from "../dialects/dialect.ts";
import { readCookie, SESSION_COOKIE } from "../lib/cookies.ts";
import { STATUS_CODES } from "../lib/node-http.ts";
import type { WireParts } from "../wires/socket-wire.ts";
import { WebSocketWire } from "../wires/websocket.ts";
import type { Opened } from "../wires/wire.ts";
import { callerOf, mayCome, type CallerParts } from "./caller.ts";
import type { Connections } from "./connections.ts";

/** Takes an upgrade that belongs to no dialect's own paths. Whether it did; if not, the socket is still the caller's. */
export type UpgradeHook = (
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
) => boolean;

export interface WebSocketDoorParts extends WireParts, CallerParts {
  readonly connections: Connections;
  /** The most bytes that a message may have. */
  readonly frameBytes: number;
  /** For upgrades whose path begins with /socket.io/. They go to no dialect. */
  readonly takesUpgrade?: UpgradeHook | undefined;
}

/** One dialect at these doors. */
interface Door {
  readonly dialect: Dialect;
  readonly form: WebSocketForm;
  readonly upgrades: WebSocketServer;
}

/**
 * On the `main` port a dialect takes the paths that it names; on a port of its `own` whatever it takes, and of several
 * dialects the first one does.
 */
export function openWebSocketDoors(
  server: Server,
  dialects: readonly Dialect[],
  at: "main" | "own",
  parts: WebSocketDoorParts,
): void {
  const doors = doorsOf(dialects, parts.frameBytes);
  server.on("upgrade", (request, socket, head) => {
    // Until `ws` has taken it the socket has no listener, and a reset would be an uncaught error.
    socket.on("error", () => undefined);
    const url = request.url ?? "/";
    const [path = ""] = url.split("?", 1);
    const { takesUpgrade } = parts;
    if (takesUpgrade !== undefined && path.startsWith("/socket.io/")) {
      if (!takesUpgrade(request, socket, head)) refuseNowhere(socket);
      return;
    }
    const door = doors.find(({ form }) =>
      at === "main" ? form.mainPaths.includes(path) : form.takes(path),
    );
    if (door === undefined) return refuseNowhere(socket);
    if (!mayCome(request, door.form.origin, parts))
      return refuseUpgrade(
        socket,
        403,
        "Pages of other hosts may not connect. See --origin.",
      );
    const caller = callerOf(request, parts.trustProxy);
    if (!isAdmitted(parts.connections, caller.address, socket)) return;
    const cookieToken = door.form.readsCookie
      ? readCookie(request.headers.cookie, SESSION_COOKIE)
      : undefined;
    const opened: Opened = { ...caller, path: url, cookieToken };
    const begin = (): void =>
      door.upgrades.handleUpgrade(request, socket, head, (ws) => {
        const wire = new WebSocketWire(ws, socket, opened, parts);
        parts.connections.start(door.dialect, wire);
      });
    const loading = door.dialect.load?.();
    if (loading === undefined) return begin();
    loading.then(begin, (error: unknown) => {
      parts.onBug(error, door.dialect.name);
      refuseUpgrade(
        socket,
        503,
        "This door does not open now. Try again later.",
      );
    });
  });
}

/** Counts the connection until its socket is gone; answers it when it is refused. Whether it was not. */
function isAdmitted(
  connections: Connections,
  address: string,
  socket: Duplex,
): boolean {
  try {
    socket.once("close", connections.admit(address));
    return true;
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    refuseUpgrade(socket, error.code === "too_many" ? 429 : 503, error.message);
    return false;
  }
}

/** Answers an upgrade with a status and a text, and ends the connection. */
export function refuseUpgrade(
  socket: Duplex,
  status: number,
  text: string,
): void {
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "Connection: close",
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(text)}`,
  ];
  // Nobody counts or times a refused connection: it does not wait for the client to go.
  socket.end(`${head.join("\r\n")}\r\n\r\n${text}`, () => socket.destroy());
}

function refuseNowhere(socket: Duplex): void {
  refuseUpgrade(socket, 404, "There is no WebSocket here.");
}

function doorsOf(dialects: readonly Dialect[], frameBytes: number): Door[] {
  return dialects.flatMap((dialect) => {
    const form = dialect.webSocket;
    if (form === undefined) return [];
    const upgrades = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: frameBytes,
      handleProtocols: (offered) => chosen(form.subprotocol, offered),
    });
    return [{ dialect, form, upgrades }];
  });
}

/** What the client is answered of the subprotocols that it offered; false for none. */
function chosen(
  subprotocol: string | undefined,
  offered: ReadonlySet<string>,
): string | false {
  if (subprotocol === undefined) return false;
  if (subprotocol === "any") return offered.values().next().value ?? false;
  return offered.has(subprotocol) ? subprotocol : false;
}
