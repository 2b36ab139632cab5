// A WebSocket written by hand (RFC 6455), so that its bytes can be cut, joined and broken at will.
import type { Socket } from "node:net";
import { Carrier, connected } from "./carrier.ts";

const TEXT = 0x81;
const BINARY = 0x82;
const CLOSE = 0x88;
const PING = 0x89;
const PONG = 0x8a;
const MASK = Buffer.from([1, 2, 3, 4]);

export class WebSocketCarrier extends Carrier {
  #rest = Buffer.alloc(0);
  /** The code and reason that the server closed with. */
  closed: { readonly code: number; readonly reason: string } | undefined;

  /** The head of the answer to the handshake. */
  answer: string | undefined;

  constructor(socket: Socket) {
    super(socket);
    this.listen();
  }

  bytesOf(text: string): Buffer {
    return masked(TEXT, Buffer.from(text));
  }

  binaryOf(bytes: Buffer): Buffer {
    return masked(BINARY, bytes);
  }

  override end(): void {
    void this.raw(masked(CLOSE, Buffer.from([3, 232])));
  }

  protected receive(piece: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, piece]);
    if (this.answer === undefined && !this.#takeAnswer()) return;
    for (;;) {
      const [kind, length] = this.#rest;
      if (kind === undefined || length === undefined) return;
      const head = length < 126 ? 2 : length === 126 ? 4 : 10;
      if (this.#rest.length < head) return;
      const size =
        length < 126
          ? length
          : length === 126
            ? this.#rest.readUInt16BE(2)
            : Number(this.#rest.readBigUInt64BE(2));
      if (this.#rest.length < head + size) return;
      const payload = this.#rest.subarray(head, head + size);
      this.#rest = this.#rest.subarray(head + size);
      this.#take(kind, payload);
    }
  }

  /** Whether the handshake has been answered. */
  #takeAnswer(): boolean {
    const end = this.#rest.indexOf("\r\n\r\n");
    if (end === -1) return false;
    this.answer = this.#rest.toString("latin1", 0, end);
    this.#rest = this.#rest.subarray(end + 4);
    this.look();
    return true;
  }

  #take(kind: number, payload: Buffer): void {
    if (kind === TEXT) return this.tell(payload.toString());
    if (kind === PING) return void this.raw(masked(PONG, payload));
    if (kind !== CLOSE) return;
    const code = payload.length < 2 ? 1005 : payload.readUInt16BE(0);
    this.closed = { code, reason: payload.toString("utf8", 2) };
    void this.raw(masked(CLOSE, payload));
    this.socket.end();
  }
}

/** A client's frame; `first` is its first byte. */
function masked(first: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = first;
  head[1] = 0x80 | (length < 126 ? length : length < 65_536 ? 126 : 127);
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  const body = payload.map((byte, index) => byte ^ (MASK[index % 4] ?? 0));
  return Buffer.concat([head, MASK, body]);
}

/** Opens one at a path of a port; rejects with the answer when it is refused. */
export async function openWebSocket(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<WebSocketCarrier> {
  const socket = await connected(port);
  const all = {
    host: `127.0.0.1:${port}`,
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  socket.write(`GET ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
  const carrier = new WebSocketCarrier(socket);
  await carrier.until(() => carrier.answer !== undefined);
  if (!carrier.answer?.startsWith("HTTP/1.1 101"))
    throw new Error(`${path} was answered ${carrier.answer}`);
  return carrier;
}
