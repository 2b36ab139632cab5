// Bounds how many requests are under way, of one connection and of all together, and how many of one connection begin in
// one turn of the event loop. What comes beyond the bound is held, in order, and the socket is not read until nothing is
// held any more.
import type { Conversation, Unreadable } from "./wire.ts";

/** How many requests of all connections together are under way, and in which turn of the event loop. One for the server. */
export class Load {
  readonly #most: number;
  underWay = 0;
  #turn = 0;
  #isCounting = false;
  #waiting: (() => void)[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  get isFull(): boolean {
    return this.underWay >= this.#most;
  }

  /** Another number in each turn of the event loop in which it is asked for. */
  get turn(): number {
    if (!this.#isCounting) {
      this.#isCounting = true;
      setImmediate(() => this.#next());
    }
    return this.#turn;
  }

  /** Calls back in the next turn. */
  wait(go: () => void): void {
    this.#waiting.push(go);
  }

  #next(): void {
    this.#isCounting = false;
    this.#turn++;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const go of waiting) go();
  }
}

export interface RequestsOptions {
  /** Of this connection: so many are under way at once, and so many begin in one turn of the event loop. */
  readonly most: number;
  readonly load: Load;
  readonly setReading: (isReading: boolean) => void;
  /** A conversation has failed, which none may: only its own connection is to end. */
  readonly onBug: (error: unknown) => void;
}

export type Received =
  { readonly frame: string } | { readonly refused: Unreadable };

export class Requests {
  readonly #options: RequestsOptions;
  readonly #held: Received[] = [];
  #conversation: Conversation | undefined;
  #underWay = 0;
  /** The turn in which one began last, and how many have begun in it. */
  #turn = -1;
  #inTurn = 0;
  #isWaiting = false;
  #isLagging = false;
  #isReading = true;
  #whenIdle: (() => void) | undefined;

  constructor(options: RequestsOptions) {
    this.#options = options;
  }

  /** What is received from here on goes to this conversation. */
  start(conversation: Conversation): void {
    this.#conversation = conversation;
  }

  /** A frame, or why what came is none. */
  receive(received: Received): void {
    if (this.#held.length === 0 && this.#hasPlace) this.#begin(received);
    else this.#held.push(received);
    this.#decide();
  }

  /** While a socket lags its requests are not read. */
  setLagging(isLagging: boolean): void {
    this.#isLagging = isLagging;
    this.#goOn();
  }

  /** Resolves when nothing is held or under way, or the connection is gone. */
  idle(): Promise<void> {
    if (this.#isIdle || this.#conversation === undefined)
      return Promise.resolve();
    return new Promise((resolve) => (this.#whenIdle = resolve));
  }

  /** The connection is gone: what is held is nobody's any more. */
  end(): void {
    this.#conversation = undefined;
    this.#held.length = 0;
    this.#whenIdle?.();
  }

  get #isIdle(): boolean {
    return this.#held.length === 0 && this.#underWay === 0;
  }

  /** When all together are too many, each connection still has one under way, so that each goes on in its turn. */
  get #hasPlace(): boolean {
    const { most, load } = this.#options;
    if (this.#isLagging || this.#underWay >= most) return false;
    if (this.#inTurn >= most && this.#turn === load.turn) {
      this.#goOnNextTurn();
      return false;
    }
    return this.#underWay === 0 || !load.isFull;
  }

  /** What needs no waiting ends in the turn in which it began: without a bound all that came would go in one. */
  #goOnNextTurn(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#options.load.wait(() => {
      this.#isWaiting = false;
      this.#goOn();
    });
  }

  #begin(received: Received): void {
    const conversation = this.#conversation;
    if (conversation === undefined) return;
    const { turn } = this.#options.load;
    if (turn !== this.#turn) this.#inTurn = 0;
    this.#turn = turn;
    this.#inTurn++;
    if ("refused" in received) return conversation.refuse(received.refused);
    this.#underWay++;
    this.#options.load.underWay++;
    conversation.receive(received.frame).then(this.#done, this.#failed);
  }

  readonly #failed = (error: unknown): void => {
    this.#options.onBug(error);
    this.#done();
  };

  readonly #done = (): void => {
    this.#underWay--;
    this.#options.load.underWay--;
    this.#goOn();
  };

  #goOn(): void {
    while (this.#hasPlace) {
      const next = this.#held.shift();
      if (next === undefined) break;
      this.#begin(next);
    }
    this.#decide();
    if (this.#isIdle) this.#whenIdle?.();
  }

  #decide(): void {
    const isReading = this.#held.length === 0 && this.#hasPlace;
    if (isReading === this.#isReading) return;
    this.#isReading = isReading;
    this.#options.setReading(isReading);
  }
}
