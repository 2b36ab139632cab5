// The machine that a result was measured on, told beside every result.
import { execFileSync } from "node:child_process";
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { cpus, release, totalmem, type } from "node:os";
import { join } from "node:path";
import { median } from "./statistics.ts";

export interface Machine {
  readonly date: string;
  readonly commit: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly kernel: string;
  readonly node: string;
  /** Of the folder where the data is kept: its file system, and what a write of 4 KiB with fsync takes there. */
  readonly fileSystem: string;
  readonly fsyncMillis: number;
}

export function describeMachine(folder: string): Machine {
  return {
    date: new Date().toISOString(),
    commit: commitOf(import.meta.dirname),
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: `${type()} ${release()}`,
    node: process.version,
    fileSystem: fileSystemOf(folder),
    fsyncMillis: fsyncMillis(folder),
  };
}

function commitOf(folder: string): string {
  try {
    const git = (...args: string[]): string =>
      execFileSync("git", args, {
        cwd: folder,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      }).trim();
    const commit = git("rev-parse", "--short", "HEAD");
    return git("status", "--porcelain") === ""
      ? commit
      : `${commit} and changes`;
  } catch {
    return "unknown";
  }
}

/** The type of the mount with the longest path that leads to the folder. */
function fileSystemOf(folder: string): string {
  let best = { path: "", type: "unknown" };
  for (const line of readFileSync("/proc/mounts", "utf8").split("\n")) {
    const [, path = "", type = ""] = line.split(" ");
    const leads = path === "/" || `${folder}/`.startsWith(`${path}/`);
    if (leads && path.length >= best.path.length) best = { path, type };
  }
  return best.type;
}

function fsyncMillis(folder: string): number {
  const path = join(folder, "fsync");
  const file = openSync(path, "w");
  const block = Buffer.alloc(4096, 1);
  const times: number[] = [];
  for (let i = 0; i < 50; i++) {
    const begun = performance.now();
    writeSync(file, block);
    fsyncSync(file);
    times.push(performance.now() - begun);
  }
  closeSync(file);
  rmSync(path);
  return Number(median(times).toFixed(3));
}
