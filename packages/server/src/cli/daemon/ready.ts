// How a server tells `koine start`, which started it, that it is ready: over the channel between the two processes.

interface Ready {
  readonly koineReady: string;
}

/** Does nothing where nobody is at the other end, or no longer. */
export function tellStarter(line: string): void {
  if (!process.connected) return;
  const ready: Ready = { koineReady: line };
  process.send?.(ready, undefined, undefined, () => {});
}

/** The line, when that is what the message says. */
export function readyLine(message: unknown): string | undefined {
  return typeof message === "object" &&
    message !== null &&
    "koineReady" in message &&
    typeof message.koineReady === "string"
    ? message.koineReady
    : undefined;
}
