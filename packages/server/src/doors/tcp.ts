// A dialect on one TCP connection.
import type { Socket } from "node:net";
import { ChatError } from "../core/errors.ts";
import type { Dialect, TcpForm } from "../dialects/dialect.ts";
import { block, line } from "../wires/framings.ts";
import type { WireParts } from "../wires/socket-wire.ts";
import { blocks, lines, TcpWire } from "../wires/tcp.ts";
import type { Connections } from "./connections.ts";

export interface TcpDoorParts extends WireParts {
  readonly connections: Connections;
  /** The most bytes that a line may have, and that a block may. */
  readonly lineBytes: number;
  readonly frameBytes: number;
}

/** Starts the conversation, unless the client is refused. */
export function startTcp(
  dialect: Dialect,
  cut: TcpForm["cut"],
  socket: Socket,
  parts: TcpDoorParts,
): void {
  try {
    const address = socket.remoteAddress ?? "";
    socket.once("close", parts.connections.admit(address));
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    socket.on("error", () => undefined);
    const refusal = dialect.tcp?.refusal(error.message, error.code);
    const bytes = refusal?.framed(cut === "lines" ? line : block) ?? "";
    // What has come is read, or the answer would be lost with it.
    socket.resume().end(bytes, () => socket.destroy());
    return;
  }
  const stream =
    cut === "lines" ? lines(parts.lineBytes) : blocks(parts.frameBytes);
  parts.connections.start(dialect, new TcpWire(socket, stream, parts));
}
