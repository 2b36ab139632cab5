import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readFlags } from "../src/cli/flags.ts";
import { flagText } from "../src/cli/help.ts";
import { doorDialects, readConfig, type Config } from "../src/config.ts";
import { limitRanges, rateRanges } from "../src/config/limits-table.ts";
import {
  isInFile,
  settingKeys,
  settings,
  variableOf,
  type SettingKey,
} from "../src/config/settings.ts";
import type { Environment } from "../src/config/sources.ts";
import { defaultLimits, withoutRates } from "../src/core/limits.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "koine-config-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

interface Asked {
  readonly args?: readonly string[];
  readonly env?: Environment;
  readonly toml?: string;
}

function config({ args = [], env = {}, toml }: Asked): Config {
  if (toml !== undefined) writeFileSync(join(folder, "koine.toml"), toml);
  return readConfig(readFlags(args), env, folder);
}

test("without a word the server listens on this machine and keeps what is said", () => {
  expect(config({})).toEqual({
    host: "127.0.0.1",
    port: 8080,
    data: join(folder, "data"),
    store: "sqlite:",
    durability: "full",
    doors: [],
    metrics: undefined,
    origins: [],
    trustProxy: false,
    limits: defaultLimits,
    logLevel: "info",
  });
});

test("the configuration cannot be changed", () => {
  const frozen = config({ args: ["--door", "native@7000"] });
  for (const part of [frozen, frozen.doors, frozen.doors[0], frozen.limits]) {
    expect(Object.isFrozen(part)).toBe(true);
  }
  expect(Object.isFrozen(frozen.limits.says)).toBe(true);
});

/** Each setting, as the three sources write it and as it arrives. */
const written: readonly {
  readonly key: SettingKey;
  readonly flag: readonly string[];
  readonly env: string;
  readonly toml: string;
  readonly field: (config: Config) => unknown;
  readonly values: readonly [flag: unknown, env: unknown, toml: unknown];
}[] = [
  {
    key: "host",
    flag: ["-H", "::1"],
    env: "[::2]",
    toml: `"chat.example.org"`,
    field: ({ host }) => host,
    values: ["::1", "::2", "chat.example.org"],
  },
  {
    key: "port",
    flag: ["-p", "1"],
    env: "2",
    toml: "0",
    field: ({ port }) => port,
    values: [1, 2, 0],
  },
  {
    key: "data",
    flag: ["--data", "/one"],
    env: "/two",
    toml: `"/three"`,
    field: ({ data }) => data,
    values: ["/one", "/two", "/three"],
  },
  {
    key: "store",
    flag: ["--store", "memory:"],
    env: "sqlite:",
    toml: `"memory:"`,
    field: ({ store }) => store,
    values: ["memory:", "sqlite:", "memory:"],
  },
  {
    key: "durability",
    flag: ["--durability=normal"],
    env: "full",
    toml: `"normal"`,
    field: ({ durability }) => durability,
    values: ["normal", "full", "normal"],
  },
  {
    key: "door",
    flag: ["--door", "native@1", "--door", "native@[::1]:2"],
    env: "native@3, native@0.0.0.0:4",
    toml: `["native@5"]`,
    field: ({ doors }) =>
      doors.map(({ dialect, host, port }) => `${dialect} ${host} ${port}`),
    values: [
      ["native 127.0.0.1 1", "native ::1 2"],
      ["native 127.0.0.1 3", "native 0.0.0.0 4"],
      ["native 127.0.0.1 5"],
    ],
  },
  {
    key: "metrics",
    flag: ["--metrics", "9100"],
    env: "10.0.0.1:9101",
    toml: "9102",
    field: ({ metrics }) => metrics,
    values: [
      { host: "127.0.0.1", port: 9100 },
      { host: "10.0.0.1", port: 9101 },
      { host: "127.0.0.1", port: 9102 },
    ],
  },
  {
    key: "origin",
    flag: ["--origin", "One.example", "--origin", "two.example:8443"],
    env: "three.example,[::1]:80",
    toml: `"four.example"`,
    field: ({ origins }) => origins,
    values: [
      ["one.example", "two.example:8443"],
      ["three.example", "[::1]:80"],
      ["four.example"],
    ],
  },
  {
    key: "trustProxy",
    flag: ["--trust-proxy"],
    env: "false",
    toml: "true",
    field: ({ trustProxy }) => trustProxy,
    values: [true, false, true],
  },
  {
    key: "limits",
    flag: ["--limits", "off"],
    env: "on",
    toml: `"off"`,
    field: ({ limits }) => limits,
    values: [
      withoutRates(defaultLimits),
      defaultLimits,
      withoutRates(defaultLimits),
    ],
  },
  {
    key: "logLevel",
    flag: ["--log-level", "debug"],
    env: "silent",
    toml: `"error"`,
    field: ({ logLevel }) => logLevel,
    values: ["debug", "silent", "error"],
  },
];

