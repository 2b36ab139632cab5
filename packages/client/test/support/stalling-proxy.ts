// A TCP proxy that stops taking what the server sends, and goes on when it is told to: a reader that stalls.
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

export class StallingProxy implements AsyncDisposable {
  readonly #server = createServer((near) => this.#pass(near));
  readonly #near = new Set<Socket>();
  readonly #far = new Set<Socket>();
  readonly #target: number;

  private constructor(target: number) {
    this.#target = target;
  }

  static async start(target: number): Promise<StallingProxy> {
    const proxy = new StallingProxy(target);
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  stall(): void {
    for (const far of this.#far) far.pause();
  }

  goOn(): void {
    for (const far of this.#far) far.resume();
  }

  #pass(near: Socket): void {
    const far = connect(this.#target, "127.0.0.1");
    this.#near.add(near);
    this.#far.add(far);
    const end = (): void => {
      near.destroy();
      far.destroy();
      this.#near.delete(near);
      this.#far.delete(far);
    };
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on("error", end);
      from.on("close", end);
      from.on("data", (bytes: Buffer) => to.write(bytes));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of [...this.#near, ...this.#far]) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }
}
