// Cuts a stream of bytes into blocks: 8 bytes of length, unsigned and big end first, then so many bytes of UTF-8.
import type { Cut, Cutter } from "./cutter.ts";
import { Pieces } from "./pieces.ts";
import { readText } from "./text.ts";

const HEAD = 8;

export class BlockSplitter implements Cutter {
  readonly #most: number;
  readonly #rest = new Pieces();
  /** How many bytes the block under way has; undefined while its head is. */
  #length: number | undefined;
  /** After a length that cannot be, nothing tells where the next block begins. */
  #isBroken = false;

  /** Blocks have 1 to `most` bytes, their head not counted. */
  constructor(most: number) {
    this.#most = most;
  }

  push(piece: Buffer): Cut[] {
    const blocks: Cut[] = [];
    let from = 0;
    while (!this.#isBroken) {
      const to = from + (this.#length ?? HEAD) - this.#rest.length;
      if (to > piece.length) {
        this.#rest.add(Buffer.from(piece.subarray(from)));
        break;
      }
      this.#rest.add(piece.subarray(from, to));
      this.#complete(blocks);
      from = to;
    }
    return blocks;
  }

  #complete(blocks: Cut[]): void {
    const bytes = this.#rest.take();
    if (this.#length !== undefined) {
      this.#length = undefined;
      blocks.push(readText(bytes));
      return;
    }
    // Exact up to 2^53, and far above the bound beyond.
    this.#length = bytes.readUInt32BE(0) * 2 ** 32 + bytes.readUInt32BE(4);
    if (this.#length >= 1 && this.#length <= this.#most) return;
    this.#isBroken = true;
    blocks.push({ unreadable: this.#length === 0 ? "malformed" : "too_large" });
  }
}