describe.each(written)("$key", ({ key, flag, env, toml, field, values }) => {
  const file = `${key} = ${toml}`;
  const variables = { [variableOf(key)]: env };

  test("a flag goes before the environment, the environment before the file", () => {
    const all = config({ args: flag, env: variables, toml: file });
    const withoutFlag = config({ env: variables, toml: file });
    const fileOnly = config({ toml: file });
    expect([all, withoutFlag, fileOnly].map(field)).toEqual(values);
  });
});

test("every setting is tried above", () => {
  expect(written.map(({ key }) => key)).toEqual(settingKeys.filter(isInFile));
});

test("a configuration file is found where the flag or the variable says", () => {
  writeFileSync(join(folder, "one.toml"), "port = 1");
  writeFileSync(join(folder, "two.toml"), "port = 2");
  const env = { KOINE_CONFIG: "two.toml" };
  expect(config({ env }).port).toBe(2);
  expect(config({ args: ["--config", "one.toml"], env }).port).toBe(1);
});

test("an empty variable counts as not given", () => {
  expect(config({ env: { KOINE_PORT: "", PORT: "x" } }).port).toBe(8080);
});

describe("limits", () => {
  test.each(Object.entries(limitRanges))(
    "%s can be set, within its range",
    (key, range) => {
      const name = key as keyof typeof limitRanges;
      if (range === "rate") {
        for (const [part, [from, to]] of Object.entries(rateRanges)) {
          const rate = (value: number) =>
            `limits = { ${key} = { ${part} = ${value} } }`;
          expect(config({ toml: rate(to) }).limits[name]).toEqual({
            ...(defaultLimits[name] as object),
            [part]: to,
          });
          expect(() => config({ toml: rate(to + 1) })).toThrow(
            `koine.toml: limits.${key}.${part} must be`,
          );
          expect(() => config({ toml: rate(from / 2) })).toThrow(`${from} to`);
        }
        return;
      }
      const [from, to] = range;
      const limit = (value: number) => `[limits]\n${key} = ${value}`;
      expect(config({ toml: limit(from) }).limits[name]).toBe(from);
      expect(config({ toml: limit(to) }).limits[name]).toBe(to);
      for (const value of [from - 1, to + 1, from + 0.5]) {
        expect(() => config({ toml: limit(value) })).toThrow(
          `koine.toml: limits.${key} must be a whole number, ${from} to ${to}, not ${value}`,
        );
      }
    },
  );

  test("each has its key, and keeps its own range by default", () => {
    expect(Object.keys(limitRanges)).toEqual(Object.keys(defaultLimits));
    const toml = `limits = ${inline(defaultLimits)}`;
    expect(config({ toml }).limits).toEqual(defaultLimits);
  });

  test("switched off, the sizes of the file stay", () => {
    const toml = "[limits]\ntextBytes = 100\nsays = { burst = 3 }";
    const { limits } = config({ args: ["--limits", "off"], toml });
    expect(limits.textBytes).toBe(100);
    expect(limits.says.burst).toBe(Infinity);
    expect(config({ toml }).limits.says).toEqual({ perSecond: 10, burst: 3 });
  });
});

