// The net between the clients and the server: sockets that are cut where the test says, also in the middle of a frame,
// and that wait while the server is down.
import { connect, type Socket } from "node:net";
import type { Dice } from "./dice.ts";

/** Where a connection is to be cut. */
export type Cut =
  /** When so many bytes have come: the rest of what the server has sent never does. */
  | { readonly at: "answer"; readonly bytes: number }
  /** When so many bytes have left; torn, the rest of the frame does not, else only its answer never comes. */
  | {
      readonly at: "request";
      readonly bytes: number;
      readonly isTorn: boolean;
    }
  /** When whoever uses it says so. */
  | { readonly at: "end" };

/** One connection. */
export class Wire {
  readonly socket: Socket;
  /** Resolves when it is gone, however. */
  readonly gone: Promise<unknown>;
  readonly #onCut: () => void;
  #isCut = false;

  constructor(socket: Socket, cut: Cut, onCut: () => void) {
    this.socket = socket;
    this.gone = new Promise((resolve) => socket.once("close", resolve));
    this.#onCut = onCut;
    socket.on("error", () => undefined);
    if (cut.at === "answer") this.#cutAnswer(cut.bytes);
    if (cut.at === "request") this.#cutRequest(cut.bytes, cut.isTorn);
  }

  get isGone(): boolean {
    return this.#isCut || this.socket.destroyed;
  }

  /** Now: `isHard`, so that the server is not told politely. */
  cut(isHard = false): void {
    if (this.isGone) return;
    this.#isCut = true;
    this.#onCut();
    if (isHard) this.socket.resetAndDestroy();
    else this.socket.destroy();
  }

  #cutAnswer(bytes: number): void {
    let left = bytes;
    const { socket } = this;
    const push = socket.push.bind(socket);
    socket.push = (chunk: Buffer | null, encoding) => {
      if (chunk === null || chunk.length < left) {
        left -= chunk?.length ?? 0;
        return push(chunk, encoding);
      }
      push(chunk.subarray(0, left), encoding);
      left = 0;
      this.cut();
      return false;
    };
  }

  #cutRequest(bytes: number, isTorn: boolean): void {
    let left = bytes;
    const { socket } = this;
    const write = socket.write.bind(socket);
    socket.write = (chunk: string | Uint8Array, ...more: unknown[]) => {
      if (this.#isCut) return false;
      const content = Buffer.from(chunk as string);
      const rest = more as [];
      if (content.length < left) {
        left -= content.length;
        return write(content, ...rest);
      }
      write(isTorn ? content.subarray(0, left) : content);
      this.#isCut = true;
      this.#onCut();
      // What was written leaves; nothing that comes is heard any more.
      socket.push = () => false;
      socket.destroySoon();
      return false;
    };
  }
}

export class Net {
  #up: PromiseWithResolvers<undefined> | undefined =
    Promise.withResolvers<undefined>();

  /** The server is up: who waits goes on. It is down at first. */
  up(): void {
    this.#up?.resolve(undefined);
    this.#up = undefined;
  }

  /** The server goes. */
  down(): void {
    this.#up ??= Promise.withResolvers<undefined>();
  }

  async whenUp(): Promise<void> {
    while (this.#up !== undefined) await this.#up.promise;
  }

  /** A connection to a port of the server; `onCut` is told when it is cut, once. */
  connect(port: number, cut: Cut, onCut: () => void): Wire {
    return new Wire(connect(port, "127.0.0.1"), cut, onCut);
  }
}

/** Whether it is connected, when that is known. */
export function connected({ socket, gone }: Wire): Promise<boolean> {
  const connecting = new Promise<boolean>((resolve) =>
    socket.once("connect", () => resolve(true)),
  );
  return Promise.race([connecting, gone.then(() => false)]);
}

/** Most cuts are in the middle of something, some of a handshake. */
export function throwCut(dice: Dice): Cut {
  const at = dice.weigh({ answer: 9, request: 7, end: 4 });
  if (at === "end") return { at };
  const isEarly = dice.oneIn(6);
  if (at === "answer") {
    const bytes = isEarly ? dice.between(1, 400) : dice.between(400, 8_000);
    return { at, bytes };
  }
  const bytes = isEarly ? dice.between(1, 300) : dice.between(300, 2_000);
  return { at, bytes, isTorn: dice.oneIn(2) };
}
