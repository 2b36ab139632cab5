// A WebSocket as a wire. `ws` reads the frames; what is sent goes ready-framed from the outbox to the socket below it.
import type { Duplex } from "node:stream";
import type { RawData, WebSocket } from "ws";
import type { Frame } from "../lib/frame.ts";
import { webSocketText } from "./framings.ts";
import type { Beating, Heartbeat } from "./heartbeat.ts";
import { Outbox } from "./outbox.ts";
import { Requests, type Load } from "./requests.ts";
import type { Turn } from "./turn.ts";
import type { CloseReason, Conversation, Opened, Wire } from "./wire.ts";

export interface WebSocketParts {
  readonly turn: Turn;
  readonly heartbeat: Heartbeat;
  readonly requestsUnderWay: number;
  readonly load: Load;
}

export class WebSocketWire implements Wire, Beating {
  readonly opened: Opened;
  missed = 0;
  onLag: (() => void) | undefined;
  readonly #ws: WebSocket;
  readonly #outbox: Outbox;
  readonly #requests: Requests;
  #conversation: Conversation | undefined;
  #gone: (() => void) | undefined;

  constructor(
    ws: WebSocket,
    socket: Duplex,
    opened: Opened,
    parts: WebSocketParts,
  ) {
    this.#ws = ws;
    this.opened = opened;
    this.#outbox = new Outbox(parts.turn, webSocketText, socket, (isLagging) =>
      this.#lag(isLagging),
    );
    this.#requests = new Requests({
      most: parts.requestsUnderWay,
      load: parts.load,
      setReading: (isReading) => (isReading ? ws.resume() : ws.pause()),
    });
    const stopBeating = parts.heartbeat.add(this);
    ws.on("message", (data, isBinary) => this.#receive(data, isBinary));
    ws.on("pong", () => {
      this.missed = 0;
    });
    // `ws` closes by itself what breaks the protocol (1002), is not UTF-8 (1007) or too large (1009); the close follows.
    ws.on("error", () => undefined);
    ws.once("close", () => {
      stopBeating();
      this.#outbox.end();
      this.#requests.end();
      this.#conversation?.end();
      this.#gone?.();
    });
  }

  /** `gone` is called when the connection is. From here on frames go to this conversation. To be called before the turn in which the wire was made ends. */
  start(conversation: Conversation, gone: () => void): void {
    this.#conversation = conversation;
    this.#requests.start(conversation);
    this.#gone = gone;
  }

  send(frame: Frame): void {
    this.#outbox.send(frame);
  }

  sendAlone(frame: Frame): void {
    this.#outbox.sendAlone(frame);
  }

  drained(): Promise<void> {
    return this.#outbox.drained();
  }

  close(reason: CloseReason): void {
    if (this.#ws.readyState !== this.#ws.OPEN) return;
    this.#outbox.flush();
    // Nothing may follow a Close frame (RFC 6455, section 5.5.1).
    this.#outbox.end();
    this.#ws.close(reason.code, reason.text);
  }

  ping(): void {
    // A socket that lags is asked nothing more; that it does not drain counts as silence.
    if (!this.#outbox.isBlocked) this.#ws.ping();
  }

  giveUp(): void {
    this.#ws.terminate();
  }

  #receive(data: RawData, isBinary: boolean): void {
    this.missed = 0;
    // `ws` goes on reading for a moment when it has been closed.
    if (this.#ws.readyState !== this.#ws.OPEN) return;
    this.#requests.receive(
      isBinary ? { refused: "binary" } : { frame: text(data) },
    );
  }

  #lag(isLagging: boolean): void {
    this.missed = 0;
    this.#requests.setLagging(isLagging);
    if (isLagging) this.onLag?.();
  }
}

/** With its default `binaryType` `ws` gives a message as one Buffer. */
function text(data: RawData): string {
  return (data as Buffer).toString();
}
