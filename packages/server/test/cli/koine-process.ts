// Starts the real command in a process of its own, for the tests of the command line.
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export class KoineProcess implements AsyncDisposable {
  readonly child: ChildProcess;
  /** Resolves when the process has ended and all that it wrote was read. */
  readonly ended: Promise<Ended>;
  /** Where it runs; gone with it. */
  readonly #own = mkdtempSync(join(tmpdir(), "koine-cli-"));
  readonly #first = Promise.withResolvers<string>();
  readonly #err: string[] = [];
  #hear: ((line: string) => void) | undefined;

  /** Without `folder` it runs in one of its own. */
  constructor(
    args: readonly string[],
    env: NodeJS.ProcessEnv = {},
    folder?: string,
  ) {
    const { PATH } = process.env;
    this.child = spawn(process.execPath, ["-C", "development", main, ...args], {
      cwd: folder ?? this.#own,
      env: { PATH, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const out: string[] = [];
    lines(this.child.stdout, (line) => {
      out.push(line);
      this.#first.resolve(line);
    });
    lines(this.child.stderr, (line) => {
      this.#err.push(line);
      this.#hear?.(line);
    });
    this.ended = new Promise((resolve) => {
      this.child.once("close", (code) => {
        const ended = { code, out: out.join("\n"), err: this.#err.join("\n") };
        this.#first.reject(new Error(`ended with ${code}: ${ended.err}`));
        resolve(ended);
      });
    });
    // Not every test waits for a first line.
    this.#first.promise.catch(() => {});
  }

  /** The first line on standard output. */
  get ready(): Promise<string> {
    return this.#first.promise;
  }

  /** Resolves when a line on standard error, past or to come, has this in it. */
  logged(text: string): Promise<void> {
    return new Promise((resolve) => {
      this.#hear = (line) => {
        if (line.includes(text)) resolve();
      };
      this.#err.forEach(this.#hear);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill("SIGKILL");
    await this.ended;
    rmSync(this.#own, { recursive: true, force: true });
  }
}

function lines(
  stream: NodeJS.ReadableStream | null,
  each: (line: string) => void,
): void {
  if (stream) createInterface({ input: stream }).on("line", each);
}
