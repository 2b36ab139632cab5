// What was typed after a command, as flags by their settings and as words. A flag that is not known, or lacks its value, is
// refused.
import { parseArgs } from "node:util";
import { ConfigError } from "../config/config-error.ts";
import { unknown } from "../config/nearest.ts";
import {
  flagOf,
  settingKeys,
  settings,
  type Setting,
  type SettingKey,
} from "../config/settings.ts";
import type { Flags, Given } from "../config/sources.ts";

export interface Typed {
  readonly flags: Flags;
  /** What belongs to no flag, in order. */
  readonly words: readonly string[];
}

const byFlag = new Map(
  settingKeys.flatMap((key) => namesOf(key).map((name) => [name, key])),
);

/** For commands that take flags only. @throws ConfigError */
export function readFlags(args: readonly string[]): Flags {
  const { flags, words } = readTyped(args);
  const [word] = words;
  if (word === undefined) return flags;
  throw new ConfigError(
    `${word} belongs to no flag: koine help shows them all`,
  );
}

/** @throws ConfigError */
export function readTyped(args: readonly string[]): Typed {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(settingKeys.flatMap(optionsOf)),
    // What is wrong is said here, in our words and with the flag that was meant.
    strict: false,
    tokens: true,
  });
  const flags = new Map<SettingKey, Given[]>();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === "option-terminator") continue;
    if (token.kind === "positional") {
      words.push(token.value);
      continue;
    }
    const key = byFlag.get(token.name);
    if (key === undefined) throw unknownFlag(token.rawName);
    flags.set(key, [
      ...(flags.get(key) ?? []),
      { name: `--${token.name}`, text: valueOf(key, token) },
    ]);
  }
  return { flags, words };
}

function namesOf(key: SettingKey): readonly string[] {
  const { aliases = [] }: Setting = settings[key];
  return [flagOf(key), ...aliases];
}

/** The letter belongs to the first name alone. */
function optionsOf(key: SettingKey) {
  const { short, value }: Setting = settings[key];
  const type = value ? ("string" as const) : ("boolean" as const);
  return namesOf(key).map((name) => {
    const hasLetter = short !== undefined && name === flagOf(key);
    return [name, hasLetter ? { type, short } : { type }] as const;
  });
}

function valueOf(
  key: SettingKey,
  token: {
    readonly rawName: string;
    readonly value: string | undefined;
    readonly inlineValue: boolean | undefined;
  },
): string {
  const { value }: Setting = settings[key];
  if (!value) return token.value ?? "true";
  const isFlag = !token.inlineValue && /^-(?!\d+$)/.test(token.value ?? "");
  if (token.value === undefined || isFlag) {
    throw new ConfigError(
      `${token.rawName} needs a value: ${token.rawName} ${value}`,
    );
  }
  return token.value;
}

function unknownFlag(typed: string): ConfigError {
  const known = [...byFlag.keys()].map((flag) => `--${flag}`);
  return unknown("the flag", typed, known);
}
