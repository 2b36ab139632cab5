// A TCP connection as a wire of lines or of blocks.
import type { Socket } from "node:net";
import type { Framing } from "../lib/frame.ts";
import { BlockSplitter } from "./block-splitter.ts";
import type { Cutter } from "./cutter.ts";
import { block, line } from "./framings.ts";
import { LineSplitter } from "./line-splitter.ts";
import { SocketWire, type WireParts } from "./socket-wire.ts";

/** How frames lie in the stream of one connection. */
export interface Stream {
  readonly cutter: Cutter;
  readonly framing: Framing;
  /** Whether a first line that is no line of ours ends the connection: one of HTTP, or one that is too long. */
  readonly isFirstLineLookedAt: boolean;
}

/** Lines of at most `most` bytes. Empty ones are left out. */
export function lines(most: number): Stream {
  return {
    cutter: new LineSplitter(most),
    framing: line,
    isFirstLineLookedAt: true,
  };
}

/** Blocks of at most `most` bytes. */
export function blocks(most: number): Stream {
  return {
    cutter: new BlockSplitter(most),
    framing: block,
    isFirstLineLookedAt: false,
  };
}

/** TCP's own keep-alive finds the dead here: a person at `nc` does not answer pings. */
const KEEP_ALIVE_MS = 30_000;
/** A page in a browser can post to any port: what begins so is no line of ours. */
const HTTP_REQUEST = /^[A-Z]{3,16} \S+ HTTP\/\d/;

export class TcpWire extends SocketWire {
  readonly #socket: Socket;
  readonly #cutter: Cutter;
  #isAtFirstLine: boolean;

  constructor(socket: Socket, stream: Stream, parts: WireParts) {
    super(
      {
        address: socket.remoteAddress ?? "",
        port: socket.remotePort ?? 0,
        path: "",
      },
      {
        sink: socket,
        framing: stream.framing,
        setReading: (isReading) =>
          isReading ? socket.resume() : socket.pause(),
      },
      parts,
    );
    this.#socket = socket;
    this.#cutter = stream.cutter;
    this.#isAtFirstLine = stream.isFirstLineLookedAt;
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.on("data", (piece: Buffer) => this.#read(piece));
    socket.on("end", () => void this.#endOfInput());
    socket.on("error", () => undefined);
    socket.once("close", () => this.end());
  }

  /** There is no ping here; but one that does not drain counts as silent. */
  ping(): void {
    if (!this.isLagging) this.missed = 0;
  }

  giveUp(): void {
    this.#socket.destroy();
  }

  /** There is no form for the reason; what the dialect says of it, it sends before. */
  protected finish(): void {
    this.#socket.end();
  }

  #read(piece: Buffer): void {
    if (this.isClosing) return;
    for (const cut of this.#cutter.push(piece)) {
      const wasFirst = this.#isAtFirstLine;
      this.#isAtFirstLine = false;
      if ("unreadable" in cut) {
        this.receive({ refused: cut.unreadable });
        // A request's first line may be too long to be known by its end.
        if (wasFirst && cut.unreadable === "too_large")
          this.close({ code: 1009, text: "the first line is too long" });
      } else if (wasFirst && HTTP_REQUEST.test(cut.text)) return this.giveUp();
      else if (cut.text !== "") this.receive({ frame: cut.text });
    }
  }

  /** The client has said all it will (`nc -N`): what it asked is answered, then the connection ends. */
  async #endOfInput(): Promise<void> {
    await this.idle();
    // What a request caused may come in the turn after its answer.
    await new Promise(setImmediate);
    await this.drained();
    this.close({ code: 1000, text: "" });
  }
}
