// One life of one socket: requests and their answers, events, and the watch over whether the other side is still there.
import type { Event, Params, Result, VerbName } from "@koine/protocol";
import { KoineError } from "./errors.ts";
import type { Cancel, Platform, Socket } from "./platform.ts";

const VERSION: typeof import("@koine/protocol").version = "koine.1";

/** Silence after which the server is asked for a sign of life, and how long it has for it, in milliseconds. */
const SILENCE = 25_000;
const PATIENCE = 10_000;
/** How long a connection may take to open. */
const OPENING = 15_000;

interface Waiting {
  readonly answered: (result: unknown) => void;
  readonly reject: (error: KoineError) => void;
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
  /** Called once, with what a person can be told. */
  readonly onGone: (reason: string) => void;
}

export class Link {
  readonly #socket: Socket;
  readonly #platform: Platform;
  readonly #ends: LinkEnds;
  readonly #waiting = new Map<number, Waiting>();
  #id = 0;
  #isGone = false;
  #reason = "the connection was cut";
  #watch: Cancel;

  constructor(url: string, platform: Platform, ends: LinkEnds) {
    this.#platform = platform;
    this.#ends = ends;
    this.#socket = platform.open(url, VERSION);
    this.#watch = platform.after(OPENING, () =>
      this.close("the server did not answer"),
    );
    this.#socket.onopen = () => {
      this.#heard();
      ends.onOpen();
    };
    this.#socket.onmessage = ({ data }: { readonly data: unknown }) =>
      this.#receive(String(data));
    this.#socket.onerror = () => undefined;
    this.#socket.onclose = () => this.close(this.#reason);
  }

  /**
   * Rejects with the server's refusal, or with `cut` when the connection goes first. `now` is called with the result
   * before the next event is: a promise would resolve too late, since several frames may come in one piece.
   */
  request<V extends VerbName>(
    verb: V,
    params: Params<V>,
    now?: (result: Result<V>) => void,
  ): Promise<Result<V>> {
    if (this.#isGone) return Promise.reject(cut());
    const id = ++this.#id;
    return new Promise((resolve, reject) => {
      const answered = (result: unknown): void => {
        now?.(result as Result<V>);
        resolve(result as Result<V>);
      };
      this.#waiting.set(id, { answered, reject });
      this.#socket.send(JSON.stringify({ ...params, id, do: verb }));
    });
  }

  close(reason: string): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#watch();
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
    for (const { reject } of this.#waiting.values()) reject(cut());
    this.#waiting.clear();
    this.#ends.onGone(reason);
  }

  #receive(text: string): void {
    if (this.#isGone) return;
    this.#heard();
    let message: Reply & Partial<Event>;
    try {
      message = JSON.parse(text) as Reply & Partial<Event>;
    } catch (cause) {
      this.#platform.warn("The server sent what is not JSON.", cause);
      return;
    }
    if (message.ev === "closing") this.#reason = message.reason ?? this.#reason;
    if (message.ev !== undefined) return this.#ends.onEvent(message as Event);
    const waiting = this.#waiting.get(message.re ?? 0);
    if (waiting === undefined) return;
    this.#waiting.delete(message.re ?? 0);
    if (message.error === undefined) waiting.answered(message.ok);
    else
      waiting.reject(new KoineError(message.error.code, message.error.message));
  }

  /** A sign of life: the watch begins anew. */
  #heard(): void {
    this.#watch();
    this.#watch = this.#platform.after(SILENCE, () => {
      this.#watch = this.#platform.after(PATIENCE, () =>
        this.close("the server fell silent"),
      );
      this.request("ping", {}).catch(() => undefined);
    });
  }
}

function cut(): KoineError {
  return new KoineError(
    "cut",
    "The connection went before the answer came. Try again when it is back.",
  );
}
