// One life of one socket: requests and their answers, events, and the watch over whether the other side is still there.
import type {
  Ending,
  Event,
  Params,
  Result,
  VerbName,
  version,
} from "@koine/protocol";
import { cut, KoineError } from "./errors.ts";
import type { Cancel, Platform, Socket } from "./platform.ts";

/** Written out, so that nothing but types is taken from the protocol. */
const VERSION: typeof version = "koine.1";

/** How long a connection may take to open, in milliseconds. */
const OPENING = 15_000;
/** How often it is looked whether anything was heard; when not, the server is asked, and has so long to answer. */
const TICK = 15_000;
const PATIENCE = 10_000;
/** The server ends a connection that sends a longer frame, in bytes. */
const FRAME = 64 * 1024;
/** Why the server ends a connection because of whom it is of. */
const PUT_OUT = new Set<string | undefined>([
  "banned",
  "locked",
  "revoked",
] satisfies Ending[]);

interface Waiting {
  readonly answered: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Reply {
  readonly re?: number | null;
  readonly ok?: unknown;
  readonly error?: {
    readonly code: KoineError["code"];
    readonly message: string;
  };
}

export interface LinkEnds {
  readonly onOpen: () => void;
  readonly onEvent: (event: Event) => void;
  /** Called once, with what a person can be told; `wasPutOut`: the server has ended it because of whom it is of. */
  readonly onGone: (reason: string, wasPutOut: boolean) => void;
}

export class Link {
  readonly #socket: Socket;
  readonly #platform: Platform;
  readonly #ends: LinkEnds;
  readonly #waiting = new Map<number, Waiting>();
  #id = 0;
  #isGone = false;
  #isLeaving = false;
  #hasHeard = false;
  #reason = "the server cannot be reached";
  #wasPutOut = false;
  #watch: Cancel;

  /** Throws what the platform throws when the address is none. */
  constructor(url: string, platform: Platform, ends: LinkEnds) {
    this.#platform = platform;
    this.#ends = ends;
    this.#socket = platform.open(url, VERSION);
    this.#watch = platform.after(OPENING, () =>
      this.close("the server did not answer"),
    );
    const socket = this.#socket;
    socket.addEventListener("open", () => this.#opened());
    socket.addEventListener("message", ({ data }: { readonly data: unknown }) =>
      this.#receive(data),
    );
    socket.addEventListener("close", () => this.close(this.#reason));
    // A close always follows; unheard, it would end a program in Node.
    socket.addEventListener("error", () => undefined);
  }

  /**
   * Rejects with the server's refusal, or with `cut` when the connection goes first. `now` is called with the result
   * before the next event is looked at, and what it returns is the promise's value: a promise alone would resolve too
   * late, since several frames may come in one piece.
   */
  request<V extends VerbName, T = Result<V>>(
    verb: V,
    params: Params<V>,
    now?: (result: Result<V>) => T,
  ): Promise<T> {
    if (this.#isGone || this.#isLeaving) return Promise.reject(cut());
    const id = ++this.#id;
    return new Promise((resolve, reject) => {
      const frame = JSON.stringify({ ...params, id, do: verb });
      if (isTooLong(frame)) throw tooLarge();
      const answered = (result: unknown): void =>
        resolve(now === undefined ? (result as T) : now(result as Result<V>));
      this.#waiting.set(id, { answered, reject });
      this.#socket.send(frame);
    });
  }

  /** Asks the server for a sign of life; closes when none comes. */
  probe(): void {
    if (this.#isGone) return;
    this.#watch();
    this.#hasHeard = false;
    this.#watch = this.#platform.after(PATIENCE, () => {
      if (this.#hasHeard) this.#tick();
      else this.close("the server fell silent");
    });
    this.request("ping", {}).catch(() => undefined);
  }

  /** One last request: nothing else is answered or told any more. Resolves when it is answered or cannot be. */
  async closeWith<V extends VerbName>(
    verb: V,
    params: Params<V>,
    reason: string,
  ): Promise<void> {
    if (this.#isGone) return;
    this.#cutWaiting();
    this.#watch();
    this.#watch = this.#platform.after(PATIENCE, () => this.close(reason));
    const answer = this.request(verb, params);
    this.#isLeaving = true;
    await answer.catch(() => undefined);
    this.close(reason);
  }

  close(reason: string): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#watch();
    this.#socket.close();
    this.#cutWaiting();
    this.#ends.onGone(reason, this.#wasPutOut);
  }

  #cutWaiting(): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(cut());
  }

  #opened(): void {
    if (this.#isGone) return;
    this.#reason = "the connection was cut";
    this.#tick();
    this.#ends.onOpen();
  }

  #receive(data: unknown): void {
    if (this.#isGone) return;
    this.#hasHeard = true;
    const message = read(data);
    if (message === undefined)
      return this.#platform.warn("The server sent what is not understood.", {
        data,
      });
    if (message.ev === "closing") {
      this.#reason = message.reason ?? this.#reason;
      this.#wasPutOut = PUT_OUT.has(message.code);
    }
    if (message.ev !== undefined) return this.#tell(message as Event);
    const waiting = this.#waiting.get(message.re ?? 0);
    if (waiting === undefined) return;
    this.#waiting.delete(message.re ?? 0);
    const { error, ok } = message;
    if (error !== undefined)
      return waiting.reject(new KoineError(error.code, error.message));
    try {
      waiting.answered(ok);
    } catch (cause) {
      waiting.reject(cause);
    }
  }

  /** One event that a newer server words otherwise ends nothing. */
  #tell(event: Event): void {
    if (this.#isLeaving) return;
    try {
      this.#ends.onEvent(event);
    } catch (cause) {
      this.#platform.warn("The server sent what is not understood.", cause);
    }
  }

  /** A flag that a slow timer looks at: nothing is set anew with each message. */
  #tick(): void {
    this.#watch();
    this.#hasHeard = false;
    this.#watch = this.#platform.after(TICK, () => {
      if (this.#hasHeard) this.#tick();
      else this.probe();
    });
  }
}

function read(data: unknown): (Reply & Partial<Event>) | undefined {
  try {
    const message: unknown = JSON.parse(String(data));
    return typeof message === "object" && message !== null
      ? message
      : undefined;
  } catch {
    return undefined;
  }
}

/** Only what may be too long is counted: a code unit is at most three bytes. */
function isTooLong(frame: string): boolean {
  return (
    frame.length * 3 > FRAME && new TextEncoder().encode(frame).length > FRAME
  );
}

function tooLarge(): KoineError {
  return new KoineError(
    "too_large",
    `A request has at most ${FRAME} bytes. Send less at once.`,
  );
}
