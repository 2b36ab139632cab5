// The messages in a run of whole, unmasked WebSocket text frames: what is owed is framed for a WebSocket, and a polling
// transport takes it out again.

const LENGTH_16 = 126;
const LENGTH_64 = 127;

export function messagesOf(frames: Uint8Array): string[] {
  const bytes = Buffer.from(
    frames.buffer,
    frames.byteOffset,
    frames.byteLength,
  );
  const messages: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    let length = bytes.readUInt8(at + 1);
    at += 2;
    if (length === LENGTH_16) {
      length = bytes.readUInt16BE(at);
      at += 2;
    } else if (length === LENGTH_64) {
      length = Number(bytes.readBigUInt64BE(at));
      at += 8;
    }
    messages.push(bytes.toString("utf8", at, at + length));
    at += length;
  }
  return messages;
}
