// Keeps the replies of one connection in the order of its requests.
import type { Frame } from "../../lib/frame.ts";

interface Slot {
  reply: Frame | undefined;
}

export class Replies {
  readonly #send: (frame: Frame) => void;
  readonly #slots: Slot[] = [];

  constructor(send: (frame: Frame) => void) {
    this.#send = send;
  }

  /** Takes the next place; the returned function gives the reply that belongs there. */
  next(): (reply: Frame) => void {
    const slot: Slot = { reply: undefined };
    this.#slots.push(slot);
    return (reply) => {
      slot.reply = reply;
      for (
        let first = this.#slots[0];
        first?.reply !== undefined;
        first = this.#slots[0]
      ) {
        this.#slots.shift();
        this.#send(first.reply);
      }
    };
  }
}
