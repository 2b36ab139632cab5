// A really running server in a process of its own, for the tests of the page.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const main = join(import.meta.dirname, "../../../server/src/main.ts");
const readyWithin = 15_000;

export class TestServer implements AsyncDisposable {
  /** Where the page is; stays the same over restarts. */
  url = "";
  readonly #data: string;
  readonly #flags: readonly string[];
  readonly #ownerLink = Promise.withResolvers<string>();
  #child: ChildProcess | undefined;

  private constructor(data: string, flags: readonly string[]) {
    this.#data = data;
    this.#flags = flags;
  }

  static async start(...flags: readonly string[]): Promise<TestServer> {
    const data = await mkdtemp(join(tmpdir(), "koine-page-"));
    const server = new TestServer(data, flags);
    await server.begin();
    return server;
  }

  /** Starts it, on the data and at the port of before. Resolves when it is ready. */
  async begin(): Promise<void> {
    const port = this.url ? new URL(this.url).port : "0";
    const args = ["serve", "--port", port, "--data", this.#data];
    const child = spawn(
      process.execPath,
      ["-C", "development", main, ...args, "--limits", "off", ...this.#flags],
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    this.#child = child;
    let log = "";
    child.stderr.on("data", (chunk) => (log += String(chunk)));
    const lines = createInterface(child.stdout);
    lines.on("line", (line) => {
      const [link] = /http\S+#\/owner\/\S+/.exec(line) ?? [];
      if (link !== undefined) this.#ownerLink.resolve(link);
    });
    const signal = AbortSignal.timeout(readyWithin);
    const first: unknown[] = await once(lines, "line", { signal }).catch(
      () => [],
    );
    const [, url] = /^koine ready (http\S+)/.exec(String(first[0])) ?? [];
    if (!url) throw new Error(`The server did not start: ${log}`);
    this.url = url.replace(/\/$/, "");
  }

  /** The link that makes an account the owner of a new chat: the server tells it behind its first line. */
  get ownerLink(): Promise<string> {
    return this.#ownerLink.promise;
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await rm(this.#data, { recursive: true, force: true });
  }
}
