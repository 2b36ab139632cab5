// `koine status`: which process runs in the background, if one does. Exit code 3 when none does, as for services elsewhere.
import { processText } from "./daemon/own-process.ts";
import { find, notRunning } from "./daemon/where.ts";
import { readFlags } from "./flags.ts";

export function statusCommand(args: readonly string[]): number {
  const found = find(readFlags(args));
  console.log(
    found.running
      ? `koine runs as ${processText(found.running)}`
      : notRunning(found),
  );
  return found.running ? 0 : 3;
}
