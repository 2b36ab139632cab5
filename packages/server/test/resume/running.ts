// The server in a process of its own, on the same data and the same ports however often it is killed.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KoineProcess } from "../cli/koine-process.ts";

export interface Ports {
  readonly WebSocket: number;
  readonly TCP: number;
}

export class Running implements AsyncDisposable {
  readonly data: string;
  #ports: Ports = { WebSocket: 0, TCP: 0 };
  #process: KoineProcess | undefined;

  private constructor(data: string) {
    this.data = data;
  }

  static async start(): Promise<Running> {
    const data = await mkdtemp(join(tmpdir(), "koine-resume-"));
    const running = new Running(data);
    await running.begin();
    return running;
  }

  get ports(): Ports {
    return this.#ports;
  }

  async begin(): Promise<void> {
    const { WebSocket, TCP } = this.#ports;
    const ports = ["--port", `${WebSocket}`, "--door", `native@${TCP}`];
    const quiet = ["--limits", "off", "--log-level", "error"];
    // What a process has written outlives it without an fsync, too, and a thousand cuts come sooner.
    const data = ["--data", this.data, "--durability", "normal"];
    this.#process = new KoineProcess(["serve", ...ports, ...quiet, ...data]);
    const ready = await this.#process.ready;
    const portOf = (door: string): number =>
      Number(new RegExp(`${door}://[^:]+:(\\d+)`).exec(ready)?.[1]);
    this.#ports = { WebSocket: portOf("http"), TCP: portOf("native") };
  }

  /** At whatever it is: `kill -9`. */
  async kill(): Promise<void> {
    this.#process?.child.kill("SIGKILL");
    await this.#ended();
  }

  /** In order. */
  async end(): Promise<void> {
    this.#process?.child.kill("SIGTERM");
    await this.#ended();
  }

  /** @throws Error when it has logged an error */
  async #ended(): Promise<void> {
    const { err } = (await this.#process?.ended) ?? { err: "" };
    await this.#process?.[Symbol.asyncDispose]();
    this.#process = undefined;
    if (err !== "") throw new Error(`The server has complained: ${err}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process?.[Symbol.asyncDispose]();
    await rm(this.data, { recursive: true, force: true });
  }
}
