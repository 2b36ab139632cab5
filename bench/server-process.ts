// A server under test, as a process of its own: started until it says that it is ready, ended with whoever started it.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const root = join(import.meta.dirname, "..");
const memoryProbe = new URL("./memory-probe.ts", import.meta.url).href;

type Command = (data: string, doors: readonly string[]) => readonly string[];

const commands = {
  koine: (data, doors) => [
    join(root, "packages/server/src/main.ts"),
    "serve",
    "--port",
    "0",
    "--data",
    data,
    "--limits",
    "off",
    ...doors.flatMap((dialect) => ["--door", `${dialect}@0`]),
  ],
  "ws-loop": () => [join(root, "bench/peers/ws-loop.ts")],
  "socket-io": () => [join(root, "bench/peers/socket-io.ts")],
} satisfies Record<string, Command>;

export type ServerName = keyof typeof commands;

export interface ServerOptions {
  readonly name: ServerName;
  /** The dialects that Koine opens ports for, beside its main port. */
  readonly doors?: readonly string[] | undefined;
  /** A folder of its own: for its data, its log, and its memory's figures. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Further options for Node. */
  readonly nodeOptions?: readonly string[] | undefined;
}

export class ServerProcess implements AsyncDisposable {
  readonly pid: number;
  /** Its main port. */
  readonly port: number;
  /** From the start of the process until its first line said that it is ready. */
  readonly readyMillis: number;
  readonly memoryFile: string;
  readonly #child: ChildProcess;
  readonly #ports: ReadonlyMap<string, number>;

  static async start(options: ServerOptions): Promise<ServerProcess> {
    const memoryFile = join(options.folder, "memory.json");
    const logFile = join(options.folder, `${options.name}.log`);
    const log = openSync(logFile, "a");
    const begun = performance.now();
    const command: Command = commands[options.name];
    const child = spawn(
      process.execPath,
      [
        "-C",
        "development",
        "--import",
        memoryProbe,
        ...(options.nodeOptions ?? []),
        ...command(join(options.folder, "data"), options.doors ?? []),
      ],
      {
        cwd: root,
        stdio: ["ignore", "pipe", log],
        env: {
          ...process.env,
          NODE_ENV: "production",
          // As `npm start` has it.
          NODE_COMPILE_CACHE: join(root, "node_modules/.cache/koine"),
          BENCH_MEMORY_FILE: memoryFile,
        },
        signal: options.signal,
        killSignal: "SIGKILL",
      },
    );
    closeSync(log);
    // Killing by the signal is told as an error; whoever aborted knows.
    child.on("error", () => undefined);
    const line = await firstLine(child);
    const readyMillis = performance.now() - begun;
    const ports = portsIn(line ?? "");
    const port = ports.get("http");
    if (port === undefined || child.pid === undefined) {
      child.kill("SIGKILL");
      throw new Error(
        `${options.name} did not get ready. Its log ends:\n${readFileSync(logFile, "utf8").slice(-2000)}`,
      );
    }
    return new ServerProcess(
      child,
      child.pid,
      port,
      ports,
      readyMillis,
      memoryFile,
    );
  }

  private constructor(
    child: ChildProcess,
    pid: number,
    port: number,
    ports: ReadonlyMap<string, number>,
    readyMillis: number,
    memoryFile: string,
  ) {
    this.#child = child;
    this.pid = pid;
    this.port = port;
    this.#ports = ports;
    this.readyMillis = readyMillis;
    this.memoryFile = memoryFile;
  }

  /** The port of one of its doors. */
  portOf(dialect: string): number {
    const port = this.#ports.get(dialect);
    if (port === undefined) throw new Error(`It has no door ${dialect}.`);
    return port;
  }

  /** Ends it: by SIGTERM, and by SIGKILL if that takes longer than 10 s, or at once if `with` says so. */
  async end(how: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null)
      return;
    const ended = once(this.#child, "exit");
    this.#child.kill(how);
    const late = setTimeout(() => this.#child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(late);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
  }
}

/** Of a line such as `koine ready http://127.0.0.1:8080 gtchat://127.0.0.1:9000`, by what stands before `://`. */
function portsIn(line: string): ReadonlyMap<string, number> {
  const [, addresses = ""] = line.split("ready ");
  const found = addresses.matchAll(/(\S+?):\/\/\S*:(\d+)/g);
  return new Map(
    Array.from(found, ([, what = "", port]) => [what, Number(port)]),
  );
}

/** The first line that it prints, if it prints one before it ends; whatever follows is read and dropped. */
async function firstLine(child: ChildProcess): Promise<string | undefined> {
  if (child.stdout === null) return undefined;
  const output = child.stdout;
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const lines = createInterface({ input: output });
  lines.once("line", resolve);
  lines.once("close", () => resolve(undefined));
  return promise;
}
