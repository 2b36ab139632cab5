// A dialect on Socket.IO 0.9 and 4, at /socket.io/ of any HTTP server.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { ChatError } from "../core/errors.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { answer, type Host } from "../wires/socket-io/host.ts";
import { LateServer4 } from "../wires/socket-io/late-server-4.ts";
import { Server09 } from "../wires/socket-io/server-09.ts";
import type { WireParts } from "../wires/socket-wire.ts";
import { callerOf, mayCome, type CallerParts } from "./caller.ts";
import type { Connections } from "./connections.ts";
import { refuseUpgrade } from "./web-sockets.ts";

export interface SocketIoParts extends WireParts, CallerParts {
  readonly connections: Connections;
  /** The most bytes that a message or the body of a request may have. */
  readonly frameBytes: number;
}

/** Both hooks may be given to several HTTP servers. */
export interface SocketIoDoor {
  /** For requests whose path begins with /socket.io/: takes all of them. */
  request(request: IncomingMessage, response: ServerResponse): boolean;
  /** For upgrades whose path begins so: takes all of them. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Forgets what has not become a connection yet. */
  close(): void;
}

/** Between two polls, and between a handshake and its use, there may be this long. */
const CLOSE_MS = 25_000;
/** Handshakes that nobody uses yet, of all addresses together. */
const UNUSED_MOST = 10_000;
const PREFIX = "/socket.io/";
const FOREIGN = "Pages of other hosts may not connect. See --origin.";

export function openSocketIo(
  dialect: Dialect,
  parts: SocketIoParts,
): SocketIoDoor {
  const host = hostOf(dialect, parts);
  const server09 = new Server09(host);
  const server4 = new LateServer4(host);
  return {
    request(request, response) {
      if (!isAllowed(request, parts)) {
        answer(response, 403, FOREIGN);
        return true;
      }
      letPagesRead(request, response);
      if (request.method === "OPTIONS") {
        answer(response, 200);
        return true;
      }
      const url = urlOf(request);
      if (url?.pathname === PREFIX) server4.request(request, response, url);
      else if (url === undefined || !server09.request(request, response, url))
        answer(response, 404, "There is nothing here.\n");
      return true;
    },
    upgrade(request, socket, head) {
      const url = urlOf(request);
      if (!isAllowed(request, parts)) refuseUpgrade(socket, 403, FOREIGN);
      else if (url?.pathname === PREFIX)
        server4.upgrade(request, socket, head, url);
      else if (
        url === undefined ||
        !server09.upgrade(request, socket, head, url)
      )
        refuseUpgrade(socket, 404, "There is no WebSocket here.");
      return true;
    },
    close() {
      server09.close();
      server4.close();
    },
  };
}

function hostOf(dialect: Dialect, parts: SocketIoParts): Host {
  const { connections, trustProxy, frameBytes } = parts;
  let unused = 0;
  return {
    wires: parts,
    frameBytes,
    closeMs: CLOSE_MS,
    openedBy: (request) => ({
      ...callerOf(request, trustProxy),
      path: request.url ?? "",
    }),
    admit(address) {
      try {
        return connections.admit(address);
      } catch (error) {
        if (!(error instanceof ChatError)) throw error;
        return error.message;
      }
    },
    expect() {
      if (unused >= UNUSED_MOST) return "Too many are coming. Try again later.";
      unused++;
      return () => void unused--;
    },
    refuse: refuseUpgrade,
    converse: (wire) => connections.start(dialect, wire),
  };
}

/**
 * Old clients that are no browsers send the host that they ask as their Origin; a browser's has a scheme.
 *
 * A script of another page sends no Origin, and JSONP answers are scripts: what says where such a request comes from is
 * asked in its place.
 */
function isAllowed(request: IncomingMessage, parts: CallerParts): boolean {
  const { host, origin, referer } = request.headers;
  if (origin !== undefined && origin === host) return true;
  if (origin !== undefined || request.headers.upgrade !== undefined)
    return mayCome(request, "local", parts);
  if (request.headers["sec-fetch-site"] !== "cross-site") return true;
  if (referer === undefined || !URL.canParse(referer)) return false;
  const headers = { ...request.headers, origin: new URL(referer).origin };
  const asked = { headers, socket: request.socket } as IncomingMessage;
  return mayCome(asked, "local", parts);
}

/** Of the pages that may come; no cookie is read here, so that credentials give nothing. */
function letPagesRead(
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { origin } = request.headers;
  if (origin === undefined) return;
  response.setHeader("Access-Control-Allow-Origin", origin);
  response.setHeader("Access-Control-Allow-Methods", "POST, GET, OPTIONS");
  response.setHeader("Access-Control-Allow-Credentials", "true");
  response.setHeader("Access-Control-Allow-Headers", "Content-Type");
  response.setHeader("Vary", "Origin");
}

function urlOf(request: IncomingMessage): URL | undefined {
  const { url = "" } = request;
  const base = "http://server";
  return URL.canParse(url, base) ? new URL(url, base) : undefined;
}
