// A door on TCP: a dialect over lines.
import { createServer, type AddressInfo, type Server } from "node:net";
import type { Dialect } from "../dialects/dialect.ts";
import { TcpLinesWire, type TcpParts } from "../wires/tcp-lines.ts";
import { ChatError } from "../core/errors.ts";
import type { Connections } from "./connections.ts";

export interface TcpDoorParts extends TcpParts {
  readonly connections: Connections;
}

/** Listens; rejects with the system's error when it cannot. */
export async function openTcpDoor(
  dialect: Dialect,
  at: { readonly host: string; readonly port: number },
  parts: TcpDoorParts,
): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    try {
      socket.once(
        "close",
        parts.connections.chat.addresses.connect(socket.remoteAddress ?? ""),
      );
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      socket.on("error", () => undefined);
      // What has come is read, or the text would be lost with it.
      socket.resume().end(`${error.message}\n`, () => socket.destroy());
      return;
    }
    parts.connections.start(dialect, new TcpLinesWire(socket, parts));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(at.port, at.host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  return server;
}

export function portOf(server: {
  address(): AddressInfo | string | null;
}): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
