// Where a setting comes from: a flag goes before the environment, that before koine.toml, that before the default.
import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { parse, TomlError } from "smol-toml";
import { ConfigError, wrong } from "./config-error.ts";
import { unknown } from "./nearest.ts";
import {
  isInFile,
  settingKeys,
  settings,
  variableOf,
  type Setting,
  type SettingKey,
} from "./settings.ts";

/** What was given on the command line; a switch is "true" or "false". */
export type Flags = ReadonlyMap<SettingKey, readonly Given[]>;

export type Environment = Readonly<Record<string, string | undefined>>;

/** A value, and the name under which the operator wrote it. */
export interface Given {
  readonly name: string;
  readonly text: string;
}

/** koine.toml as it was read; `name` is how the operator calls it. */
export interface ConfigFile {
  readonly name: string;
  readonly table: Readonly<Record<string, unknown>>;
}

/** The variables of the environment that are settings. One that is empty counts as not given. */
export function fromEnvironment(environment: Environment): Flags {
  const known = new Map(settingKeys.map((key) => [variableOf(key), key]));
  const found = new Map<SettingKey, readonly Given[]>();
  for (const [name, text] of Object.entries(environment)) {
    if (!name.startsWith("KOINE_") || !text) continue;
    const key = known.get(name);
    if (key === undefined) {
      throw unknown("the variable", name, [...known.keys()]);
    }
    const setting: Setting = settings[key];
    const texts = setting.many ? text.split(",") : [text];
    found.set(
      key,
      texts.map((one) => ({ name, text: one.trim() })),
    );
  }
  return found;
}

/** Undefined when there is none and none was asked for. */
export function readConfigFile(
  asked: Given | undefined,
  folder: string,
): ConfigFile | undefined {
  const path = resolve(folder, asked?.text ?? "koine.toml");
  const name = asked?.text ?? basename(path);
  let source: string;
  try {
    source = readFileSync(path, "utf8");
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code;
    if (reason === "ENOENT" && asked === undefined) return undefined;
    throw new ConfigError(
      `${asked?.name ?? name}: ${path} cannot be read (${reason ?? String(error)})`,
      { cause: error },
    );
  }
  try {
    return { name, table: parse(source) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [first = ""] = error.message.split("\n");
    throw new ConfigError(
      `${name}: line ${error.line}, column ${error.column}: ${first}`,
      { cause: error },
    );
  }
}

/** The settings of the file. What stands in the table `[limits]` is read elsewhere. */
export function fromFile(file: ConfigFile): Flags {
  const known = settingKeys.filter(isInFile);
  const found = new Map<SettingKey, readonly Given[]>();
  for (const [word, value] of Object.entries(file.table)) {
    const key = known.find((one) => one === word);
    if (key === undefined) throw unknown(`${file.name}: key`, word, known);
    const name = `${file.name}: ${key}`;
    const setting: Setting = settings[key];
    const allowed = setting.file ?? ["string"];
    if (isTable(value) && allowed.includes("table")) continue;
    const values: readonly unknown[] =
      setting.many && Array.isArray(value) ? value : [value];
    found.set(
      key,
      values.map((one) => {
        if (!allowed.some((type) => typeof one === type)) {
          const many = setting.many ? " or a list" : "";
          const must = `a ${allowed.join(" or a ")}${many}`;
          throw setting.isSecret
            ? new ConfigError(`${name} must be ${must}`)
            : wrong(name, must, value);
        }
        return { name, text: String(one) };
      }),
    );
  }
  return found;
}

export function isTable(value: unknown): value is object {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date)
  );
}
