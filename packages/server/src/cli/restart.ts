// `koine restart`: ends the server in the background, if one runs, and starts it with the flags of the last start, or with
// others. What is wrong with them is told before anything is ended.
import { existsSync } from "node:fs";
import { readConfig } from "../config.ts";
import { ConfigError } from "../config/config-error.ts";
import { end } from "./daemon/end.ts";
import { launch, type Launch } from "./daemon/launch.ts";
import { find, type Found } from "./daemon/where.ts";
import { readFlags } from "./flags.ts";

export async function restartCommand(args: readonly string[]): Promise<number> {
  const found = find(readFlags(args));
  const next = nextLaunch(found, args);
  if (found.running) await end(found.data, found.running);
  return await launch(next);
}

function nextLaunch({ data, last }: Found, args: readonly string[]): Launch {
  const asked = last && isOnly(args, last.args) ? last : here(args);
  if (!existsSync(asked.folder)) {
    throw new ConfigError(
      `${asked.folder}, where koine was started, is gone: use koine stop, and koine start with its flags`,
    );
  }
  const config = readConfig(readFlags(asked.args), process.env, asked.folder);
  return {
    data,
    folder: asked.folder,
    // The environment may have said where the data is, and may be another by now.
    args: config.data === data ? asked.args : [...asked.args, "--data", data],
  };
}

function here(args: readonly string[]): Omit<Launch, "data"> {
  return { args, folder: process.cwd() };
}

/** Whether all that is given was given before too. By --data the last start was found. */
function isOnly(args: readonly string[], before: readonly string[]): boolean {
  const flags = readFlags(before);
  return [...readFlags(args)].every(
    ([key, values]) =>
      key === "data" ||
      JSON.stringify(values) === JSON.stringify(flags.get(key)),
  );
}
