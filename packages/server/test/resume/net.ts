// The net between the clients and the server: sockets that are cut where the test says, also in the middle of a frame,
// and that wait while the server is down.
import { once } from "node:events";
import { connect, type Socket } from "node:net";

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
  #cuts = 0;
  readonly #onCut: () => void;

  /** `onCut` is told of each cut. The server is down at first. */
  constructor(onCut: () => void) {
    this.#onCut = onCut;
  }

  get cuts(): number {
    return this.#cuts;
  }

  /** The server is up: who waits goes on. */
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

  /** A connection to a port of the server. */
  connect(port: number, cut: Cut): Wire {
    return new Wire(connect(port, "127.0.0.1"), cut, () => {
      this.#cuts++;
      this.#onCut();
    });
  }
}

/** Resolves when it is connected; false when it is gone before. */
export async function connected({ socket }: Wire): Promise<boolean> {
  const gone = once(socket, "close").then(() => false);
  return Promise.race([once(socket, "connect").then(() => true), gone]);
}
