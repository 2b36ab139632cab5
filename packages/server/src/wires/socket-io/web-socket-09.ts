// The transport `websocket` of protocol 1: a packet in each message.
import type { Duplex } from "node:stream";
import type { RawData, WebSocket } from "ws";
import type { CloseReason } from "../wire.ts";
import type { Receiver, Transport } from "./transport.ts";

export class WebSocket09 implements Transport {
  readonly sink: Duplex;
  readonly #ws: WebSocket;

  constructor(ws: WebSocket, socket: Duplex) {
    this.#ws = ws;
    this.sink = socket;
  }

  start(receiver: Receiver): void {
    const ws = this.#ws;
    ws.on("message", (data: RawData, isBinary) => {
      // `ws` goes on reading for a moment when it has been closed.
      if (ws.readyState !== ws.OPEN) return;
      if (isBinary) receiver.refuse("binary");
      // With its default `binaryType` `ws` gives a message as one Buffer.
      else receiver.packet((data as Buffer).toString());
    });
    // `ws` closes by itself what breaks the protocol; the close follows.
    ws.on("error", () => undefined);
    ws.once("close", () => receiver.gone());
  }

  setReading(isReading: boolean): void {
    if (isReading) this.#ws.resume();
    else this.#ws.pause();
  }

  finish(reason: CloseReason): void {
    if (this.#ws.readyState === this.#ws.OPEN)
      this.#ws.close(reason.code, reason.text);
  }

  giveUp(): void {
    this.#ws.terminate();
  }
}
