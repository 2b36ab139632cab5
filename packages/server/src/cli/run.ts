// The command line: finds the command, runs it, and says in one line what was wrong with what was typed.
import { ConfigError } from "../config/config-error.ts";
import { unknown } from "../config/nearest.ts";
import type { Commands } from "./command.ts";
import { daemonCommands } from "./daemon/commands.ts";

const commands: Commands = {
  serve: async () => (await import("./serve.ts")).serveCommand,
  ...daemonCommands,
  grant: async () => (await import("./grant.ts")).grantCommand,
  version: async () => (await import("./version.ts")).versionCommand,
  help: async () => (await import("./help.ts")).helpCommand,
};

/** They count wherever they stand. */
const otherNames: Readonly<Record<string, string>> = {
  "--help": "help",
  "-h": "help",
  "--version": "version",
  "-V": "version",
};

/** `args` as they were typed, without node and script. Returns the exit code: 2 for what is no command. */
export async function run(args: readonly string[]): Promise<number> {
  const { load, typed, rest } = commandOf(args);
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

function commandOf(args: readonly string[]) {
  const [typed = "help", ...rest] = args;
  const other = args.find((arg) => Object.hasOwn(otherNames, arg));
  // `-d start` stands for a command of its own.
  const isDaemonWord = typed === "-d" && rest[0]?.startsWith("-") === false;
  const name = isDaemonWord ? "serve" : typed;
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (other !== undefined && (load || other === typed))
    return { load: commands[otherNames[other] ?? other], typed, rest: [] };
  return { load, typed, rest: isDaemonWord ? args : rest };
}

function commandUnknown(typed: string): string {
  return typed.startsWith("-")
    ? `a command comes first, such as: koine serve ${typed}`
    : unknown("the command", typed, Object.keys(commands)).message;
}
