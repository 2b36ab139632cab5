// One listening TCP port of one or several dialects, which share it by what the client sends first.
import type { Server } from "node:http";
import {
  createServer,
  type AddressInfo,
  type Server as NetServer,
  type Socket,
} from "node:net";
import type { Dialect, TcpForm } from "../dialects/dialect.ts";
import { createServer as createHttpServer } from "../lib/node-http.ts";
import { nothingHere, withRoutes, type RouteParts } from "./routes.ts";
import { Sniffing, type Forms, type Kind } from "./sniffing.ts";
import { startTcp, type TcpDoorParts } from "./tcp.ts";
import { openWebSocketDoors, type WebSocketDoorParts } from "./web-sockets.ts";

/** The two hooks serve the dialect of the port that is on Socket.IO, and are not asked where none is. */
export interface PortParts
  extends TcpDoorParts, WebSocketDoorParts, RouteParts {}

export interface OpenPort {
  /** As it listens. */
  readonly port: number;
  /** Takes no new connections; those that are open go on. */
  stop(): void;
  /** As `stop`, and ends what HTTP is still open. Connections of dialects are not its own to end. */
  close(): void;
}

/** As the main port has it; in milliseconds. */
const HTTP_TIMEOUTS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
};
/** A socket on which an answer does not move for this long is ended. */
const STALLED_MS = 60_000;

/** Listens; rejects with the system's error when it cannot. @throws when two dialects cannot be told apart there. */
export async function openPort(
  dialects: readonly Dialect[],
  at: { readonly host: string; readonly port: number },
  parts: PortParts,
): Promise<OpenPort> {
  const lines = onlyOne(dialects, "lines");
  const blocks = onlyOne(dialects, "blocks");
  for (const dialect of dialects) await dialect.load?.();
  const isHttp = dialects.some(speaksHttp);
  const http = isHttp ? httpServer(dialects, parts) : undefined;
  const server = http ?? createServer({ allowHalfOpen: true });
  // An HTTP server that listens itself watches over its own time limits; one that is only given sockets does not.
  const speakHttp = http?.listeners("connection") ?? [];
  const take = (socket: Socket, kind: Kind): void => {
    const dialect = kind === "lines" ? lines : blocks;
    if (kind === "http")
      for (const listener of speakHttp) listener.call(server, socket);
    else if (dialect !== undefined) startTcp(dialect, kind, socket, parts);
  };
  const forms = formsOf(isHttp, lines, blocks);
  const sniffing = new Sniffing(forms, take);
  if (forms.lines || forms.blocks) {
    server.removeAllListeners("connection");
    server.on(
      "connection",
      needsSniffing(forms)
        ? (socket: Socket) => sniffing.sniff(socket)
        : (socket: Socket) => take(socket, lines ? "lines" : "blocks"),
    );
  }
  await listening(server, at);
  // The system has no socket left for whoever comes, or the like: who is there goes on.
  server.on("error", (error) => parts.onBug(error, "a port"));
  const stop = (): void => {
    sniffing.stop();
    server.close();
  };
  return {
    port: portOf(server),
    stop,
    close() {
      stop();
      http?.closeAllConnections();
    },
  };
}

export function portOf(server: {
  address(): AddressInfo | string | null;
}): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function speaksHttp(dialect: Dialect): boolean {
  return (
    dialect.webSocket !== undefined ||
    dialect.routes !== undefined ||
    dialect.isOnSocketIo === true
  );
}

function formsOf(
  isHttp: boolean,
  lines: Dialect | undefined,
  blocks: Dialect | undefined,
): Forms {
  const ofLines = lines?.tcp?.greets ? "lines" : undefined;
  return {
    http: isHttp,
    lines: lines !== undefined,
    blocks: blocks !== undefined,
    greeting: blocks?.tcp?.greets ? "blocks" : ofLines,
  };
}

/** A dialect that greets with blocks has clients who miss what comes before they listen. */
function needsSniffing({ http, lines, blocks, greeting }: Forms): boolean {
  return http || (lines && blocks) || greeting === "blocks";
}

function onlyOne(
  dialects: readonly Dialect[],
  cut: TcpForm["cut"],
): Dialect | undefined {
  const [one, other] = dialects.filter(({ tcp }) => tcp?.cut === cut);
  if (one !== undefined && other !== undefined)
    throw new Error(
      `${one.name} and ${other.name} cannot share a port: both are ${cut}`,
    );
  return one;
}

function httpServer(dialects: readonly Dialect[], parts: PortParts): Server {
  const isOnSocketIo = dialects.some((dialect) => dialect.isOnSocketIo);
  const own: PortParts = {
    ...parts,
    takesRequest: isOnSocketIo ? parts.takesRequest : undefined,
    takesUpgrade: isOnSocketIo ? parts.takesUpgrade : undefined,
  };
  const routes = dialects.flatMap((dialect) => dialect.routes ?? []);
  const server = createHttpServer(
    HTTP_TIMEOUTS,
    withRoutes(routes, nothingHere, own),
  );
  server.on("request", (_request, response) => {
    response.setTimeout(STALLED_MS);
  });
  openWebSocketDoors(server, dialects, "own", own);
  return server;
}

async function listening(
  server: NetServer,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
