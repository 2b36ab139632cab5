// The one table of what an operator can set: flags, environment, koine.toml, help and documentation all read it.

export interface Setting {
  /** One letter: `-p` is `--port`. */
  readonly short?: string;
  /** Other names of the flag, without dashes, which older command lines have. */
  readonly aliases?: readonly string[];
  /** What stands after the flag; without it the flag is a switch. */
  readonly value?: string;
  /** Taken when nobody says anything; "" for nothing. */
  readonly standard: string;
  readonly about: string;
  /** May be given more than once: flags again, the environment with commas, koine.toml with a list. */
  readonly many?: true;
  /** What the key may hold in koine.toml; text where nothing else is said, nothing where there is no key. */
  readonly file?: readonly ("boolean" | "number" | "string" | "table")[];
  /** Never repeated in what the operator reads. */
  readonly isSecret?: true;
}

export const settings = {
  host: {
    short: "H",
    aliases: ["hostname"],
    value: "HOST",
    standard: "127.0.0.1",
    about: "where the main port listens; 0.0.0.0 or :: for everywhere",
  },
  port: {
    short: "p",
    value: "PORT",
    standard: "8080",
    about:
      "the main port: the page, native at /ws, the API; 0 for any free one",
    file: ["number"],
  },
  data: {
    value: "DIR",
    standard: "./data",
    about: "where SQLite's files live",
  },
  store: {
    value: "URL",
    standard: "sqlite:",
    about:
      "what remembers: sqlite: (in the data directory) or memory: (nothing outlives the process)",
  },
  durability: {
    value: "full|normal",
    standard: "full",
    about:
      "full: acknowledged survives a power cut; normal: it survives a crash of the process",
  },
  classic: {
    standard: "false",
    about:
      "opens the ports of the five older servers: 6660, 7070, 8000, 9000 and 9001",
    file: ["boolean"],
  },
  door: {
    value: "DIALECT@[HOST:]PORT",
    standard: "",
    about:
      "opens one more door, in place of the dialect's classic ones; repeatable. Dialects: native, rambler, webchat, gtchat, chattypantz, riftchat",
    many: true,
  },
  metrics: {
    value: "[HOST:]PORT",
    standard: "",
    about:
      "serves Prometheus metrics there; on 127.0.0.1 unless a host is named",
    file: ["number", "string"],
  },
  origin: {
    value: "HOST",
    standard: "",
    about:
      "a further host whose pages may connect; null: pages opened as files, at the doors that read no cookie; repeatable",
    many: true,
  },
  trustProxy: {
    standard: "false",
    about:
      "believe the X-Forwarded-For and X-Forwarded-Proto of a proxy in front",
    file: ["boolean"],
  },
  name: {
    short: "N",
    value: "NAME",
    standard: "",
    about: "what the server calls itself where a door says it",
  },
  connections: {
    short: "n",
    value: "MAX",
    standard: "0",
    about: "connections of all doors together; 0 for as many as come",
    file: ["number"],
  },
  rooms: {
    short: "r",
    value: "MAX",
    standard: "0",
    about: "rooms there may be; 0 for as many as are made",
    file: ["number"],
  },
  history: {
    short: "y",
    value: "MAX",
    standard: "15",
    about:
      "how many of a room's last lines a newcomer gets at chattypantz's text door, up to 200; everything is kept",
    file: ["number"],
  },
  idle: {
    short: "i",
    value: "SECONDS",
    standard: "0",
    about: "ends connections that asked for nothing for so long; 0 for never",
    file: ["number"],
  },
  showAddresses: {
    value: "true|false",
    standard: "true",
    about:
      "whether chattypantz's text door says from which address someone comes",
    file: ["boolean"],
  },
  broadcastKey: {
    value: "KEY",
    standard: "",
    about:
      "who shows it may broadcast at the gtchat door; 16 characters at least; without it only owners and admins may",
    isSecret: true,
  },
  adminToken: {
    value: "TOKEN",
    standard: "",
    about:
      "who shows it may read the figures that name addresses; 16 characters at least; without it nobody may",
    isSecret: true,
  },
  limits: {
    value: "on|off",
    standard: "on",
    about:
      "off: no rate limits and connection caps, for load tests; sizes stay bounded",
    file: ["string", "table"],
  },
  hashing: {
    short: "X",
    aliases: ["procs"],
    value: "N",
    standard: "2",
    about: "how many passwords are hashed at once",
    file: ["number"],
  },
  memoryMost: {
    value: "MB",
    standard: "0",
    about:
      "memory past which newcomers are refused and the slowest let go; 0 for the limit of Node's heap alone",
    file: ["number"],
  },
  profiler: {
    short: "L",
    aliases: ["profiler_port"],
    value: "PORT",
    standard: "0",
    about: "opens Node's inspector there, on 127.0.0.1 only; 0 for off",
    file: ["number"],
  },
  debug: {
    short: "d",
    standard: "false",
    about: "the same as --log-level debug, and goes before it",
    file: ["boolean"],
  },
  logLevel: {
    value: "LEVEL",
    standard: "info",
    about: "debug, info, warn, error or silent",
  },
  config: {
    value: "FILE",
    standard: "",
    about: "the configuration file; without it ./koine.toml, if there is one",
    file: [],
  },
} as const satisfies { readonly [key: string]: Setting };

export type SettingKey = keyof typeof settings;

export const settingKeys = Object.keys(settings) as readonly SettingKey[];

/** The flag without its dashes: `trust-proxy`. */
export function flagOf(key: SettingKey): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

export function variableOf(key: SettingKey): string {
  return `KOINE_${flagOf(key).replaceAll("-", "_").toUpperCase()}`;
}

/** Whether koine.toml has a key for it. */
export function isInFile(key: SettingKey): boolean {
  const setting: Setting = settings[key];
  return setting.file?.length !== 0;
}
