// One program with the SDK in it, until it dies: then it is cut off, and nothing that it still does has any effect.
import {
  Client,
  type Cancel,
  type Saved,
  type Socket,
  type Store,
} from "@koine/client";
import { WebSocket } from "ws";
import type { Dice } from "./dice.ts";
import type { Cut, Net, Wire } from "./net.ts";
import type { Ports } from "./running.ts";
import type { Watch } from "./watch.ts";

export interface ProgramOptions {
  readonly net: Net;
  readonly ports: () => Ports;
  readonly dice: Dice;
  readonly name: string;
  readonly token: string | undefined;
  /** What an earlier program has saved. */
  readonly saved: Saved | undefined;
  /** Entries kept of a room. */
  readonly entries: number;
  readonly nextCut: () => Cut;
  readonly onCut: () => void;
  readonly newKey: () => string;
  readonly newWatch: () => Watch;
  /** Something that the SDK warns its developer of: nothing here should be. */
  readonly onWarning: (message: string, cause: unknown) => void;
}

export class Program {
  readonly client: Client;
  /** What it has saved last. */
  saved: Saved | undefined;
  readonly #options: ProgramOptions;
  #wire: Wire | undefined;
  #onWire: ((wire: Wire) => void) | undefined;
  #isDead = false;
  #pause: (() => void) | undefined;
  #resume: (() => void) | undefined;

  constructor(options: ProgramOptions) {
    const { ports, name, token, saved, entries, dice, newKey } = options;
    this.#options = options;
    this.saved = saved;
    const store: Store = {
      load: () => saved,
      save: (next) => {
        if (!this.#isDead) this.saved = structuredClone(next);
      },
    };
    this.client = new Client({
      url: `http://127.0.0.1:${ports().WebSocket}`,
      name,
      ...(token === undefined ? {} : { token }),
      store,
      bounds: { firstWait: 1, longestWait: 2, entries },
      platform: {
        open: () => this.#open(),
        after,
        random: () => dice.next(),
        key: newKey,
        warn: options.onWarning,
      },
    });
  }

  /** As the power goes. */
  die(): void {
    this.#isDead = true;
    this.#wire?.cut(true);
    this.client.close();
  }

  /** The connection that there is, or will be. */
  nextWire(): Promise<Wire> {
    const wire = this.#wire;
    if (wire?.isGone === false) return Promise.resolve(wire);
    return new Promise((resolve) => (this.#onWire = resolve));
  }

  pause(): void {
    this.#pause?.();
  }

  resume(): void {
    this.#resume?.();
  }

  /** Waits while the server is down. */
  #open(): Socket {
    const { net, ports, nextCut, onCut, newWatch } = this.#options;
    const listeners: [string, (event: never) => void][] = [];
    let ws: WebSocket | undefined;
    let isClosed = false;
    const watch = newWatch();
    const begin = (): void => {
      if (isClosed || this.#isDead) return;
      const wire = net.connect(ports().WebSocket, nextCut(), onCut);
      this.#wire = wire;
      this.#onWire?.(wire);
      const opened = new WebSocket(
        `ws://127.0.0.1:${ports().WebSocket}/ws`,
        "koine.1",
        { createConnection: () => wire.socket, perMessageDeflate: false },
      );
      ws = opened;
      opened.on("message", (data: Buffer) => void watch.came(data.toString()));
      opened.on("error", () => undefined);
      for (const [type, listener] of listeners)
        opened.addEventListener(type as "message", listener as () => void);
      this.#pause = () => opened.pause();
      this.#resume = () => opened.resume();
    };
    void net.whenUp().then(begin);
    return {
      addEventListener: (type, listener) => listeners.push([type, listener]),
      send: (text) => {
        watch.sent(text);
        if (!this.#isDead) ws?.send(text, () => undefined);
      },
      close: () => {
        isClosed = true;
        ws?.terminate();
      },
    };
  }
}

/** Waits of about a second, which only spare the server, are a fiftieth of it here. */
function after(ms: number, run: () => void): Cancel {
  const isSparing = ms >= 500 && ms <= 1_000;
  const timer = setTimeout(run, isSparing ? ms / 50 : ms);
  return () => clearTimeout(timer);
}
