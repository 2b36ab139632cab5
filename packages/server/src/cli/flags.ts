// What was typed after `koine serve`, as flags by their settings. A flag that is not known, or lacks its value, is refused.
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

const byFlag = new Map(settingKeys.map((key) => [flagOf(key), key]));

/** @throws ConfigError */
export function readFlags(args: readonly string[]): Flags {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(settingKeys.map(optionOf)),
    // What is wrong is said here, in our words and with the flag that was meant.
    strict: false,
    tokens: true,
  });
  const found = new Map<SettingKey, Given[]>();
  for (const token of tokens) {
    if (token.kind === "option-terminator") continue;
    if (token.kind === "positional") {
      throw new ConfigError(
        `${token.value} belongs to no flag: koine help shows them all`,
      );
    }
    const key = byFlag.get(token.name);
    if (key === undefined) throw unknownFlag(token.rawName);
    found.set(key, [
      ...(found.get(key) ?? []),
      { name: `--${token.name}`, text: valueOf(key, token) },
    ]);
  }
  return found;
}

function optionOf(key: SettingKey) {
  const { short, value }: Setting = settings[key];
  const type = value ? ("string" as const) : ("boolean" as const);
  return [flagOf(key), short ? { type, short } : { type }] as const;
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
  const isFlag = token.value?.startsWith("-") && !token.inlineValue;
  if (token.value === undefined || isFlag) {
    throw new ConfigError(
      `${token.rawName} needs a value: ${token.rawName} ${value}`,
    );
  }
  return token.value;
}

function unknownFlag(typed: string): ConfigError {
  if (typed === "--classic") {
    return new ConfigError(
      "--classic is not there yet: open single doors with --door DIALECT@PORT",
    );
  }
  return unknown(
    "the flag",
    typed,
    [...byFlag.keys()].map((flag) => `--${flag}`),
  );
}
