// `koine start`: runs the server in the background. What is wrong with the flags is told before anything is started.
import { readConfig } from "../config.ts";
import { launch } from "./daemon/launch.ts";
import { readFlags } from "./flags.ts";

export async function startCommand(args: readonly string[]): Promise<number> {
  const folder = process.cwd();
  const { data } = readConfig(readFlags(args), process.env, folder);
  return await launch({ data, args, folder });
}
