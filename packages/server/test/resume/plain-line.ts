// One connection of a client that speaks the protocol without the SDK: a frame a line over TCP, or over WebSocket.
import type { Event, Params, Result, VerbName } from "@koine/protocol";
import { once } from "node:events";
import { WebSocket } from "ws";
import { connected, type Cut, type Net, type Wire } from "./net.ts";
import type { Ports } from "./running.ts";
import type { Told, Watch } from "./watch.ts";

export type Carrier = "TCP" | "WebSocket";

/** The answer to a request. */
export type Answer<V extends VerbName> =
  | { readonly ok: Result<V> }
  | { readonly code: string }
  /** The connection went first. */
  | "cut";

export interface Opening {
  readonly net: Net;
  readonly ports: Ports;
  readonly carrier: Carrier;
  readonly cut: Cut;
  readonly onCut: () => void;
  readonly watch: Watch;
  readonly onEvent: (event: Event) => void;
}

export class PlainLine {
  readonly wire: Wire;
  readonly #watch: Watch;
  readonly #onEvent: (event: Event) => void;
  readonly #waiting = new Map<number, (told: Told | "cut") => void>();
  #send: (frame: string) => void = () => undefined;
  #reads: { pause(): unknown; resume(): unknown };
  readonly #looking = new Set<() => void>();
  #asked = 0;

  private constructor(
    wire: Wire,
    watch: Watch,
    onEvent: (event: Event) => void,
  ) {
    this.wire = wire;
    this.#reads = wire.socket;
    this.#watch = watch;
    this.#onEvent = onEvent;
    void wire.gone.then(() => this.#ended());
  }

  /** Undefined when it was cut before it was open. */
  static async open({
    net,
    ports,
    carrier,
    cut,
    onCut,
    watch,
    onEvent,
  }: Opening): Promise<PlainLine | undefined> {
    const wire = net.connect(ports[carrier], cut, onCut);
    const line = new PlainLine(wire, watch, onEvent);
    const isOpen = await (carrier === "TCP"
      ? line.#openTcp()
      : line.#openWebSocket(ports));
    return isOpen ? line : undefined;
  }

  async #openTcp(): Promise<boolean> {
    const { socket } = this.wire;
    let rest = "";
    socket.setEncoding("utf8");
    socket.on("data", (piece: string) => {
      const frames = (rest + piece).split("\n");
      rest = frames.pop() ?? "";
      for (const frame of frames) this.#came(frame);
    });
    this.#send = (frame) => void socket.write(`${frame}\n`);
    return connected(this.wire);
  }

  async #openWebSocket(ports: Ports): Promise<boolean> {
    const { socket, gone } = this.wire;
    const ws = new WebSocket(
      `ws://127.0.0.1:${ports.WebSocket}/ws`,
      "koine.1",
      {
        createConnection: () => socket,
        perMessageDeflate: false,
      },
    );
    ws.on("error", () => undefined);
    ws.on("message", (data: Buffer) => this.#came(data.toString()));
    this.#send = (frame) => ws.send(frame, () => undefined);
    this.#reads = ws;
    const isOpen = once(ws, "open").then(
      () => true,
      () => false,
    );
    return Promise.race([isOpen, gone.then(() => false)]);
  }

  /** What it waits for. */
  get at(): string {
    const isGone = this.wire.isGone ? "gone" : "there";
    return `${isGone}, waits for ${[...this.#waiting.keys()].join()} of ${this.#asked}`;
  }

  /** From now on nothing is read. */
  pause(): void {
    this.#reads.pause();
  }

  resume(): void {
    this.#reads.resume();
  }

  /** `now` is called with the result before the next frame is looked at. */
  ask<V extends VerbName>(
    verb: V,
    params: Params<V>,
    now?: (ok: Result<V>) => void,
  ): Promise<Answer<V>> {
    if (this.wire.isGone) return Promise.resolve("cut");
    const id = ++this.#asked;
    const frame = JSON.stringify({ ...params, id, do: verb });
    return new Promise((resolve) => {
      this.#waiting.set(id, (told) => {
        if (told === "cut") return resolve("cut");
        if (told.error !== undefined) return resolve({ code: told.error.code });
        const ok = told.ok as Result<V>;
        now?.(ok);
        resolve({ ok });
      });
      this.#watch.sent(frame);
      this.#send(frame);
    });
  }

  /** Resolves when all that was asked is answered, or cannot be. */
  rest(): Promise<void> {
    return this.until(() => this.#waiting.size === 0);
  }

  /** Looked at with each frame. Resolves also when the connection is gone. */
  until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!isSo() && !this.wire.isGone) return;
        this.#looking.delete(look);
        resolve();
      };
      this.#looking.add(look);
      look();
    });
  }

  #came(frame: string): void {
    const told = this.#watch.came(frame);
    if (told.ev !== undefined) this.#onEvent(told as Event);
    else {
      const waiting = this.#waiting.get(told.re ?? 0);
      this.#waiting.delete(told.re ?? 0);
      waiting?.(told);
    }
    for (const look of this.#looking) look();
  }

  #ended(): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const answered of waiting) answered("cut");
    for (const look of this.#looking) look();
  }
}
