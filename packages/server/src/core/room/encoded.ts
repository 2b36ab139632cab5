// An entry with its frames: what each dialect shows for it is made once, however many are sent it.
import type { Frame } from "../../lib/frame.ts";
import type { Entry, Place } from "../entries.ts";
import type { Encoder } from "../line.ts";

export class Encoded {
  readonly entry: Entry;
  readonly #place: Place;
  #encoder: Encoder | undefined;
  #frame: Frame | null = null;
  #others: Map<Encoder, Frame | null> | undefined;

  constructor(entry: Entry, place: Place) {
    this.entry = entry;
    this.#place = place;
  }

  /** The same place in the log, with the entry as it is now; itself, with its frames, when it is the same. */
  as(entry: Entry): Encoded {
    return entry === this.entry ? this : new Encoded(entry, this.#place);
  }

  frame(encoder: Encoder): Frame | null {
    if (this.#encoder === encoder) return this.#frame;
    const known = this.#others?.get(encoder);
    if (known !== undefined) return known;
    const frame = encoder.encode(this.entry, this.#place);
    if (this.#encoder === undefined) {
      this.#encoder = encoder;
      this.#frame = frame;
    } else {
      this.#others ??= new Map();
      this.#others.set(encoder, frame);
    }
    return frame;
  }
}
