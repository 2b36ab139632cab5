// `koine stop`: ends the server that `koine start` started.
import { ConfigError } from "../config/config-error.ts";
import { end } from "./daemon/end.ts";
import { removeStarted } from "./daemon/pid-file.ts";
import { find, notRunning } from "./daemon/where.ts";
import { readFlags } from "./flags.ts";

export async function stopCommand(args: readonly string[]): Promise<number> {
  const found = find(readFlags(args));
  const { data, last, running } = found;
  if (!running) {
    if (last) removeStarted(data, last);
    throw new ConfigError(notRunning(found));
  }
  await end(data, running);
  console.log(`koine has ended: process ${running.pid}`);
  return 0;
}
