// What both protocols' servers need of the door that they are at.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { WireParts } from "../socket-wire.ts";
import type { Opened } from "../wire.ts";
import type { SocketIoWire } from "./socket-io-wire.ts";

export interface Host {
  readonly wires: WireParts;
  /** The most bytes that a message or the body of a request may have. */
  readonly frameBytes: number;
  /** Between two polls, and between a handshake and its use, there may be this long, in milliseconds. */
  readonly closeMs: number;
  openedBy(request: IncomingMessage): Omit<Opened, "protocol">;
  /** Counts a connection until the returned function is called; or why it is refused. */
  admit(address: string): (() => void) | string;
  /** Counts a handshake that nobody uses yet, in the same way. */
  expect(): (() => void) | string;
  /** Answers an upgrade and ends the connection. */
  refuse(socket: Duplex, status: number, text: string): void;
  /** Lets the dialect converse over it; `start` has been called when this returns. */
  converse(wire: SocketIoWire): void;
}

export function answer(
  response: ServerResponse,
  status: number,
  text = "",
  type = "text/plain; charset=UTF-8",
): void {
  response.writeHead(status, {
    "Content-Type": type,
    "Content-Length": Buffer.byteLength(text),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
  });
  response.end(text);
}

/** The body as text; undefined when it is longer than `most` bytes. @throws when the client goes. */
export async function readBody(
  request: IncomingMessage,
  most: number,
): Promise<string | undefined> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > most) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces, length).toString();
}
