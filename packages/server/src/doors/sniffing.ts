// What a client speaks at a port with several forms, told by what it sends first, or by its silence.
import type { Socket } from "node:net";

export type Kind = "http" | "lines" | "blocks";

/** The forms of a port. At least one of the two on TCP is. */
export interface Forms {
  readonly http: boolean;
  readonly lines: boolean;
  readonly blocks: boolean;
  /** Which of them speaks first to a client that is silent. */
  readonly greeting: "lines" | "blocks" | undefined;
}

/** How long a client may be silent before it is greeted, and how long what it sends may leave it open what it speaks. */
const TELLING_MS = 200;
/** Where nobody greets, a client that is silent for so long is one on TCP. */
const SILENCE_MS = 10_000;
/** So many are told apart at once; of more, the one who has taken longest is cut. */
const SNIFFED_MOST = 1_024;

/** CONNECT is a proxy's. No line that a person begins with one of these words goes on so. */
const REQUESTS = "GET HEAD POST PUT PATCH DELETE OPTIONS TRACE"
  .split(" ")
  .flatMap((method) =>
    ["/", "*", "http://", "https://"].map((target) => `${method} ${target}`),
  );
const REQUEST_MOST = Math.max(...REQUESTS.map(({ length }) => length));

/** Undefined while it cannot be told. With `isOver` no more is waited for. There is at least one byte. */
export function kindOf(
  first: Buffer,
  forms: Forms,
  isOver: boolean,
): Kind | undefined {
  const text = first.toString("latin1", 0, REQUEST_MOST);
  if (forms.http) {
    if (REQUESTS.some((request) => text.startsWith(request))) return "http";
    const isBegun = REQUESTS.some((request) => request.startsWith(text));
    if (isBegun && !isOver) return undefined;
    // A block of such a length does not fit anywhere.
    if (isBegun && !forms.lines) return "http";
  }
  if (first[0] === 0 && forms.blocks) return "blocks";
  return forms.lines ? "lines" : "blocks";
}

export class Sniffing {
  readonly #forms: Forms;
  readonly #take: (socket: Socket, kind: Kind) => void;
  /** By when they began; how to stop each. */
  readonly #sniffed = new Map<Socket, () => void>();

  /** `take` is given the socket with all that came, unread, and without a listener. */
  constructor(forms: Forms, take: (socket: Socket, kind: Kind) => void) {
    this.#forms = forms;
    this.#take = take;
  }

  sniff(socket: Socket): void {
    const { lines, greeting } = this.#forms;
    let first: Buffer | undefined;
    const hand = (kind: Kind): void => {
      stop();
      if (first !== undefined) socket.unshift(first);
      this.#take(socket, kind);
    };
    const decide = (bytes: Buffer, isOver: boolean): void => {
      const kind = kindOf(bytes, this.#forms, isOver);
      if (kind !== undefined) hand(kind);
    };
    const silent = (): void => {
      if (greeting !== undefined) return hand(greeting);
      cancel = after(SILENCE_MS - TELLING_MS, () =>
        hand(lines ? "lines" : "blocks"),
      );
    };
    const read = (): void => {
      const piece = socket.read() as Buffer | null;
      if (piece === null) return;
      if (first === undefined) {
        cancel();
        cancel = after(TELLING_MS, () => first && decide(first, true));
      }
      first = first === undefined ? piece : Buffer.concat([first, piece]);
      decide(first, false);
    };
    const cut = (): void => {
      stop();
      socket.on("error", () => undefined);
      socket.destroy();
    };
    const stop = (): void => {
      cancel();
      socket.off("readable", read);
      for (const event of ENDS) socket.off(event, cut);
      this.#sniffed.delete(socket);
    };
    let cancel = after(TELLING_MS, silent);
    socket.on("readable", read);
    for (const event of ENDS) socket.on(event, cut);
    this.#sniffed.set(socket, cut);
    if (this.#sniffed.size > SNIFFED_MOST)
      this.#sniffed.values().next().value?.();
  }

  /** Cuts all that have not been told yet. */
  stop(): void {
    for (const cut of this.#sniffed.values()) cut();
  }
}

/** Calls back after that time, when what has come by then was read: a server that was busy has not looked yet. */
function after(ms: number, run: () => void): () => void {
  let reading: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => (reading = setImmediate(run)), ms);
  return () => {
    clearTimeout(timer);
    clearImmediate(reading);
  };
}

/** One who has said all it will and is not understood says no more. */
const ENDS = ["end", "error", "close"];
