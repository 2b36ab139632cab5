// `--profiler`: Node's inspector, for whoever looks into a running server. Only ever on loopback: it can do anything.
import { open, url } from "node:inspector";
import { ConfigError } from "../config/config-error.ts";

/** Node itself says on standard error where it listens. @throws ConfigError */
export function openProfiler(port: number): void {
  if (url() !== undefined) {
    throw new ConfigError(
      "--profiler: Node's inspector is open already (--inspect); leave one of the two out",
    );
  }
  open(port, "127.0.0.1");
  if (url() === undefined) {
    throw new ConfigError(
      `127.0.0.1:${port} is in use (the profiler): stop what listens there, or move it with --profiler PORT`,
    );
  }
}
