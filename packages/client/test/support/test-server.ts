// A really running server in a process of its own, at a port that stays the same over restarts.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const main = join(import.meta.dirname, "../../../server/src/main.ts");

/** Those that run; a test that timed out does not come to its end. */
const begun = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of begun) child.kill("SIGKILL");
});

export class TestServer implements AsyncDisposable {
  port = 0;
  #data = "";
  #child: ChildProcess | undefined;
  /** The last part of the link that makes one the owner, once there is no owner. */
  ownerToken: Promise<string> = Promise.resolve("");

  static async start(): Promise<TestServer> {
    const server = new TestServer();
    await server.begin();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts it, on an empty data folder unless it has one. */
  async begin(): Promise<void> {
    this.#data ||= await mkdtemp(join(tmpdir(), "koine-client-"));
    const flags = ["--port", `${this.port}`, "--data", this.#data];
    const quiet = ["--limits", "off", "--log-level", "error"];
    const child = spawn(
      process.execPath,
      ["-C", "development", main, "serve", ...flags, ...quiet],
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    this.#child = child;
    // Not inherited: a server that a test has left behind would hold the ends of the tests' own pipes.
    child.stderr.pipe(process.stderr);
    begun.add(child);
    child.once("exit", () => begun.delete(child));
    const lines = createInterface(child.stdout);
    const owner = Promise.withResolvers<string>();
    this.ownerToken = owner.promise;
    lines.on("line", (text: string) => {
      const token = /#\/owner\/(\S+)/.exec(text)?.[1];
      if (token !== undefined) owner.resolve(token);
    });
    const [line] = (await once(lines, "line")) as [string];
    this.port = Number(/^koine ready http:\/\/[^:]+:(\d+)/.exec(line)?.[1]);
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  /** Starts it again at the same address, knowing nothing. */
  async beginAnew(): Promise<void> {
    await this.kill();
    await rm(this.#data, { recursive: true, force: true });
    this.#data = "";
    await this.begin();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    if (this.#data !== "")
      await rm(this.#data, { recursive: true, force: true });
  }
}
