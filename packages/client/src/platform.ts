// Everything impure that the client touches: sockets, timers, chance, the clock. Injected by tests, defaults elsewhere.

/** The part of a WebSocket that the client uses; the global one of browsers and of Node fits. */
export interface Socket {
  addEventListener(
    type: "open" | "message" | "close" | "error",
    listener: (event: never) => void,
  ): void;
  send(text: string): void;
  close(): void;
}

export type Cancel = () => void;

export interface Platform {
  /** Opens a WebSocket with this subprotocol. */
  open(url: string, protocol: string): Socket;
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `run` once after `ms` milliseconds, unless cancelled. */
  after(ms: number, run: () => void): Cancel;
  /** At least 0, below 1. */
  random(): number;
  /** A new key that nobody can guess: 22 characters. */
  key(): string;
  /** Calls `run` whenever the machine says that it has a network again. */
  onOnline(run: () => void): Cancel;
  /** Tells the developer of something odd that the client can live with. */
  warn(message: string, cause: unknown): void;
}

/** What of the global scope is used; declared here, since Node and browsers describe it differently. */
interface Scope {
  readonly WebSocket: new (url: string, protocol: string) => Socket;
  readonly crypto: { getRandomValues(bytes: Uint8Array): Uint8Array };
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
  addEventListener?(type: "online", run: () => void): void;
  removeEventListener?(type: "online", run: () => void): void;
  readonly console: { warn(...what: unknown[]): void };
}

const LETTERS =
  "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

/** Browsers and Node. */
export function defaultPlatform(): Platform {
  const scope = globalThis as unknown as Scope;
  return {
    open: (url, protocol) => new scope.WebSocket(url, protocol),
    now: () => Date.now(),
    after(ms, run) {
      const timer = scope.setTimeout(run, ms);
      return () => scope.clearTimeout(timer);
    },
    random: () => Math.random(),
    key: () =>
      key(Date.now(), scope.crypto.getRandomValues(new Uint8Array(14))),
    onOnline(run) {
      scope.addEventListener?.("online", run);
      return () => scope.removeEventListener?.("online", run);
    },
    warn: (message, cause) => scope.console.warn(message, cause),
  };
}

/** Eight characters of time, so that keys sort by it and a server's index of them stays small, and 84 random bits. */
function key(now: number, random: Uint8Array): string {
  let time = "";
  for (let rest = now, n = 0; n < 8; n++, rest = Math.floor(rest / 64)) {
    time = `${LETTERS[rest % 64]}${time}`;
  }
  return `${time}${[...random].map((byte) => LETTERS[byte % 64]).join("")}`;
}
