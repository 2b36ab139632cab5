// Engine.IO's server, which here also tells what lies below its transports.
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { Server, type Socket as EngineSocket, type Transport } from "engine.io";
import type { WebSocket } from "ws";
import type { OverWebSocket } from "./engine-transport.ts";

type UpgradeRequest = IncomingMessage & { readonly websocket?: WebSocket };

export class Engine extends Server {
  readonly #below = new WeakMap<Transport, OverWebSocket>();

  overWebSocket(engine: EngineSocket): OverWebSocket {
    const over = this.#below.get(engine.transport);
    if (over === undefined) throw new Error("This transport is no WebSocket.");
    return over;
  }

  override createTransport(
    name: "polling" | "websocket",
    request: UpgradeRequest,
  ): Transport {
    const transport = super.createTransport(name, request);
    const { websocket: ws, socket } = request;
    if (ws !== undefined)
      this.#below.set(transport, { ws, below: socket satisfies Duplex });
    return transport;
  }
}
