// Blocks of a log for readers that are behind: all who read the same stretch share its entries, read once, and its
// frames, joined once, however many they are and however slowly each comes along.
import { Frame } from "../../lib/frame.ts";
import { changed } from "./changes.ts";
import type { Encoded } from "./encoded.ts";
import type { Encoder } from "../line.ts";
import type { Recent } from "./recent.ts";

/** Entries in a block; the first block begins with entry 1. */
export const BLOCK = 256;
/** Blocks kept; a block of short texts is about 100 KB, one of the longest texts 8 MB. */
const KEPT = 4;

export class Block {
  #entries: readonly Encoded[];
  /** Everything that happened up to this entry of the log is in it. */
  #asOf: number;
  readonly #frames = new Map<Encoder, Frame>();

  /** `asOf`: the room's head before they were read. */
  constructor(entries: readonly Encoded[], asOf: number) {
    this.#entries = entries;
    this.#asOf = asOf;
  }

  get entries(): readonly Encoded[] {
    return this.#entries;
  }

  /**
   * Takes in what has been edited and deleted meanwhile. To be called right before it is sent, however recently it was
   * read. False when that is not known any more: it has to be read again.
   */
  update(recent: Recent): boolean {
    const { changedAt } = recent;
    if (changedAt <= this.#asOf) return true;
    const changes = recent.changesAfter(this.#asOf);
    if (changes === undefined) return false;
    let isChanged = false;
    const entries = this.#entries.map((encoded) => {
      const now = encoded.as(changed(encoded.entry, changes));
      if (now !== encoded) isChanged = true;
      return now;
    });
    this.#asOf = changedAt;
    if (isChanged) {
      this.#entries = entries;
      this.#frames.clear();
    }
    return true;
  }

  /** All its entries as one frame. */
  frame(encoder: Encoder): Frame {
    let frame = this.#frames.get(encoder);
    if (frame === undefined) {
      const frames = this.#entries.map((encoded) => encoded.frame(encoder));
      frame = new Frame(frames.filter((one) => one !== null));
      this.#frames.set(encoder, frame);
    }
    return frame;
  }
}

interface Kept {
  readonly reading: Promise<Block>;
  /** When it has been read. */
  block: Block | undefined;
}

export class Blocks {
  readonly #read: (seq: number, limit: number) => Promise<Block>;
  /** By where they begin, the one used last at the end. */
  readonly #kept = new Map<number, Kept>();

  constructor(read: (seq: number, limit: number) => Promise<Block>) {
    this.#read = read;
  }

  /** The block after `seq`, a multiple of BLOCK; all of it is in the log. @throws ChatError `unavailable` */
  after(seq: number): Promise<Block> {
    const kept = this.#kept.get(seq) ?? this.#open(seq);
    this.#kept.delete(seq);
    this.#kept.set(seq, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined)
      this.#kept.delete(oldest);
    return kept.reading;
  }

  /** It is to be read again. */
  drop(seq: number, block: Block): void {
    if (this.#kept.get(seq)?.block === block) this.#kept.delete(seq);
  }

  /** Nobody is behind any more. */
  clear(): void {
    this.#kept.clear();
  }

  #open(seq: number): Kept {
    const reading = this.#read(seq, BLOCK);
    const kept: Kept = { reading, block: undefined };
    reading.then(
      (block) => (kept.block = block),
      () => {
        if (this.#kept.get(seq) === kept) this.#kept.delete(seq);
      },
    );
    return kept;
  }
}
