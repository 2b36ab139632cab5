// One client of the load: a raw socket that speaks WebSocket and hands over each text frame in place, without copying.
import { connect, type Socket } from "node:net";
import { clientFrame, opcodes } from "./frames.ts";

/** One text frame: the payload is `bytes[start, end)`, valid only during the call. */
export type OnText = (bytes: Buffer, start: number, end: number) => void;

export interface Target {
  readonly port: number;
  readonly path: string;
  readonly subprotocol?: string | undefined;
}

// All sockets read into the same bytes: a read and its callback are one step of the event loop.
const shared = Buffer.allocUnsafe(64 * 1024);
const endOfHead = "\r\n\r\n";
const ignore = (): void => undefined;

export class Connection {
  onText: OnText = ignore;
  /** Called after the text frames of one read. */
  onRead: () => void = ignore;
  /** Called once when the connection ends and nobody here ended it. */
  onBroken: (error: Error) => void = ignore;
  readonly #socket: Socket;
  #upgraded: (() => void) | undefined;
  #carry: Buffer | undefined;
  #ended = false;

  /** Resolves when the server has agreed to speak WebSocket. */
  static async open(target: Target): Promise<Connection> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const connection = new Connection(target, resolve);
    connection.onBroken = reject;
    await promise;
    connection.onBroken = ignore;
    return connection;
  }

  private constructor(target: Target, upgraded: () => void) {
    this.#upgraded = upgraded;
    this.#socket = connect({
      host: "127.0.0.1",
      port: target.port,
      noDelay: true,
      onread: {
        buffer: shared,
        callback: (length) => {
          this.#read(shared.subarray(0, length));
          return true;
        },
      },
    });
    this.#socket.on("error", (error) => this.#broken(error));
    this.#socket.on("close", () =>
      this.#broken(new Error("The server closed a connection.")),
    );
    this.#socket.write(
      [
        `GET ${target.path} HTTP/1.1`,
        `Host: 127.0.0.1:${target.port}`,
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        ...(target.subprotocol === undefined
          ? []
          : [`Sec-WebSocket-Protocol: ${target.subprotocol}`]),
      ].join("\r\n") + endOfHead,
    );
  }

  get localPort(): number | undefined {
    return this.#socket.localPort;
  }

  /** Ready-made frames. */
  write(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  send(text: string): void {
    this.write(clientFrame(opcodes.text, Buffer.from(text)));
  }

  /** The next text frame that is wanted; all others until then are dropped, and frames are ignored afterwards. */
  async next(wanted: (text: string) => boolean): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const broken = this.onBroken;
    this.onText = (bytes, start, end) => {
      const text = bytes.toString("utf8", start, end);
      if (!wanted(text)) return;
      this.onText = ignore;
      this.onBroken = broken;
      resolve(text);
    };
    this.onBroken = reject;
    return promise;
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** Ends by a reset, so that ten thousand local ports are free again at once. */
  end(): void {
    this.#ended = true;
    this.#socket.resetAndDestroy();
  }

  #broken(error: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#socket.destroy();
    this.onBroken(error);
  }

  #read(chunk: Buffer): void {
    const bytes =
      this.#carry === undefined ? chunk : Buffer.concat([this.#carry, chunk]);
    const from = this.#upgraded === undefined ? 0 : this.#readHead(bytes);
    const rest = from === -1 ? 0 : this.#readFrames(bytes, from);
    this.#carry =
      rest === bytes.length ? undefined : Buffer.from(bytes.subarray(rest));
    this.onRead();
  }

  /** Where the frames begin, or -1 while the answer to the handshake is not whole. */
  #readHead(bytes: Buffer): number {
    const end = bytes.indexOf(endOfHead);
    if (end === -1) return -1;
    const [status] = bytes.toString("latin1", 0, end).split("\r\n");
    if (status?.startsWith("HTTP/1.1 101") !== true) {
      this.#broken(new Error(`The handshake was refused: ${status}.`));
      return bytes.length;
    }
    this.#upgraded?.();
    this.#upgraded = undefined;
    return end + endOfHead.length;
  }

  /** Where the first frame begins that is not whole. This is the hot path: a frame costs its header and one call. */
  #readFrames(bytes: Buffer, from: number): number {
    const end = bytes.length;
    let at = from;
    while (end - at >= 2) {
      let start = at + 2;
      let length = bytes[at + 1] ?? 0;
      if (length === 126) {
        if (end - at < 4) break;
        length = bytes.readUInt16BE(start);
        start += 2;
      } else if (length === 127) {
        if (end - at < 10) break;
        length = Number(bytes.readBigUInt64BE(start));
        start += 8;
      }
      if (end - start < length) break;
      const first = bytes[at] ?? 0;
      at = start + length;
      if (first === (0x80 | opcodes.text)) this.onText(bytes, start, at);
      else this.#readOther(first, bytes.subarray(start, at));
    }
    return at;
  }

  #readOther(first: number, payload: Buffer): void {
    if (first === (0x80 | opcodes.ping)) {
      this.write(clientFrame(opcodes.pong, payload));
    } else if (first === (0x80 | opcodes.close)) {
      const reason = payload.toString("utf8", 2);
      this.#broken(new Error(`The server closed a connection: ${reason}`));
    } else if (first !== (0x80 | opcodes.pong)) {
      this.#broken(
        new Error(`An unexpected frame begins with ${first.toString(16)}.`),
      );
    }
  }
}
