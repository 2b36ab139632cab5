// Cuts a stream of bytes into lines, ended by LF or CRLF.
import type { Cut, Cutter } from "./cutter.ts";
import { Pieces } from "./pieces.ts";
import { readText } from "./text.ts";

const LF = 10;
const CR = 13;

export class LineSplitter implements Cutter {
  readonly #most: number;
  readonly #rest = new Pieces();
  /** In a line that is too large: it is told once, and skipped up to its end. */
  #isSkipping = false;

  /** Lines have at most `most` bytes, their end not counted. */
  constructor(most: number) {
    this.#most = most;
  }

  push(piece: Buffer): Cut[] {
    const lines: Cut[] = [];
    let from = 0;
    for (;;) {
      const end = piece.indexOf(LF, from);
      if (end === -1) break;
      this.#add(piece.subarray(from, end), lines);
      if (this.#isSkipping) this.#isSkipping = false;
      else lines.push(this.#take());
      from = end + 1;
    }
    if (!this.#isSkipping) this.#add(Buffer.from(piece.subarray(from)), lines);
    return lines;
  }

  #add(bytes: Buffer, lines: Cut[]): void {
    if (this.#isSkipping) return;
    this.#rest.add(bytes);
    // One more for a CR that may be part of the line's end.
    if (this.#rest.length <= this.#most + 1) return;
    this.#isSkipping = true;
    this.#rest.clear();
    lines.push({ unreadable: "too_large" });
  }

  #take(): Cut {
    const bytes = this.#rest.take();
    const line = bytes.at(-1) === CR ? bytes.subarray(0, -1) : bytes;
    return line.length > this.#most
      ? { unreadable: "too_large" }
      : readText(line);
  }
}
