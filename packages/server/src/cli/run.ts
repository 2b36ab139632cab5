// The command line: finds the command, runs it, and says in one line what was wrong with what was typed.
import { ConfigError } from "../config/config-error.ts";
import { unknown } from "../config/nearest.ts";

/** Gets what stands after the command's name; returns the exit code. */
export type Command = (args: readonly string[]) => number | Promise<number>;

// Loaded when called, so that `koine version` does not wait for a server.
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import("./serve.ts")).serveCommand,
  version: async () => (await import("./version.ts")).versionCommand,
  help: async () => (await import("./help.ts")).helpCommand,
};

const otherNames: Readonly<Record<string, string>> = {
  "--help": "help",
  "-h": "help",
  "--version": "version",
  "-V": "version",
};

/** `args` as they were typed, without node and script. Returns the exit code: 2 for what is no command. */
export async function run(args: readonly string[]): Promise<number> {
  const [typed = "help", ...rest] = args;
  const load = commands[otherNames[typed] ?? typed];
  if (!load) {
    console.error(commandUnknown(typed));
    return 2;
  }
  try {
    const command = await load();
    return await command(rest);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    return 1;
  }
}

function commandUnknown(typed: string): string {
  return typed.startsWith("-")
    ? `a command comes first, such as: koine serve ${typed}`
    : unknown("the command", typed, Object.keys(commands)).message;
}
