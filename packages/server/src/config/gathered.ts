// The settings of all sources together: a flag goes before the environment, that before koine.toml, that before the default.
import {
  fromEnvironment,
  fromFile,
  readConfigFile,
  type ConfigFile,
  type Environment,
  type Flags,
  type Given,
} from "./sources.ts";
import { settings, type SettingKey } from "./settings.ts";

/** Reads a setting's text; `name` is what the operator wrote it under. @throws ConfigError */
type Read<Value> = (text: string, name: string) => Value;

export interface Gathered {
  readonly file: ConfigFile | undefined;
  /** What the strongest source says, as often as it says it; nothing when none says anything. */
  readonly all: (key: SettingKey) => readonly Given[];
  /** The last that was said, or the default. */
  readonly one: <Value>(key: SettingKey, read: Read<Value>) => Value;
}

/** @throws ConfigError */
export function gather(
  flags: Flags,
  environment: Environment,
  folder: string,
): Gathered {
  const variables = fromEnvironment(environment);
  const [asked] = flags.get("config") ?? variables.get("config") ?? [];
  const file = readConfigFile(asked, folder);
  const keys = file ? fromFile(file) : undefined;
  const all = (key: SettingKey): readonly Given[] =>
    flags.get(key) ?? variables.get(key) ?? keys?.get(key) ?? [];
  return {
    file,
    all,
    one(key, read) {
      const given = all(key).at(-1);
      return read(given?.text ?? settings[key].standard, given?.name ?? key);
    },
  };
}
