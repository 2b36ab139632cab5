// Cuts a stream of bytes into lines, ended by LF or CRLF, in pieces of any size. Used by the TCP wire.

export type Line =
  { readonly text: string } | { readonly unreadable: "not_utf8" | "too_large" };

const LF = 10;
const CR = 13;
/** A buffer costs far more than a byte: a line that drips in is put together now and then. */
const PIECES_MOST = 64;

export class LineSplitter {
  readonly #most: number;
  readonly #decoder = new TextDecoder("utf-8", {
    fatal: true,
    ignoreBOM: true,
  });
  #rest: Buffer[] = [];
  #length = 0;
  /** In a line that is too large: it is told once, and skipped up to its end. */
  #isSkipping = false;

  /** Lines have at most `most` bytes, their end not counted. */
  constructor(most: number) {
    this.#most = most;
  }

  /** The lines that this piece completes. */
  push(piece: Buffer): Line[] {
    const lines: Line[] = [];
    let from = 0;
    for (;;) {
      const end = piece.indexOf(LF, from);
      if (end === -1) break;
      this.#add(piece.subarray(from, end), lines);
      if (this.#isSkipping) this.#isSkipping = false;
      else lines.push(this.#take());
      from = end + 1;
    }
    // What is kept for later is copied: a slice would hold the whole piece in memory.
    if (!this.#isSkipping) this.#add(Buffer.from(piece.subarray(from)), lines);
    return lines;
  }

  #add(bytes: Buffer, lines: Line[]): void {
    if (this.#isSkipping || bytes.length === 0) return;
    this.#rest.push(bytes);
    this.#length += bytes.length;
    if (this.#rest.length > PIECES_MOST)
      this.#rest = [Buffer.concat(this.#rest, this.#length)];
    // One more for a CR that may be part of the line's end.
    if (this.#length <= this.#most + 1) return;
    this.#isSkipping = true;
    this.#rest = [];
    this.#length = 0;
    lines.push({ unreadable: "too_large" });
  }

  #take(): Line {
    const bytes =
      this.#rest.length === 1
        ? this.#rest[0]
        : Buffer.concat(this.#rest, this.#length);
    this.#rest = [];
    this.#length = 0;
    if (bytes === undefined) return { text: "" };
    const line = bytes.at(-1) === CR ? bytes.subarray(0, -1) : bytes;
    if (line.length > this.#most) return { unreadable: "too_large" };
    try {
      return { text: this.#decoder.decode(line) };
    } catch {
      return { unreadable: "not_utf8" };
    }
  }
}
