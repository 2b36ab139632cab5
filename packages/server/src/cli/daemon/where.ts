// Which data the daemon words speak of, and what was started there.
import { readDataFolder } from "../../config.ts";
import type { Flags } from "../../config/sources.ts";
import { isRunning } from "./own-process.ts";
import { readStarted, type Started } from "./pid-file.ts";

export interface Found {
  readonly data: string;
  /** What the pid file tells, whether it runs or not. */
  readonly last: Started | undefined;
  readonly running: Started | undefined;
}

/** @throws ConfigError */
export function find(flags: Flags): Found {
  const data = readDataFolder(flags, process.env, process.cwd());
  const last = readStarted(data);
  return { data, last, running: last && isRunning(last) ? last : undefined };
}

/** Why there is nothing to stop. */
export function notRunning({ data, last }: Found): string {
  return last
    ? `koine is not running: process ${last.pid} has ended by itself; see koine.log in ${data}`
    : `koine is not running: nothing was started with koine start for the data in ${data}`;
}
