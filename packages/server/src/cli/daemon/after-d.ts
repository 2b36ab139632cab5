// The daemon words after `-d`, as an older server had them: `-d start`. Without a word `-d` is --debug.
import { ConfigError } from "../../config/config-error.ts";
import { unknown } from "../../config/nearest.ts";
import type { Command } from "../command.ts";
import { daemonCommands } from "./commands.ts";

export interface Asked {
  readonly load: () => Promise<Command>;
  /** What was typed without `-d` and its word. */
  readonly rest: readonly string[];
}

/** Undefined when no word stands after `-d`. @throws ConfigError when it is none of the daemon words */
export function wordAfterD(args: readonly string[]): Asked | undefined {
  const at = args.findIndex(
    (arg, index) => arg === "-d" && isWord(args[index + 1]),
  );
  const word = args[at + 1];
  if (at === -1 || word === undefined) return undefined;
  const load = Object.hasOwn(daemonCommands, word)
    ? daemonCommands[word]
    : undefined;
  if (load) return { load, rest: args.toSpliced(at, 2) };
  const words = Object.keys(daemonCommands);
  throw new ConfigError(
    `${unknown("the word after -d,", word, words).message}\nusage: koine serve -d ${words.join("|")} [FLAGS]`,
  );
}

function isWord(arg: string | undefined): boolean {
  return arg !== undefined && !arg.startsWith("-");
}
