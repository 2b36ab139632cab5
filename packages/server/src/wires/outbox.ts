// What a socket is owed, and the one place that writes to it: once per turn. A socket that does not take a write at
// once is left alone until it has drained; what it is owed by then stays owed, and whoever feeds it is told to stop.
import type { Frame, Framing } from "../lib/frame.ts";
import { Owed } from "./owed.ts";
import type { Turn, Turns } from "./turn.ts";

/** The part of a socket that an outbox needs. */
export interface Sink {
  /** Calls back when this and everything before it has been handed to the operating system, or the socket is gone. */
  write(bytes: Uint8Array, written?: () => void): unknown;
  /** Bytes that the operating system has not taken yet. */
  readonly writableLength: number;
  readonly writable: boolean;
  /** Between the two, writes are kept back and go together. */
  cork(): void;
  uncork(): void;
}

/** A frame for this socket alone, and where it stands in the bytes shared with others. */
interface Own {
  readonly at: number;
  readonly bytes: Buffer;
}

/** Up to so many bytes it is cheaper to copy pieces together than to write them one by one. */
const COPIED_MOST = 16 * 1024;
const NOTHING = Buffer.alloc(0);

export class Outbox {
  readonly #turns: Turns;
  readonly #framing: Framing;
  readonly #sink: Sink;
  /** Called when a write was not taken at once (true), and when it has been (false). */
  readonly #setLagging: (isLagging: boolean) => void;
  /** What it is owed together with others. */
  #shared: Owed | undefined;
  /** What it is owed alone, in order. */
  #own: Own[] | undefined;
  #ownLength = 0;
  /** All that it is owed can wait. */
  #isUnhurried = false;
  #isBlocked = false;
  #isEnded = false;
  #waiting: (() => void)[] | undefined;

  constructor(
    turns: Turns,
    framing: Framing,
    sink: Sink,
    setLagging: (isLagging: boolean) => void,
  ) {
    this.#turns = turns;
    this.#framing = framing;
    this.#sink = sink;
    this.#setLagging = setLagging;
  }

  /** Bytes that are owed and not yet written. */
  get owed(): number {
    return (this.#shared?.length ?? 0) + this.#ownLength;
  }

  /** Of these, those that nobody else is owed. */
  get owedAlone(): number {
    return this.#ownLength;
  }

  get isBlocked(): boolean {
    return this.#isBlocked;
  }

  /** Owes it a frame that others are owed too: its bytes are joined with its neighbours' once for all of them. */
  send(frame: Frame, canWait = false): void {
    if (this.#isEnded) return;
    const turn = this.#begin(canWait);
    // A blocked socket waits for longer than a turn, and must not keep the turn's whole tree.
    this.#shared ??= this.#isBlocked
      ? Owed.nothing(this.#framing)
      : turn.nothing(this.#framing);
    this.#shared = this.#shared.and(frame);
  }

  /** Owes it a frame that nobody else is owed: an answer. It takes its place among the others and costs them nothing. */
  sendAlone(frame: Frame): void {
    if (this.#isEnded) return;
    const turn = this.#begin(false);
    const bytes = frame.framed(this.#framing);
    this.#own ??= [];
    this.#own.push({ at: this.#shared?.length ?? 0, bytes });
    this.#ownLength += bytes.length;
    turn.hasten(this);
  }

  /** Writes what is owed, if the socket takes it. */
  flush(): void {
    if (this.#isBlocked || this.#isEnded) return;
    if (this.owed > 0) {
      if (!this.#sink.writable) return this.end();
      this.#write();
      if (this.#sink.writableLength > 0) return this.#block();
    }
    this.#release();
  }

  /** Resolves when nothing is owed or waiting to be taken, or the socket is gone. */
  drained(): Promise<void> {
    if (this.#isEnded || (this.owed === 0 && !this.#isBlocked))
      return Promise.resolve();
    // Somebody waits for it.
    this.#begin(false);
    return new Promise((resolve) => {
      this.#waiting ??= [];
      this.#waiting.push(resolve);
    });
  }

  /** The socket is gone, or is to be told no more: what is owed is dropped. */
  end(): void {
    this.#isEnded = true;
    this.#clear();
    this.#release();
  }

  /** Sees to it that it is written in time, by the turn that is given back. */
  #begin(canWait: boolean): Turn {
    const { turn, unhurried } = this.#turns;
    const isFirst = this.owed === 0;
    const isUnhurried = canWait && (isFirst || this.#isUnhurried);
    const chosen = isUnhurried ? unhurried : turn;
    if (!this.#isBlocked && (isFirst || isUnhurried !== this.#isUnhurried))
      chosen.add(this);
    this.#isUnhurried = isUnhurried;
    return chosen;
  }

  #clear(): void {
    this.#shared = undefined;
    this.#own = undefined;
    this.#ownLength = 0;
  }

  #write(): void {
    const length = this.owed;
    const shared = this.#shared?.joined() ?? NOTHING;
    const own = this.#own;
    this.#clear();
    if (own === undefined) return void this.#sink.write(shared);
    const pieces = mixed(shared, own);
    if (length <= COPIED_MOST)
      return void this.#sink.write(Buffer.concat(pieces, length));
    this.#sink.cork();
    for (const piece of pieces) this.#sink.write(piece);
    this.#sink.uncork();
  }

  #block(): void {
    this.#isBlocked = true;
    this.#setLagging(true);
    this.#sink.write(NOTHING, () => {
      this.#isBlocked = false;
      this.#setLagging(false);
      this.flush();
    });
  }

  #release(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) for (const resolve of waiting) resolve();
  }
}

/** The shared bytes with the own ones between them; neighbours of a kind in one piece. */
function mixed(shared: Buffer, own: readonly Own[]): Buffer[] {
  const pieces: Buffer[] = [];
  let from = 0;
  let together: Buffer[] = [];
  const endTogether = (): void => {
    const [only] = together;
    if (only === undefined) return;
    pieces.push(together.length === 1 ? only : Buffer.concat(together));
    together = [];
  };
  for (const { at, bytes } of own) {
    if (at > from) {
      endTogether();
      pieces.push(shared.subarray(from, at));
      from = at;
    }
    together.push(bytes);
  }
  endTogether();
  if (from < shared.length) pieces.push(shared.subarray(from));
  return pieces;
}
