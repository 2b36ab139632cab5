// The one table of what an operator can set: flags, environment, koine.toml, help and documentation all read it.

export interface Setting {
  /** One letter: `-p` is `--port`. */
  readonly short?: string;
  /** What stands after the flag; without it the flag is a switch. */
  readonly value?: string;
  /** Taken when nobody says anything; "" for nothing. */
  readonly standard: string;
  readonly about: string;
  /** May be given more than once: flags again, the environment with commas, koine.toml with a list. */
  readonly many?: true;
  /** What the key may hold in koine.toml; text where nothing else is said, nothing where there is no key. */
  readonly file?: readonly ("boolean" | "number" | "string" | "table")[];
}

export const settings = {
  host: {
    short: "H",
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
  door: {
    value: "DIALECT@[HOST:]PORT",
    standard: "",
    about: "opens one more door; repeatable. Dialects: native",
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
    about: "a further host whose pages may connect; repeatable",
    many: true,
  },
  trustProxy: {
    standard: "false",
    about:
      "believe the X-Forwarded-For and X-Forwarded-Proto of a proxy in front",
    file: ["boolean"],
  },
  limits: {
    value: "on|off",
    standard: "on",
    about:
      "off: no rate limits and connection caps, for load tests; sizes stay bounded",
    file: ["string", "table"],
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
