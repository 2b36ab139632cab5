// A TCP proxy that cuts each connection after a number of bytes drawn from a seed: in the middle of a frame, between a
// request and its answer, in a handshake.
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

export class CuttingProxy implements AsyncDisposable {
  readonly #server = createServer((near) => this.#pass(near));
  readonly #sockets = new Set<Socket>();
  readonly #target: number;
  #seed: number;
  #longest: number;
  cuts = 0;

  private constructor(target: number, seed: number, longest: number) {
    this.#target = target;
    this.#seed = seed;
    this.#longest = longest;
  }

  /** Cuts after at most `longest` bytes. */
  static async start(
    target: number,
    seed: number,
    longest: number,
  ): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(target, seed, longest);
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  #pass(near: Socket): void {
    const far = connect(this.#target, "127.0.0.1");
    let left = Math.floor(this.#random() * this.#longest);
    const cut = (): void => {
      near.destroy();
      far.destroy();
    };
    const carry = (from: Socket, to: Socket): void => {
      this.#sockets.add(from);
      from.on("error", cut);
      from.on("close", () => {
        this.#sockets.delete(from);
        cut();
      });
      from.on("data", (bytes: Buffer) => {
        if (left <= 0) return;
        to.write(bytes.subarray(0, left));
        left -= bytes.length;
        if (left > 0) return;
        this.cuts++;
        // What was let through arrives; the rest never does.
        to.destroySoon();
        from.destroy();
      });
    };
    carry(near, far);
    carry(far, near);
  }

  /** A linear congruential generator: the same seed, the same numbers. */
  #random(): number {
    this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#seed / 2 ** 32;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }
}
