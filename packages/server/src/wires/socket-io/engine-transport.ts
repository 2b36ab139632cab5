// A connection of Engine.IO 4 as a transport. Engine.IO does the handshake, the polling, the upgrade and the heartbeat;
// once it is a WebSocket, what is owed goes past it, ready-framed, to the socket below.
import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Socket as EngineSocket } from "engine.io";
import type { WebSocket } from "ws";
import type { Sink } from "../outbox.ts";
import type { CloseReason } from "../wire.ts";
import { EnginePolling } from "./engine-polling.ts";
import type { Reading } from "./reading.ts";
import type { Receiver, Transport } from "./transport.ts";

/** Of the transport that an engine socket has now. */
export interface OverWebSocket {
  readonly ws: WebSocket;
  /** The socket below it. */
  readonly below: Duplex;
}

export class EngineTransport implements Transport, Sink {
  readonly #engine: EngineSocket;
  readonly #overWebSocket: () => OverWebSocket;
  /** The WebSocket, once there is one, and the socket below it, once what is owed goes there. */
  #ws: WebSocket | undefined;
  #below: Duplex | undefined;
  #polling: EnginePolling | undefined;
  #finishing: CloseReason | undefined;

  /** `overWebSocket` is asked when the transport is a WebSocket. */
  constructor(engine: EngineSocket, overWebSocket: () => OverWebSocket) {
    this.#engine = engine;
    this.#overWebSocket = overWebSocket;
    if (engine.transport.name === "websocket") this.#goBelow();
    else this.#poll();
  }

  get sink(): Sink {
    return this;
  }

  get writable(): boolean {
    return this.#below?.writable ?? this.#engine.readyState === "open";
  }

  get writableLength(): number {
    return this.#below?.writableLength ?? this.#polling?.waiting ?? 0;
  }

  write(bytes: Uint8Array, written?: () => void): void {
    if (this.#below !== undefined) this.#below.write(bytes, written);
    else this.#polling?.write(bytes, written);
  }

  cork(): void {
    this.#below?.cork();
  }

  uncork(): void {
    this.#below?.uncork();
  }

  /** The next request of a polling client: it waits for news. */
  polled(response: ServerResponse): void {
    this.#polling?.polled(response);
  }

  /** What the requests with packets of a polling client wait for; undefined when it polls no more. */
  get reading(): Reading | undefined {
    return this.#polling?.reading;
  }

  start(receiver: Receiver): void {
    this.#engine.on("message", (data: string | Buffer) => {
      if (typeof data === "string") receiver.packet(data);
      else receiver.refuse("binary");
    });
    this.#engine.once("close", () => {
      receiver.gone();
      this.#polling?.end();
    });
  }

  setReading(isReading: boolean): void {
    this.#polling?.reading.set(isReading);
    if (isReading) this.#ws?.resume();
    else this.#ws?.pause();
  }

  finish(reason: CloseReason): void {
    this.#finishing = reason;
    if (this.#polling?.isEmpty !== false) this.#end(reason);
  }

  giveUp(): void {
    if (this.#ws !== undefined) this.#ws.terminate();
    else this.#engine.close(true);
  }

  #poll(): void {
    const engine = this.#engine;
    const polling = new EnginePolling(engine);
    this.#polling = polling;
    engine.on("drain", () => {
      polling.sent();
      if (this.#ws !== undefined) this.#goBelow();
      else polling.settle();
      if (this.#finishing !== undefined) this.#end(this.#finishing);
    });
    engine.once("upgrade", () => {
      this.#ws = this.#overWebSocket().ws;
      // What Engine.IO still has it sends over the new transport, right after this.
      if (polling.isEmpty) this.#goBelow();
    });
  }

  #end(reason: CloseReason): void {
    if (this.#below === undefined) this.#engine.close(true);
    else this.#ws?.close(reason.code, reason.text);
  }

  #goBelow(): void {
    if (this.#below !== undefined) return;
    const { ws, below } = this.#overWebSocket();
    this.#ws = ws;
    this.#below = below;
    const polling = this.#polling;
    if (polling === undefined) return;
    if (!polling.reading.isOpen) ws.pause();
    this.#polling = undefined;
    polling.end();
  }
}
