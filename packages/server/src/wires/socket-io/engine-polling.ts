// The polling half of a connection of Engine.IO 4, until it is upgraded.
import type { ServerResponse } from "node:http";
import type { Socket as EngineSocket } from "engine.io";
import { Held } from "./held.ts";
import { messagesOf } from "./messages.ts";
import { Reading } from "./reading.ts";

const PLAIN = { compress: false };

export class EnginePolling {
  readonly reading = new Reading();
  readonly #engine: EngineSocket;
  /** What Engine.IO was given and has not sent. */
  readonly #held = new Held();
  /** Requests that wait for news, and answers on their way. */
  readonly #answers = new Set<ServerResponse>();

  constructor(engine: EngineSocket) {
    this.#engine = engine;
  }

  get isEmpty(): boolean {
    return this.#held.isEmpty;
  }

  /** Bytes that count as not taken. */
  get waiting(): number {
    let waiting = this.#held.beyond;
    for (const answer of this.#answers) waiting += answer.writableLength;
    return waiting;
  }

  write(frames: Uint8Array, written?: () => void): void {
    this.#held.add(frames, written);
    // The first character is Engine.IO's own: it puts it there itself.
    for (const message of messagesOf(frames))
      this.#engine.send(message.slice(1), PLAIN);
  }

  polled(response: ServerResponse): void {
    this.#answers.add(response);
    response.once("close", () => {
      this.#answers.delete(response);
      this.settle();
    });
  }

  /** Engine.IO has sent everything it was given. */
  sent(): void {
    this.#held.drop();
  }

  /** Tells those who wait for what was sent; an answer that the client does not read counts as not sent. */
  settle(): void {
    for (const answer of this.#answers) if (answer.writableEnded) return;
    this.#held.settle();
  }

  /** Gone, or upgraded. */
  end(): void {
    this.reading.end();
    this.#held.drop();
    this.#held.settle();
  }
}
