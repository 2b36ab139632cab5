// The bytes of one frame that has not come whole yet. Used by what cuts a stream into frames.

/** A buffer costs far more than a byte: a frame that drips in is put together now and then. */
const PIECES_MOST = 64;
const NOTHING = Buffer.alloc(0);

export class Pieces {
  #pieces: Buffer[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What is kept for longer than this turn is to be a copy: a slice holds the whole piece in memory. */
  add(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#pieces.push(bytes);
    this.#length += bytes.length;
    if (this.#pieces.length > PIECES_MOST)
      this.#pieces = [Buffer.concat(this.#pieces, this.#length)];
  }

  /** All of them as one; none are left. */
  take(): Buffer {
    const [only = NOTHING] = this.#pieces;
    const whole =
      this.#pieces.length > 1
        ? Buffer.concat(this.#pieces, this.#length)
        : only;
    this.clear();
    return whole;
  }

  clear(): void {
    this.#pieces = [];
    this.#length = 0;
  }
}
