// What the wires have in common that have a socket of their own: what it is owed, the bound on its requests, its
// heartbeat, and how it ends.
import { fitting } from "../lib/fitting.ts";
import type { Frame, Framing } from "../lib/frame.ts";
import type { Beating, Heartbeat } from "./heartbeat.ts";
import { Outbox, type Sink } from "./outbox.ts";
import { Requests, type Load, type Received } from "./requests.ts";
import type { Turns } from "./turn.ts";
import type { CloseReason, Conversation, Opened, Wire } from "./wire.ts";

/** What all wires of a server share. */
export interface WireParts extends Turns {
  readonly heartbeat: Heartbeat;
  /** Of one connection, at once. */
  readonly requestsUnderWay: number;
  readonly load: Load;
  /** Told of what is a bug. */
  readonly onBug: (error: unknown, where: string) => void;
}

/** What carries one wire. */
export interface Carrier {
  readonly sink: Sink;
  readonly framing: Framing;
  readonly setReading: (isReading: boolean) => void;
}

/** So many bytes of answers are owed, and no further requests are taken before they were written. */
const ANSWERS_MOST = 64 * 1024;

/** A close frame holds no more (RFC 6455, section 5.5). */
const REASON_BYTES = 123;

/** How long a connection that was ended may take to go. */
const GOING_MS = 5_000;

export abstract class SocketWire implements Wire, Beating {
  readonly opened: Opened;
  missed = 0;
  onLag: (() => void) | undefined;
  /** When the last complete request came, or else the connection, by performance.now(). */
  lastAsked = performance.now();
  /** Since when it lags, by performance.now(); undefined when it does not. */
  laggingSince: number | undefined;
  /** Its end was asked for: nothing more is taken from it or sent to it. */
  protected isClosing = false;
  protected readonly outbox: Outbox;
  readonly #requests: Requests;
  readonly #stopBeating: () => void;
  #conversation: Conversation | undefined;
  #gone: (() => void) | undefined;
  #going: NodeJS.Timeout | undefined;
  #isAwaited = false;

  constructor(opened: Opened, carrier: Carrier, parts: WireParts) {
    this.opened = opened;
    this.outbox = new Outbox(
      parts,
      carrier.framing,
      carrier.sink,
      (isLagging) => this.#lag(isLagging),
    );
    this.#requests = new Requests({
      most: parts.requestsUnderWay,
      load: parts.load,
      setReading: carrier.setReading,
      onBug: (error) => {
        parts.onBug(error, "a conversation");
        this.giveUp();
      },
    });
    this.#stopBeating = parts.heartbeat.add(this);
  }

  /**
   * `gone` is called when the connection is. From here on frames go to this conversation. To be called before the turn
   * in which the wire was made ends.
   */
  start(conversation: Conversation, gone: () => void): void {
    this.#conversation = conversation;
    this.#requests.start(conversation);
    this.#gone = gone;
  }

  get isLagging(): boolean {
    return this.outbox.isBlocked;
  }

  send(frame: Frame, canWait = false): void {
    if (!this.isClosing) this.outbox.send(frame, canWait);
  }

  sendAlone(frame: Frame): void {
    if (this.isClosing) return;
    this.outbox.sendAlone(frame);
    if (this.outbox.owedAlone > ANSWERS_MOST) void this.#awaitAnswers();
  }

  drained(): Promise<void> {
    return this.outbox.drained();
  }

  close({ code, text }: CloseReason): void {
    if (this.isClosing) return;
    const reason = { code, text: fitting(text, REASON_BYTES) };
    this.isClosing = true;
    this.#requests.end();
    // Not the socket's own timeout, which whoever goes on sending would put off.
    this.#going = setTimeout(() => this.giveUp(), GOING_MS).unref();
    this.outbox.flush();
    if (!this.outbox.isBlocked) return this.finish(reason);
    void this.outbox.drained().then(() => this.finish(reason));
  }

  abstract ping(): void;

  /** Ends it without waiting. */
  abstract giveUp(): void;

  /** Ends the connection; all that was owed is written. The connection may be gone. */
  protected abstract finish(reason: CloseReason): void;

  /** A frame has come, or something that is none. */
  protected receive(received: Received): void {
    if (this.isClosing) return;
    if ("frame" in received) this.lastAsked = performance.now();
    this.#requests.receive(received);
  }

  /** Resolves when nothing that came is held or under way, or the connection is gone. */
  protected idle(): Promise<void> {
    return this.#requests.idle();
  }

  /** To be called once, when the connection is gone. */
  protected end(): void {
    this.isClosing = true;
    clearTimeout(this.#going);
    this.#stopBeating();
    this.outbox.end();
    this.#requests.end();
    this.#conversation?.end();
    this.#gone?.();
  }

  async #awaitAnswers(): Promise<void> {
    if (this.#isAwaited) return;
    this.#isAwaited = true;
    this.#requests.setLagging(true);
    await this.outbox.drained();
    this.#isAwaited = false;
    this.#requests.setLagging(this.isLagging);
  }

  #lag(isLagging: boolean): void {
    this.missed = 0;
    this.laggingSince = isLagging ? performance.now() : undefined;
    this.#requests.setLagging(isLagging);
    if (isLagging) this.onLag?.();
  }
}
