// The one configuration: flags, environment (KOINE_*) and koine.toml become one frozen Config. An error names the key.
import { resolve } from "node:path";
import {
  addressText,
  readAddress,
  readDoor,
  readHost,
  readOrigin,
  readPort,
  type Address,
  type DoorConfig,
} from "./config/addresses.ts";
import { ConfigError, wrong } from "./config/config-error.ts";
import { readLimits } from "./config/limits-table.ts";
import { settings, type SettingKey } from "./config/settings.ts";
import {
  fromEnvironment,
  fromFile,
  isTable,
  readConfigFile,
  type ConfigFile,
  type Environment,
  type Flags,
  type Given,
} from "./config/sources.ts";
import { defaultLimits, withoutRates, type Limits } from "./core/limits.ts";
import { dialects } from "./dialects/registry.ts";

export type { Address, DoorConfig } from "./config/addresses.ts";

export interface Config extends Address {
  /** Where SQLite's files live; absolute. */
  readonly data: string;
  /** `sqlite:` or `memory:`. */
  readonly store: string;
  readonly durability: "full" | "normal";
  readonly doors: readonly DoorConfig[];
  readonly metrics: Address | undefined;
  /** Further hosts (`name` or `name:port`, lower case) whose pages may connect. */
  readonly origins: readonly string[];
  /** Whether X-Forwarded-For and X-Forwarded-Proto are believed. */
  readonly trustProxy: boolean;
  readonly limits: Limits;
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
}

/** The dialects that `--door` can open. */
export const doorDialects: readonly string[] = Object.keys(dialects);

const stores = ["sqlite:", "memory:"];

/** `folder` is what relative paths begin at. @throws ConfigError */
export function readConfig(
  flags: Flags,
  environment: Environment,
  folder: string,
): Config {
  const variables = fromEnvironment(environment);
  const [asked] = flags.get("config") ?? variables.get("config") ?? [];
  const file = readConfigFile(asked, folder);
  const keys = file ? fromFile(file) : undefined;

  function all(key: SettingKey): readonly Given[] {
    return flags.get(key) ?? variables.get(key) ?? keys?.get(key) ?? [];
  }
  function one<Value>(
    key: SettingKey,
    read: (text: string, name: string) => Value,
  ): Value {
    const given = all(key).at(-1);
    return read(given?.text ?? settings[key].standard, given?.name ?? key);
  }

  const host = one("host", readHost);
  const metrics = all("metrics").at(-1);
  const config: Config = {
    host,
    port: one("port", readPort),
    data: resolve(folder, one("data", readText)),
    store: one("store", readStore),
    durability: one("durability", oneOf("full", "normal")),
    doors: all("door").map(({ text, name }) => {
      const door = readDoor(text, name, doorDialects);
      return { ...door, host: door.host ?? host };
    }),
    metrics: metrics && readMetrics(metrics),
    origins: all("origin").map(({ text, name }) => readOrigin(text, name)),
    trustProxy: one("trustProxy", oneOf("true", "false")) === "true",
    limits: limitsOf(file, one("limits", oneOf("on", "off")) === "off"),
    logLevel: one(
      "logLevel",
      oneOf("debug", "info", "warn", "error", "silent"),
    ),
  };
  refuseSharedPorts(config);
  return freeze(config);
}

function readText(text: string, name: string): string {
  if (text === "" || text.includes("\0")) throw wrong(name, "a path", text);
  return text;
}

function readStore(text: string, name: string): string {
  if (stores.includes(text)) return text;
  const redis = /^(redis|valkey)s?:/.test(text)
    ? " (there is no Redis store yet)"
    : "";
  throw wrong(name, `${stores.join(" or ")}${redis}`, text);
}

function readMetrics({ text, name }: Given): Address {
  const { host, port } = readAddress(text, name);
  return { host: host ?? "127.0.0.1", port };
}

function oneOf<const Word extends string>(...words: readonly Word[]) {
  return (text: string, name: string): Word => {
    const word = words.find((known) => known === text);
    if (word === undefined) throw wrong(name, words.join(" or "), text);
    return word;
  };
}

function limitsOf(file: ConfigFile | undefined, off: boolean): Limits {
  const table = file?.table["limits"];
  const limits =
    file && isTable(table)
      ? readLimits(table, `${file.name}: limits`)
      : defaultLimits;
  return off ? withoutRates(limits) : limits;
}

/** Told here, where both names are known; whoever listens would only hear that the port is in use. */
function refuseSharedPorts(config: Config): void {
  const { host, port, doors, metrics } = config;
  const listening: { readonly what: string; readonly address: Address }[] = [
    { what: "the main port (--port)", address: { host, port } },
    ...doors.map((door) => ({
      what: `the door ${door.dialect}@${addressText(door)} (--door)`,
      address: door,
    })),
    ...(metrics ? [{ what: "--metrics", address: metrics }] : []),
  ];
  for (const [index, { what, address }] of listening.entries()) {
    const other = listening
      .slice(0, index)
      .find((earlier) => collide(earlier.address, address));
    if (other) {
      throw new ConfigError(
        `${other.what} and ${what} cannot both listen on ${addressText(address)}: give one of them another port`,
      );
    }
  }
}

function collide(one: Address, other: Address): boolean {
  const everywhere = ["0.0.0.0", "::"];
  return (
    one.port !== 0 &&
    one.port === other.port &&
    (one.host === other.host ||
      everywhere.includes(one.host) ||
      everywhere.includes(other.host))
  );
}

function freeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}
