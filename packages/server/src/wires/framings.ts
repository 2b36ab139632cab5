// How payloads are put on each kind of wire.
import type { Framing } from "../lib/frame.ts";

const FIN_TEXT = 0x81;
const NEWLINE = Buffer.from("\n");

/** One unmasked WebSocket text frame (RFC 6455, section 5.2). */
export const webSocketText: Framing = {
  frame(payload) {
    return Buffer.concat([header(FIN_TEXT, payload.length), payload]);
  },
};

/** A line ended by LF. The payload holds no line end; that is the dialect's to see to. */
export const line: Framing = {
  frame(payload) {
    return Buffer.concat([payload, NEWLINE]);
  },
};

/** 8 bytes of length, unsigned and big end first, and the payload. */
export const block: Framing = {
  frame(payload) {
    const head = Buffer.alloc(8);
    head.writeBigUInt64BE(BigInt(payload.length));
    return Buffer.concat([head, payload]);
  },
};

function header(first: number, length: number): Buffer {
  if (length < 126) return Buffer.from([first, length]);
  if (length < 65_536)
    return Buffer.from([first, 126, length >> 8, length & 255]);
  const long = Buffer.alloc(10);
  long[0] = first;
  long[1] = 127;
  long.writeBigUInt64BE(BigInt(length), 2);
  return long;
}
