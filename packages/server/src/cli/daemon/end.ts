// Asks a process that `koine start` started to end, and waits until it has.
import { setTimeout } from "node:timers/promises";
import { ConfigError } from "../../config/config-error.ts";
import { isRunning, processText } from "./own-process.ts";
import { removeStarted, type Started } from "./pid-file.ts";

/** A server ends within 5 seconds, in order or not. In milliseconds. */
const PATIENCE_MS = 10_000;
const STEP_MS = 50;

/** The process must be running. @throws ConfigError when it may not be ended, or does not end */
export async function end(data: string, started: Started): Promise<void> {
  ask(started);
  const until = performance.now() + PATIENCE_MS;
  // It is nobody's child here: nothing tells when it ends.
  while (isRunning(started)) {
    if (performance.now() > until) {
      throw new ConfigError(
        `koine, ${processText(started)}, has not ended after ${PATIENCE_MS / 1_000} seconds: see koine.log in ${data}`,
      );
    }
    await setTimeout(STEP_MS);
  }
  removeStarted(data, started);
}

function ask(started: Started): void {
  try {
    process.kill(started.pid, "SIGTERM");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ESRCH") return;
    throw new ConfigError(
      `koine, ${processText(started)}, cannot be asked to end (${code ?? String(error)})`,
      { cause: error },
    );
  }
}
