// koine.pid in the data directory: which process `koine start` started, and how. The first line is its number, for scripts.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "../../config/config-error.ts";

export interface Started {
  readonly pid: number;
  /** The title that the process has, which no other has. */
  readonly mark: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What stood after `serve`, and where relative paths in it begin. */
  readonly args: readonly string[];
  readonly folder: string;
}

/** What every mark looks like; text in the file that does not is no mark. */
const markForm = /^koine-[0-9a-f]{16}$/;

/** Undefined when there is no file. @throws ConfigError when it cannot be read or holds something else */
export function readStarted(data: string): Started | undefined {
  const file = pidFile(data);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    throw new ConfigError(`${file} cannot be read (${code})`, { cause: error });
  }
  const [pid = "", rest = ""] = text.split("\n");
  const started = parsed(rest);
  if (/^\d+$/.test(pid) && Number(pid) > 1 && isRest(started))
    return { ...started, pid: Number(pid) };
  throw new ConfigError(
    `${file} was not written by koine start: look for the process yourself, and remove the file`,
  );
}

/** Readable for this user only: flags may hold secrets. @throws an error EEXIST when there is a file already */
export function writeStarted(data: string, started: Started): void {
  const { pid, ...rest } = started;
  writeFileSync(pidFile(data), `${pid}\n${JSON.stringify(rest)}\n`, {
    flag: "wx",
    mode: 0o600,
  });
}

/** Leaves the file of another process alone. */
export function removeStarted(data: string, { mark }: Started): void {
  if (readStarted(data)?.mark === mark) rmSync(pidFile(data), { force: true });
}

function pidFile(data: string): string {
  return join(data, "koine.pid");
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function isRest(value: unknown): value is Omit<Started, "pid"> {
  if (typeof value !== "object" || value === null) return false;
  const { mark, at, args, folder } = value as Record<string, unknown>;
  return (
    typeof mark === "string" &&
    markForm.test(mark) &&
    typeof at === "number" &&
    Array.isArray(args) &&
    args.every((arg) => typeof arg === "string") &&
    typeof folder === "string"
  );
}
