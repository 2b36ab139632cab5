// A WebSocket as a wire. `ws` reads the frames; what is sent goes ready-framed from the outbox to the socket below it.
import type { Duplex } from "node:stream";
import type { RawData, WebSocket } from "ws";
import { webSocketText } from "./framings.ts";
import { SocketWire, type WireParts } from "./socket-wire.ts";
import type { CloseReason, Opened } from "./wire.ts";

export class WebSocketWire extends SocketWire {
  readonly #ws: WebSocket;

  constructor(ws: WebSocket, socket: Duplex, opened: Opened, parts: WireParts) {
    const setReading = (isReading: boolean): void =>
      isReading ? ws.resume() : ws.pause();
    super(opened, { sink: socket, framing: webSocketText, setReading }, parts);
    this.#ws = ws;
    // Who closes without a code is answered with that of a normal end: some pages take an empty answer for a fault.
    const close = ws.close.bind(ws);
    ws.close = (code = 1000, reason) => close(code, reason);
    ws.on("message", (data, isBinary) => this.#message(data, isBinary));
    ws.on("pong", () => {
      this.missed = 0;
    });
    // `ws` closes by itself what breaks the protocol (1002), is not UTF-8 (1007) or too large (1009); the close follows.
    ws.on("error", () => undefined);
    ws.once("close", () => this.end());
  }

  ping(): void {
    // A socket that lags is asked nothing more; that it does not drain counts as silence.
    if (!this.isLagging && this.#isOpen) this.#ws.ping();
  }

  giveUp(): void {
    this.#ws.terminate();
  }

  protected finish(reason: CloseReason): void {
    // Nothing may follow a Close frame (RFC 6455, section 5.5.1).
    this.outbox.end();
    if (this.#isOpen) this.#ws.close(reason.code, reason.text);
  }

  get #isOpen(): boolean {
    return this.#ws.readyState === this.#ws.OPEN;
  }

  #message(data: RawData, isBinary: boolean): void {
    this.missed = 0;
    // `ws` goes on reading for a moment when it has been closed.
    if (!this.#isOpen) return;
    this.receive(isBinary ? { refused: "binary" } : { frame: text(data) });
  }
}

/** With its default `binaryType` `ws` gives a message as one Buffer. */
function text(data: RawData): string {
  return (data as Buffer).toString();
}
