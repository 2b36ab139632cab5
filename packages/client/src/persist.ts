// Asking that outlives cuts: waits for the connection, and asks again what a passing refusal or a cut left undone.
import type { Connection } from "./connection.ts";
import { isCut, isPassing } from "./errors.ts";
import type { Link } from "./link.ts";
import type { Platform } from "./platform.ts";

/** How long to wait after a refusal that waiting mends, in milliseconds. */
const RETRY_MS = 1_000;

/** Asks until it is answered, refused for good, or the client is closed. */
export async function persist<T>(
  connection: Connection,
  platform: Platform,
  ask: (link: Link) => Promise<T>,
): Promise<T> {
  for (;;) {
    const link = await connection.online();
    try {
      return await ask(link);
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (!isCut(error)) await pause(platform);
    }
  }
}

export function pause(platform: Platform): Promise<void> {
  return new Promise((resolve) => void platform.after(RETRY_MS, resolve));
}
