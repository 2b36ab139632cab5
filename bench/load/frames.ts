// Just enough of WebSocket (RFC 6455) for the load: a client's masked frames. Reading is in connection.ts.

export const opcodes = {
  continuation: 0x0,
  text: 0x1,
  binary: 0x2,
  close: 0x8,
  ping: 0x9,
  pong: 0xa,
} as const;

/** Any mask will do on loopback; it is not zero, so that the server has the work of a real client's frames. */
const mask = new Uint8Array([0x37, 0xfa, 0x21, 0x3d]);

/** How many bytes a client's frame with a payload of this length takes. Payloads are below 64 KiB. */
export function clientFrameLength(payloadLength: number): number {
  return (payloadLength < 126 ? 6 : 8) + payloadLength;
}

/** Writes one masked frame at `at` and returns where it ends. */
export function writeClientFrame(
  into: Uint8Array,
  at: number,
  opcode: number,
  payload: Uint8Array,
): number {
  const length = payload.length;
  let to = at;
  into[to++] = 0x80 | opcode;
  if (length < 126) {
    into[to++] = 0x80 | length;
  } else {
    into[to++] = 0x80 | 126;
    into[to++] = length >> 8;
    into[to++] = length & 0xff;
  }
  into.set(mask, to);
  to += 4;
  for (let i = 0; i < length; i++) {
    into[to++] = (payload[i] ?? 0) ^ (mask[i & 3] ?? 0);
  }
  return to;
}

export function clientFrame(opcode: number, payload: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(clientFrameLength(payload.length));
  writeClientFrame(bytes, 0, opcode, payload);
  return bytes;
}
