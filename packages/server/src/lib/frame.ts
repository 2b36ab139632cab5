// A frame: one piece of what a protocol sends. Its bytes are made once for each kind of wire, however many get it.

/** How a kind of wire puts a payload on the wire. One instance a kind. */
export interface Framing {
  frame(payload: Buffer): Buffer;
}

export class Frame {
  readonly payload: Buffer;
  #framing: Framing | undefined;
  #framed: Buffer | undefined;
  #others: Map<Framing, Buffer> | undefined;

  constructor(payload: string | Buffer) {
    this.payload = typeof payload === "string" ? Buffer.from(payload) : payload;
  }

  /** The bytes for that kind of wire. */
  framed(framing: Framing): Buffer {
    if (this.#framing === framing && this.#framed !== undefined)
      return this.#framed;
    const known = this.#others?.get(framing);
    if (known !== undefined) return known;
    const bytes = framing.frame(this.payload);
    if (this.#framing === undefined) {
      this.#framing = framing;
      this.#framed = bytes;
    } else {
      this.#others ??= new Map();
      this.#others.set(framing, bytes);
    }
    return bytes;
  }
}
