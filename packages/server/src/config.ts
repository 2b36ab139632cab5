// The one configuration: flags, environment (KOINE_*) and koine.toml become one frozen Config. An error names the key.
import { resolve } from "node:path";
import {
  readAddress,
  readDoor,
  readHost,
  readOrigin,
  readPort,
  type Address,
  type DoorConfig,
} from "./config/addresses.ts";
import { classicDoors, classicRooms } from "./config/classic.ts";
import { gather, type Gathered } from "./config/gathered.ts";
import { readLimits } from "./config/limits-table.ts";
import { refuseSharedPorts } from "./config/listening.ts";
import { numberOrZero, orUnlimited } from "./config/numbers.ts";
import { settings } from "./config/settings.ts";
import {
  isTable,
  type Environment,
  type Flags,
  type Given,
} from "./config/sources.ts";
import {
  oneOf,
  readKey,
  readPath,
  readServerName,
  readStore,
  trueOrFalse,
} from "./config/texts.ts";
import { defaultLimits, withoutRates, type Limits } from "./core/limits.ts";

export type { Address, DoorConfig } from "./config/addresses.ts";

export interface Config extends Address {
  /** Where SQLite's files live; absolute. */
  readonly data: string;
  /** `sqlite:` or `memory:`. */
  readonly store: string;
  readonly durability: "full" | "normal";
  /** Whether the ports of the older servers are open. */
  readonly classic: boolean;
  /** Several of different dialects may have one address: they share it by what a client sends first. */
  readonly doors: readonly DoorConfig[];
  /** The titles of the rooms that are there from the start, beside the lobby. */
  readonly rooms: readonly string[];
  readonly metrics: Address | undefined;
  /** Further hosts (`name` or `name:port`, lower case) whose pages may connect. */
  readonly origins: readonly string[];
  /** Whether X-Forwarded-For and X-Forwarded-Proto are believed. */
  readonly trustProxy: boolean;
  /** What the server calls itself; "" for nothing. May be any printable Unicode. */
  readonly serverName: string;
  /** How many of the last lines a newcomer gets where a door sends them unasked; 0 to 200. */
  readonly history: number;
  /** Whoever asks for nothing for so long is let go; 0 for never. */
  readonly idleSeconds: number;
  readonly showAddresses: boolean;
  /** Secrets; undefined: nobody has one. */
  readonly broadcastKey: string | undefined;
  readonly adminToken: string | undefined;
  readonly limits: Limits;
  /** How many passwords are hashed at once. */
  readonly hashing: number;
  /** Bytes of memory past which the server sheds; Infinity where the heap's own limit is the only one. */
  readonly memoryMost: number;
  /** The port of Node's inspector on 127.0.0.1. */
  readonly profiler: number | undefined;
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
}

const count = numberOrZero({ from: 1, to: 1_000_000, zero: "unlimited" });
const seconds = numberOrZero({ from: 1, to: 2_000_000, zero: "never" });
const hashings = numberOrZero({ from: 1, to: 64, zero: "the default" });
const megabytes = numberOrZero({ from: 64, to: 1_048_576, zero: "no bound" });
const inspectorPort = numberOrZero({ from: 1, to: 65_535, zero: "off" });
const lines = numberOrZero({
  from: 1,
  to: 200,
  zero: "none",
  below: Number(settings.history.standard),
});

/** `folder` is what relative paths begin at. @throws ConfigError */
export function readConfig(
  flags: Flags,
  environment: Environment,
  folder: string,
): Config {
  const gathered = gather(flags, environment, folder);
  const { all, one } = gathered;
  const host = one("host", readHost);
  const classic = one("classic", trueOrFalse);
  const opened = all("door").map(({ text, name }): DoorConfig => {
    const door = readDoor(text, name);
    return { ...door, host: door.host ?? host, isClassic: false };
  });
  const debug = one("debug", trueOrFalse);
  const level = oneOf("debug", "info", "warn", "error", "silent");
  const config: Config = {
    host,
    port: one("port", readPort),
    data: resolve(folder, one("data", readPath)),
    store: one("store", readStore),
    durability: one("durability", oneOf("full", "normal")),
    classic,
    doors: [...(classic ? classicDoors(host, opened) : []), ...opened],
    rooms: classic ? [...classicRooms] : [],
    metrics: all("metrics").map(readMetrics).at(-1),
    origins: all("origin").map(({ text, name }) => readOrigin(text, name)),
    trustProxy: one("trustProxy", trueOrFalse),
    serverName: one("name", readServerName),
    history: one("history", lines),
    idleSeconds: one("idle", seconds),
    showAddresses: one("showAddresses", trueOrFalse),
    broadcastKey: one("broadcastKey", readKey),
    adminToken: one("adminToken", readKey),
    limits: limitsOf(gathered),
    hashing: one("hashing", hashings) || Number(settings.hashing.standard),
    memoryMost: orUnlimited(one("memoryMost", megabytes)) * 1024 * 1024,
    profiler: one("profiler", inspectorPort) || undefined,
    logLevel: debug ? "debug" : one("logLevel", level),
  };
  refuseSharedPorts({ ...config, main: config });
  return freeze(config);
}

/**
 * Where the data of a server with these settings is, whatever else is wrong with them. @throws ConfigError
 */
export function readDataFolder(
  flags: Flags,
  environment: Environment,
  folder: string,
): string {
  const { one } = gather(flags, environment, folder);
  return resolve(folder, one("data", readPath));
}

function readMetrics({ text, name }: Given): Address {
  const { host, port } = readAddress(text, name);
  return { host: host ?? "127.0.0.1", port };
}

/** A count of its own flag goes before the one in the table, and stays when the limits are off. */
function limitsOf({ file, all, one }: Gathered): Limits {
  const table = file?.table["limits"];
  const limits =
    file && isTable(table)
      ? readLimits(table, `${file.name}: limits`)
      : defaultLimits;
  const isOff = one("limits", oneOf("on", "off")) === "off";
  const given = (["connections", "rooms"] as const)
    .filter((key) => all(key).length > 0)
    .map((key) => [key, orUnlimited(one(key, count))] as const);
  return {
    ...(isOff ? withoutRates(limits) : limits),
    ...Object.fromEntries(given),
  };
}

function freeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}
