// Whether a process is the one that `koine start` started: numbers of processes are used again, its title is not.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Started } from "./pid-file.ts";

/** False also when it has ended, or when nobody can say. */
export function isRunning({ pid, mark }: Started): boolean {
  return commandLine(pid).includes(mark);
}

/** "" when there is none. */
function commandLine(pid: number): string {
  try {
    return process.platform === "linux"
      ? readFileSync(`/proc/${pid}/cmdline`, "latin1")
      : execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], {
          encoding: "latin1",
          stdio: ["ignore", "pipe", "ignore"],
        });
  } catch {
    return "";
  }
}

/** `process 4711 since 2026-11-21 08:41:00`, in local time. */
export function processText({ pid, at }: Started): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  const since = local.toISOString().slice(0, 19).replace("T", " ");
  return `process ${pid} since ${since}`;
}
