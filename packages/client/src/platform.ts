// Everything impure that the client touches: sockets, timers, chance, the clock. Injected by tests, defaults elsewhere.

/** The part of a WebSocket that the client uses; the global one of browsers and of Node fits. */
export interface Socket {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
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
