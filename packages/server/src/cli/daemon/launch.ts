// Starts `koine serve` as a process that outlives this one, and waits until it is ready or has ended.
import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  type PathLike,
} from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { ConfigError } from "../../config/config-error.ts";
import { isRunning, processText } from "./own-process.ts";
import {
  readStarted,
  removeStarted,
  writeStarted,
  type Started,
} from "./pid-file.ts";
import { readyLine } from "./ready.ts";

export interface Launch {
  /** Where the pid file and the log are; absolute. Made when missing. */
  readonly data: string;
  /** What stands after `serve`, and where relative paths in it begin. */
  readonly args: readonly string[];
  readonly folder: string;
}

/** How long the server may take to be ready, in milliseconds. */
const PATIENCE_MS = 60_000;
/** How much of its log is shown when it did not start. */
const SHOWN_LINES = 20;

/** The exit code. @throws ConfigError when one runs already */
export async function launch({ data, args, folder }: Launch): Promise<number> {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  makeWay(data);
  const mark = `koine-${randomBytes(8).toString("hex")}`;
  const logFile = join(data, "koine.log");
  const log = openSync(logFile, "a", 0o600);
  const from = fstatSync(log).size;
  const child = spawn(
    process.execPath,
    [...process.execArgv, `--title=${mark}`, mainFile(), "serve", ...args],
    { cwd: folder, detached: true, stdio: ["ignore", log, log, "ipc"] },
  );
  closeSync(log);
  const { pid } = child;
  if (pid === undefined) {
    const [error] = await once(child, "error");
    throw new ConfigError(`koine cannot start a process: ${String(error)}`);
  }
  const started: Started = { pid, mark, at: Date.now(), args, folder };
  const ready = untilReady(child);
  try {
    writeStarted(data, started);
  } catch (error) {
    child.kill("SIGKILL");
    throw new ConfigError(
      `koine.pid in ${data} cannot be written (${String(error)})`,
      { cause: error },
    );
  }
  const line = await ready;
  if (line === "ended") {
    removeStarted(data, started);
    console.error(`koine did not start:\n${logText(logFile, from)}`);
    return 1;
  }
  child.disconnect();
  child.unref();
  if (line === "late") {
    console.error(
      `koine is not ready after ${PATIENCE_MS / 1_000} seconds; process ${pid} goes on, see ${logFile}`,
    );
    return 1;
  }
  console.log(`koine runs as process ${pid}\n${line}`);
  return 0;
}

/** @throws ConfigError when one runs already */
function makeWay(data: string): void {
  const earlier = readStarted(data);
  if (!earlier) return;
  if (isRunning(earlier)) {
    throw new ConfigError(
      `koine runs already: ${processText(earlier)}; koine restart starts it anew`,
    );
  }
  removeStarted(data, earlier);
}

async function untilReady(child: ChildProcess): Promise<string> {
  const done = Promise.withResolvers<string>();
  child.on("message", (message) => {
    const line = readyLine(message);
    if (line !== undefined) done.resolve(line);
  });
  child.once("exit", () => done.resolve("ended"));
  const late = new AbortController();
  const tooLate = setTimeout(PATIENCE_MS, "late", {
    signal: late.signal,
  }).catch(() => "late");
  const line = await Promise.race([done.promise, tooLate]);
  late.abort();
  return line;
}

/** What was written since, its last lines. */
function logText(file: PathLike, from: number): string {
  const text = readFileSync(file).subarray(from).toString("utf8").trimEnd();
  return text === ""
    ? "it said nothing"
    : text.split("\n").slice(-SHOWN_LINES).join("\n");
}

/** `main` as this file itself is: a source, or built. */
function mainFile(): string {
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf("."));
  return fileURLToPath(new URL(`../../main${extension}`, import.meta.url));
}
