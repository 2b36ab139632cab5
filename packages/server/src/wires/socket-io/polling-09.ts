// The transports `xhr-polling` and `jsonp-polling` of protocol 1: what the client is owed waits for its next poll.
import type { ServerResponse } from "node:http";
import type { Sink } from "../outbox.ts";
import type { CloseReason, Unreadable } from "../wire.ts";
import { Held } from "./held.ts";
import { encodePayload } from "./payload-09.ts";
import { Reading } from "./reading.ts";
import { CLIENT_ENDED, type Receiver, type Transport } from "./transport.ts";

/** A poll without news is answered after this. */
const POLL_MS = 20_000;
const NOOP = "8::";

/** A request that waits for news; `send` writes them in its form. */
export interface Poll {
  readonly response: ServerResponse;
  send(response: ServerResponse, payload: string): void;
}

export interface Polling09Options {
  /** Between two polls there may be this long, in milliseconds. */
  readonly closeMs: number;
  readonly onGone: () => void;
}

export class Polling09 implements Transport, Sink {
  readonly #options: Polling09Options;
  /** What the client's requests with packets wait for. */
  readonly reading = new Reading();
  readonly #held = new Held();
  #receiver: Receiver | undefined;
  #poll: Poll | undefined;
  /** The answer that is on its way. */
  #answering: ServerResponse | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isCorked = false;
  #isFinishing = false;
  #isGone = false;

  constructor(options: Polling09Options) {
    this.#options = options;
    this.#awaitPoll();
  }

  get sink(): Sink {
    return this;
  }

  get writable(): boolean {
    return !this.#isGone;
  }

  get writableLength(): number {
    return this.#held.beyond + (this.#answering?.writableLength ?? 0);
  }

  start(receiver: Receiver): void {
    this.#receiver = receiver;
  }

  write(bytes: Uint8Array, written?: () => void): void {
    this.#held.add(bytes, written);
    if (!this.#isCorked) this.#answer();
    if (this.#answering === undefined) this.#held.settle();
  }

  cork(): void {
    this.#isCorked = true;
  }

  uncork(): void {
    this.#isCorked = false;
    this.#answer();
  }

  /** Answered at once when something is owed; else when something is, or after 20 seconds. */
  poll(poll: Poll): void {
    if (this.#poll !== undefined) this.#send([NOOP]);
    this.#poll = poll;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send([NOOP]), POLL_MS).unref();
    poll.response.once("close", () => {
      if (this.#poll !== poll) return;
      this.#poll = undefined;
      this.#awaitPoll();
    });
    this.#answer();
  }

  /** A packet that came. */
  packet(text: string): void {
    if (!this.#isGone) this.#receiver?.packet(text);
  }

  refuse(what: Unreadable): void {
    if (!this.#isGone) this.#receiver?.refuse(what);
  }

  setReading(isReading: boolean): void {
    this.reading.set(isReading);
  }

  finish(reason: CloseReason): void {
    this.#isFinishing = true;
    if (this.#held.isEmpty || reason.code === CLIENT_ENDED) this.giveUp();
  }

  giveUp(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    if (this.#poll !== undefined) this.#send([NOOP]);
    clearTimeout(this.#timer);
    this.reading.end();
    this.#options.onGone();
    this.#receiver?.gone();
    this.#held.drop();
    this.#held.settle();
  }

  /** One answer at a time: what a client does not read is not heaped up in further ones. */
  #answer(): void {
    if (this.#poll === undefined || this.#held.isEmpty) return;
    if (this.#answering !== undefined) return;
    this.#send(this.#held.take());
    if (this.#isFinishing) this.giveUp();
  }

  #send(packets: readonly string[]): void {
    const poll = this.#poll;
    if (poll === undefined) return;
    this.#poll = undefined;
    const { response } = poll;
    // One without news, beside an answer that is on its way, is not waited for.
    this.#answering ??= response;
    response.once("close", () => {
      if (this.#answering !== response) return;
      this.#answering = undefined;
      this.#held.settle();
      this.#answer();
    });
    poll.send(response, encodePayload(packets));
    if (!this.#isGone) this.#awaitPoll();
  }

  /** A client that polls no more is gone. */
  #awaitPoll(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => this.giveUp(),
      this.#options.closeMs,
    ).unref();
  }
}
