// Starts the processes of child.ts and reads what they report.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const script = fileURLToPath(new URL("./child.ts", import.meta.url));

export interface Child {
  /** What it has reported so far; all of it once it has ended. */
  readonly lines: unknown[];
  /** Resolves when it has reported so many, or has ended. */
  reported(count: number): Promise<void>;
  readonly ended: Promise<void>;
  /** SIGKILL; resolves when it has ended. */
  kill(): Promise<void>;
}

/** Killed at the end of the test. `blocks`: the size that its files may have at most, in the shell's blocks. */
export function startChild(
  args: readonly string[],
  { blocks }: { blocks?: number } = {},
): Child {
  const node = [process.execPath, "-C", "development", script, ...args];
  const limited = `ulimit -f ${blocks}; exec "$0" "$@"`;
  const [command = "", ...rest] =
    blocks === undefined ? node : ["/bin/sh", "-c", limited, ...node];
  const child = spawn(command, rest, { stdio: ["pipe", "pipe", "inherit"] });
  const lines: unknown[] = [];
  let isEnded = false;
  let wake = Promise.withResolvers<void>();
  const woken = (): void => {
    wake.resolve();
    wake = Promise.withResolvers();
  };
  createInterface(child.stdout).on("line", (line) => {
    // The last one may be cut off.
    if (line.endsWith("}") || line.endsWith('"')) lines.push(JSON.parse(line));
    woken();
  });
  const ended = once(child, "close").then(() => {
    isEnded = true;
    woken();
  });
  const kill = (): Promise<void> => {
    child.kill("SIGKILL");
    return ended;
  };
  onTestFinished(kill);
  return {
    lines,
    ended,
    kill,
    async reported(count) {
      while (!isEnded && lines.length < count) await wake.promise;
    },
  };
}
