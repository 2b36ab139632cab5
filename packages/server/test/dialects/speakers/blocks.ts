// Blocks over TCP: 8 bytes of length, big end first, and so many bytes of UTF-8.
import type { Socket } from "node:net";
import { Carrier, connected } from "./carrier.ts";

const HEAD = 8;

export class BlocksCarrier extends Carrier {
  /** All that came, as it came. */
  readonly pieces: Buffer[] = [];
  #rest = Buffer.alloc(0);

  constructor(socket: Socket) {
    super(socket);
    this.listen();
  }

  bytesOf(text: string): Buffer {
    return this.binaryOf(Buffer.from(text));
  }

  binaryOf(bytes: Buffer): Buffer {
    const head = Buffer.alloc(HEAD);
    head.writeBigUInt64BE(BigInt(bytes.length));
    return Buffer.concat([head, bytes]);
  }

  protected receive(piece: Buffer): void {
    this.pieces.push(piece);
    this.#rest = Buffer.concat([this.#rest, piece]);
    while (this.#rest.length >= HEAD) {
      const end = HEAD + Number(this.#rest.readBigUInt64BE());
      if (this.#rest.length < end) return;
      this.tell(this.#rest.toString("utf8", HEAD, end));
      this.#rest = this.#rest.subarray(end);
    }
  }
}

/** With `staysOpen` it does not go when the server ends the connection. */
export async function openBlocks(
  port: number,
  staysOpen = false,
): Promise<BlocksCarrier> {
  return new BlocksCarrier(await connected(port, staysOpen));
}
