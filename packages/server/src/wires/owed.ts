// What a socket is owed within one turn of the event loop, as a pointer into a tree of frames: a node is what was owed
// before plus one frame. Sockets owed the same frames in the same order meet in the same node, whose bytes are joined
// once for all of them.
import type { Frame, Framing } from "../lib/frame.ts";

export class Owed {
  readonly #before: Owed | undefined;
  readonly #bytes: Buffer | undefined;
  readonly #framing: Framing;
  /** How many bytes there are from the root to here. */
  readonly length: number;
  #joined: Buffer | undefined;
  #lastFrame: Frame | undefined;
  #lastChild: Owed | undefined;
  #children: Map<Frame, Owed> | undefined;

  private constructor(
    framing: Framing,
    before: Owed | undefined,
    bytes: Buffer | undefined,
  ) {
    this.#framing = framing;
    this.#before = before;
    this.#bytes = bytes;
    this.length = (before?.length ?? 0) + (bytes?.length ?? 0);
  }

  static nothing(framing: Framing): Owed {
    return new Owed(framing, undefined, undefined);
  }

  /** This and then the frame. */
  and(frame: Frame): Owed {
    if (this.#lastFrame === frame && this.#lastChild !== undefined)
      return this.#lastChild;
    let child = this.#children?.get(frame);
    if (child === undefined) {
      child = new Owed(this.#framing, this, frame.framed(this.#framing));
      // The first child needs no map; most nodes have no other.
      if (this.#lastChild !== undefined && this.#lastFrame !== undefined) {
        this.#children ??= new Map([[this.#lastFrame, this.#lastChild]]);
        this.#children.set(frame, child);
      }
    }
    this.#lastFrame = frame;
    this.#lastChild = child;
    return child;
  }

  /** All bytes from the root to here, joined once. */
  joined(): Buffer {
    if (this.#joined !== undefined) return this.#joined;
    const pieces: Buffer[] = [];
    let node: Owed | undefined = this;
    while (node !== undefined && node.#joined === undefined) {
      if (node.#bytes !== undefined) pieces.push(node.#bytes);
      node = node.#before;
    }
    if (node !== undefined && node.#joined !== undefined)
      pieces.push(node.#joined);
    const [only] = pieces;
    this.#joined =
      pieces.length === 1 && only !== undefined
        ? only
        : Buffer.concat(pieces.reverse(), this.length);
    return this.#joined;
  }
}