/** What is wrong, and the whole of what the operator reads. */
const refusals: readonly (readonly [Asked, string])[] = [
  [{ args: ["--port", "99999"] }, "--port must be 0 to 65535, not 99999"],
  [{ args: ["-p", "x"] }, "--port must be 0 to 65535, not x"],
  [
    { env: { KOINE_PORT: "tcp://10.0.0.1:8080" } },
    "KOINE_PORT must be 0 to 65535, not tcp://10.0.0.1:8080",
  ],
  [{ toml: "port = 99999" }, "koine.toml: port must be 0 to 65535, not 99999"],
  [{ toml: `port = "80"` }, "koine.toml: port must be a number, not 80"],
  [{ toml: "host = 5" }, "koine.toml: host must be a string, not 5"],
  [
    { toml: "origin = [1]" },
    "koine.toml: origin must be a string or a list, not [1]",
  ],
  [
    { args: ["--host", "a b"] },
    `--host must be a host name or an IP address, not "a b"`,
  ],
  [
    { args: ["--host="] },
    `--host must be a host name or an IP address, not ""`,
  ],
  [
    { args: ["--store", "redis://localhost"] },
    "--store must be sqlite: or memory: (there is no Redis store yet), not redis://localhost",
  ],
  [
    { args: ["--store", "postgres:"] },
    "--store must be sqlite: or memory:, not postgres:",
  ],
  [
    { args: ["--durability", "none"] },
    "--durability must be full or normal, not none",
  ],
  [
    { args: ["--door", "native"] },
    "--door must be DIALECT@PORT or DIALECT@HOST:PORT, such as native@7000, not native",
  ],
  [
    { args: ["--door", "irc@6667"] },
    "--door: the dialect irc is not known: known are native",
  ],
  [
    { env: { KOINE_DOOR: "nativ@7000" } },
    "KOINE_DOOR: the dialect nativ is not known: did you mean native?",
  ],
  [
    { args: ["--door", "native@::1:7000"] },
    "--door must be PORT or HOST:PORT (an IPv6 host in brackets, the port 0 to 65535), not ::1:7000",
  ],
  [
    { args: ["--metrics", "70000"] },
    "--metrics must be PORT or HOST:PORT (an IPv6 host in brackets, the port 0 to 65535), not 70000",
  ],
  [
    { args: ["--origin", "https://chat.example.org"] },
    "--origin must be a host such as chat.example.org or chat.example.org:8443, without https://, not https://chat.example.org",
  ],
  [
    { env: { KOINE_TRUST_PROXY: "yes" } },
    "KOINE_TRUST_PROXY must be true or false, not yes",
  ],
  [
    { toml: "trustProxy = 1" },
    "koine.toml: trustProxy must be a boolean, not 1",
  ],
  [{ args: ["--limits", "none"] }, "--limits must be on or off, not none"],
  [
    { args: ["--log-level", "loud"] },
    "--log-level must be debug or info or warn or error or silent, not loud",
  ],
  [
    { args: ["--prot", "1"] },
    "the flag --prot is not known: did you mean --port?",
  ],
  [
    { args: ["-x"] },
    `the flag -x is not known: known are ${settingKeys
      .map((key) =>
        flagText(key)
          .replace(/^-., | .*$/g, "")
          .replace(/ .*/, ""),
      )
      .join(", ")}`,
  ],
  [{ args: ["--port"] }, "--port needs a value: --port PORT"],
  [{ args: ["-p", "--data", "x"] }, "-p needs a value: -p PORT"],
  [{ args: ["8080"] }, "8080 belongs to no flag: koine help shows them all"],
  [
    { args: ["--classic"] },
    "--classic is not there yet: open single doors with --door DIALECT@PORT",
  ],
  [
    { args: ["--trust-proxy=maybe"] },
    "--trust-proxy must be true or false, not maybe",
  ],
  [
    { env: { KOINE_PROT: "1" } },
    "the variable KOINE_PROT is not known: did you mean KOINE_PORT?",
  ],
  [
    { toml: "trust-proxy = true" },
    "koine.toml: key trust-proxy is not known: did you mean trustProxy?",
  ],
  [
    { toml: `config = "other.toml"` },
    `koine.toml: key config is not known: known are ${settingKeys.filter(isInFile).join(", ")}`,
  ],
  [
    { toml: "[limits]\ntextbyte = 1" },
    "koine.toml: limits: limit textbyte is not known: did you mean textBytes?",
  ],
  [
    { toml: "[limits.says]\nperMinute = 1" },
    "koine.toml: limits.says: key perMinute is not known: known are perSecond, burst",
  ],
  [
    { toml: "[limits]\nsays = 5" },
    "koine.toml: limits.says must be a rate such as { perSecond = 10, burst = 40 }, not 5",
  ],
  [
    { toml: "[limits]\nbigRoom = inf" },
    "koine.toml: limits.bigRoom must be a whole number, 2 to 1000000, not Infinity",
  ],
  [
    { toml: "port = 1\nport = 2" },
    "koine.toml: line 2, column 1: Invalid TOML document: trying to redefine an already defined table or value",
  ],
  [
    { args: ["--door", "native@8080"] },
    "the main port (--port) and the door native@127.0.0.1:8080 (--door) cannot both listen on 127.0.0.1:8080: give one of them another port",
  ],
  [
    { args: ["--metrics", "0.0.0.0:9", "--door", "native@9"] },
    "the door native@127.0.0.1:9 (--door) and --metrics cannot both listen on 0.0.0.0:9: give one of them another port",
  ],
];

