// A TCP connection as a wire of lines.
import type { Socket } from "node:net";
import type { Frame } from "../lib/frame.ts";
import { line } from "./framings.ts";
import type { Beating, Heartbeat } from "./heartbeat.ts";
import { LineSplitter } from "./line-splitter.ts";
import { Outbox } from "./outbox.ts";
import { Requests, type Load } from "./requests.ts";
import type { Turn } from "./turn.ts";
import type { CloseReason, Conversation, Opened, Wire } from "./wire.ts";

export interface TcpParts {
  readonly turn: Turn;
  readonly heartbeat: Heartbeat;
  readonly lineBytes: number;
  readonly requestsUnderWay: number;
  readonly load: Load;
}

/** TCP's own keep-alive finds the dead here: a person at `nc` does not answer pings. */
const KEEP_ALIVE_MS = 30_000;
/** How long a connection that was ended may take to go. */
const GOING_MS = 5_000;
/** A page in a browser can post to any port: what begins so is no line of ours. */
const HTTP_REQUEST = /^[A-Z]{3,16} \S+ HTTP\/\d/;

export class TcpLinesWire implements Wire, Beating {
  readonly opened: Opened;
  missed = 0;
  onLag: (() => void) | undefined;
  readonly #socket: Socket;
  readonly #outbox: Outbox;
  readonly #requests: Requests;
  readonly #lines: LineSplitter;
  #conversation: Conversation | undefined;
  #gone: (() => void) | undefined;
  #isFirst = true;

  constructor(socket: Socket, parts: TcpParts) {
    this.#socket = socket;
    this.opened = { address: socket.remoteAddress ?? "", path: "" };
    this.#lines = new LineSplitter(parts.lineBytes);
    this.#outbox = new Outbox(parts.turn, line, socket, (isLagging) =>
      this.#lag(isLagging),
    );
    this.#requests = new Requests({
      most: parts.requestsUnderWay,
      load: parts.load,
      setReading: (isReading) => (isReading ? socket.resume() : socket.pause()),
    });
    const stopBeating = parts.heartbeat.add(this);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.on("data", (piece: Buffer) => this.#receive(piece));
    socket.on("end", () => void this.#finish());
    socket.on("error", () => undefined);
    socket.once("close", () => {
      stopBeating();
      this.#outbox.end();
      this.#requests.end();
      this.#conversation?.end();
      this.#gone?.();
    });
  }

  /** `gone` is called when the connection is. From here on lines go to this conversation. To be called before the turn in which the wire was made ends. */
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

  /** A line door has no form for the reason; what it says of it, it sends before. */
  close(_reason: CloseReason): void {
    if (this.#socket.destroyed || this.#socket.writableEnded) return;
    this.#outbox.flush();
    this.#socket.end();
    // Not the socket's own timeout, which whoever goes on sending would put off.
    const going = setTimeout(() => this.#socket.destroy(), GOING_MS).unref();
    this.#socket.once("close", () => clearTimeout(going));
  }

  /** There is no ping over lines; but one that does not drain counts as silent. */
  ping(): void {
    if (!this.#outbox.isBlocked) this.missed = 0;
  }

  giveUp(): void {
    this.#socket.destroy();
  }

  #receive(piece: Buffer): void {
    for (const line of this.#lines.push(piece)) {
      if (this.#socket.writableEnded) return;
      if ("unreadable" in line) {
        this.#requests.receive({ refused: line.unreadable });
        // A request's first line may be too long to be known by its end.
        if (this.#isFirst && line.unreadable === "too_large")
          return this.close({ code: 1009, text: "the first line is too long" });
      } else if (this.#isFirst && HTTP_REQUEST.test(line.text))
        return void this.#socket.destroy();
      else if (line.text !== "") this.#requests.receive({ frame: line.text });
      this.#isFirst = false;
    }
  }

  /** The client has said all it will (`nc -N`): what it asked is answered, then the connection ends. */
  async #finish(): Promise<void> {
    await this.#requests.idle();
    await this.#outbox.drained();
    this.close({ code: 1000, text: "" });
  }

  #lag(isLagging: boolean): void {
    this.#requests.setLagging(isLagging);
    if (isLagging) this.onLag?.();
  }
}
