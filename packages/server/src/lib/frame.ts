// A frame: one piece of what a protocol sends. Its bytes are made once for each kind of wire, however many get it.

/** How a kind of wire puts a payload on the wire. One instance a kind. */
export interface Framing {
  frame(payload: Buffer): Buffer;
}

export class Frame {
  /** A payload, or frames that always go together. */
  readonly content: Buffer | readonly Frame[];
  #framing: Framing | undefined;
  #framed: Buffer | undefined;
  #others: Map<Framing, Buffer> | undefined;

  /** Of one payload; or of several frames that always go together, one after the other. */
  constructor(payload: string | Buffer | readonly Frame[]) {
    this.content = typeof payload === "string" ? Buffer.from(payload) : payload;
  }

  /** The bytes for that kind of wire. */
  framed(framing: Framing): Buffer {
    if (this.#framing === framing && this.#framed !== undefined)
      return this.#framed;
    const known = this.#others?.get(framing);
    if (known !== undefined) return known;
    const bytes = this.#frame(framing);
    if (this.#framing === undefined) {
      this.#framing = framing;
      this.#framed = bytes;
    } else {
      this.#others ??= new Map();
      this.#others.set(framing, bytes);
    }
    return bytes;
  }

  #frame(framing: Framing): Buffer {
    const { content } = this;
    if (Buffer.isBuffer(content)) return framing.frame(content);
    return Buffer.concat(content.map((frame) => frame.framed(framing)));
  }
}