test.each(refusals)("%j is refused", (asked, message) => {
  expect(messageOf(() => config(asked))).toBe(message);
});

test("a file that was asked for must be there", () => {
  expect(messageOf(() => config({ args: ["--config", "none.toml"] }))).toBe(
    `--config: ${join(folder, "none.toml")} cannot be read (ENOENT)`,
  );
});

test("a secret or a long text is not repeated whole", () => {
  const message = messageOf(() => config({ args: ["-p", "x".repeat(9_999)] }));
  expect(message.length).toBeLessThan(150);
});

test("the guide for operators has every flag, variable, key and default", () => {
  const guide = new URL("../../../docs/operating.md", import.meta.url);
  const lines = readFileSync(guide, "utf8")
    .split("\n")
    .map((line) => line.replace(/ +/g, " "));
  for (const key of settingKeys) {
    const { standard } = settings[key];
    const cells = [
      code(flagText(key)).replaceAll("|", "\\|"),
      code(variableOf(key)),
      isInFile(key) ? code(key) : "",
      standard === "" ? "" : code(standard),
    ];
    const row = `| ${cells.join(" | ")} |`.replace(/ +/g, " ");
    expect(lines.filter((line) => line.startsWith(row))).toHaveLength(1);
  }
  for (const [key, range] of Object.entries(limitRanges)) {
    const standard = defaultLimits[key as keyof typeof limitRanges];
    const cells = [code(key), code(inline(standard)), rangeText(range)];
    const row = `| ${cells.join(" | ")} |`;
    expect(lines.filter((line) => line.startsWith(row))).toHaveLength(1);
  }
});

test("the doors that the help names are those there are", () => {
  expect(settings.door.about).toContain(doorDialects.join(", "));
});

function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "nothing was refused";
}

/** As TOML writes it in one line. */
function inline(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  const pairs = Object.entries(value);
  return `{ ${pairs.map(([key, part]) => `${key} = ${inline(part)}`).join(", ")} }`;
}

function rangeText(range: "rate" | readonly [number, number]): string {
  return range === "rate" ? "a rate" : `${range[0]} to ${range[1]}`;
}

function code(text: string): string {
  return `\`${text}\``;
}
