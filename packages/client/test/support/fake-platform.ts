// A platform without a world: sockets that the test speaks through, a clock and timers that it moves, no chance.
import type { Cancel, Platform, Socket } from "../../src/platform.ts";

type Kind = "open" | "message" | "close" | "error";
type Frame = Readonly<Record<string, unknown>>;

export class FakeSocket implements Socket {
  readonly url: string;
  readonly sent: Frame[] = [];
  isClosed = false;
  readonly #listeners = new Map<Kind, ((event: never) => void)[]>();

  constructor(url: string) {
    this.url = url;
  }

  addEventListener(kind: Kind, listener: (event: never) => void): void {
    this.#listeners.set(kind, [...(this.#listeners.get(kind) ?? []), listener]);
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Frame);
  }

  close(): void {
    this.isClosed = true;
  }

  open(): void {
    this.#emit("open", {});
  }

  /** Several frames as they come in one piece: without a microtask in between. */
  receive(...frames: readonly unknown[]): void {
    for (const frame of frames)
      this.#emit("message", {
        data: typeof frame === "string" ? frame : JSON.stringify(frame),
      });
  }

  /** With the code that the server has closed it with, if it did. */
  cut(code?: number): void {
    this.#emit("close", { code });
  }

  /** The last request of a verb. */
  last(verb: string): Frame {
    const found = this.sent.findLast((frame) => frame["do"] === verb);
    if (found === undefined) throw new Error(`No ${verb} was sent.`);
    return found;
  }

  count(verb: string): number {
    return this.sent.filter((frame) => frame["do"] === verb).length;
  }

  ok(verb: string, ok: unknown): Frame {
    return { re: this.last(verb)["id"], ok };
  }

  no(verb: string, code: string): Frame {
    return { re: this.last(verb)["id"], error: { code, message: code } };
  }

  #emit(kind: Kind, event: unknown): void {
    for (const listener of this.#listeners.get(kind) ?? [])
      (listener as (event: unknown) => void)(event);
  }
}

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

export class FakePlatform implements Platform {
  readonly sockets: FakeSocket[] = [];
  readonly warnings: string[] = [];
  readonly #timers = new Set<Timer>();
  readonly #online = new Set<() => void>();
  time = 1_000_000;
  chance = 0.5;
  #keys = 0;

  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error("No socket was opened.");
    return socket;
  }

  get timers(): number {
    return this.#timers.size;
  }

  open = (url: string): Socket => {
    const socket = new FakeSocket(url);
    this.sockets.push(socket);
    return socket;
  };

  now = (): number => this.time;

  after = (ms: number, run: () => void): Cancel => {
    const timer = { at: this.time + ms, run };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  };

  random = (): number => this.chance;

  key = (): string => `key-${++this.#keys}`;

  onOnline = (run: () => void): Cancel => {
    this.#online.add(run);
    return () => void this.#online.delete(run);
  };

  warn = (message: string): void => void this.warnings.push(message);

  networkIsBack(): void {
    for (const run of this.#online) run();
  }

  /** Moves the clock, running what is due on the way. */
  async pass(ms: number): Promise<void> {
    const until = this.time + ms;
    for (;;) {
      const [next] = [...this.#timers]
        .filter(({ at }) => at <= until)
        .sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#timers.delete(next);
      this.time = next.at;
      next.run();
      await settle();
    }
    this.time = until;
    await settle();
  }
}

/** Every promise that can go on has gone on. */
export function settle(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
