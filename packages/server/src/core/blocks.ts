// Blocks of a log for readers that are behind: all who read the same stretch share its entries, read once, and its
// frames, joined once, however many they are and however slowly each comes along.
import { Frame } from "../lib/frame.ts";
import type { Encoded } from "./encoded.ts";
import type { Encoder } from "./line.ts";

/** Entries in a block; the first block begins with entry 1. */
export const BLOCK = 256;
/** Blocks kept; a block of short texts is about 100 KB, one of the longest texts 8 MB. */
const KEPT = 4;

export class Block {
  readonly entries: readonly Encoded[];
  readonly #frames = new Map<Encoder, Frame>();

  constructor(entries: readonly Encoded[]) {
    this.entries = entries;
  }

  /** All its entries as one frame. */
  frame(encoder: Encoder): Frame {
    let frame = this.#frames.get(encoder);
    if (frame === undefined) {
      const frames = this.entries.map((encoded) => encoded.frame(encoder));
      frame = new Frame(frames.filter((one) => one !== null));
      this.#frames.set(encoder, frame);
    }
    return frame;
  }
}

export class Blocks {
  readonly #read: (seq: number, limit: number) => Promise<readonly Encoded[]>;
  /** By where they begin, the one used last at the end. */
  readonly #kept = new Map<number, Promise<Block>>();

  constructor(
    read: (seq: number, limit: number) => Promise<readonly Encoded[]>,
  ) {
    this.#read = read;
  }

  /** The block after `seq`, a multiple of BLOCK; all of it is in the log. @throws ChatError `unavailable` */
  after(seq: number): Promise<Block> {
    const block = this.#kept.get(seq) ?? this.#open(seq);
    this.#kept.delete(seq);
    this.#kept.set(seq, block);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined)
      this.#kept.delete(oldest);
    return block;
  }

  /** Nobody is behind any more. */
  clear(): void {
    this.#kept.clear();
  }

  #open(seq: number): Promise<Block> {
    const block = this.#read(seq, BLOCK).then((entries) => new Block(entries));
    block.catch(() => this.#kept.delete(seq));
    return block;
  }
}
