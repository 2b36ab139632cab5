import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Config } from "../src/config.ts";
import {
  isInFile,
  settingKeys,
  variableOf,
  type SettingKey,
} from "../src/config/settings.ts";
import { defaultLimits, withoutRates } from "../src/core/limits.ts";
import { config, newFolder } from "./config/asked.ts";

test("without a word the server listens on this machine and keeps what is said", () => {
  const folder = newFolder();
  expect(config({ folder })).toEqual({
    host: "127.0.0.1",
    port: 8080,
    data: join(folder, "data"),
    store: "sqlite:",
    durability: "full",
    classic: false,
    doors: [],
    rooms: [],
    metrics: undefined,
    origins: [],
    trustProxy: false,
    serverName: "",
    history: 15,
    idleSeconds: 0,
    showAddresses: true,
    broadcastKey: undefined,
    adminToken: undefined,
    limits: defaultLimits,
    hashing: 2,
    memoryMost: Infinity,
    profiler: undefined,
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
    key: "classic",
    flag: ["--classic"],
    env: "false",
    toml: "true",
    field: ({ classic }) => classic,
    values: [true, false, true],
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
    key: "name",
    flag: ["-N", "San Francisco"],
    env: "Κοινή",
    toml: `"three"`,
    field: ({ serverName }) => serverName,
    values: ["San Francisco", "Κοινή", "three"],
  },
  {
    key: "connections",
    flag: ["-n", "10"],
    env: "0",
    toml: "30",
    field: ({ limits }) => limits.connections,
    values: [10, Infinity, 30],
  },
  {
    key: "rooms",
    flag: ["-r", "50"],
    env: "-1",
    toml: "70",
    field: ({ limits }) => limits.rooms,
    values: [50, Infinity, 70],
  },
  {
    key: "history",
    flag: ["-y", "200"],
    env: "0",
    toml: "-1",
    field: ({ history }) => history,
    values: [200, 0, 15],
  },
  {
    key: "idle",
    flag: ["-i", "3600"],
    env: "-5",
    toml: "60",
    field: ({ idleSeconds }) => idleSeconds,
    values: [3600, 0, 60],
  },
  {
    key: "showAddresses",
    flag: ["--show-addresses", "false"],
    env: "true",
    toml: "false",
    field: ({ showAddresses }) => showAddresses,
    values: [false, true, false],
  },
  {
    key: "broadcastKey",
    flag: ["--broadcast-key", "one key of the flag"],
    env: "one, with a comma",
    toml: `"one key of the file"`,
    field: ({ broadcastKey }) => broadcastKey,
    values: ["one key of the flag", "one, with a comma", "one key of the file"],
  },
  {
    key: "adminToken",
    flag: ["--admin-token", "a token of the flag"],
    env: "sixteen letters!",
    toml: `"one token of the file"`,
    field: ({ adminToken }) => adminToken,
    values: [
      "a token of the flag",
      "sixteen letters!",
      "one token of the file",
    ],
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
    key: "hashing",
    flag: ["-X", "4"],
    env: "0",
    toml: "8",
    field: ({ hashing }) => hashing,
    values: [4, 2, 8],
  },
  {
    key: "memoryMost",
    flag: ["--memory-most", "512"],
    env: "0",
    toml: "64",
    field: ({ memoryMost }) => memoryMost,
    values: [512 * 1024 * 1024, Infinity, 64 * 1024 * 1024],
  },
  {
    key: "profiler",
    flag: ["-L", "9229"],
    env: "0",
    toml: "9230",
    field: ({ profiler }) => profiler,
    values: [9229, undefined, 9230],
  },
  {
    key: "debug",
    flag: ["-d"],
    env: "false",
    toml: "true",
    field: ({ logLevel }) => logLevel,
    values: ["debug", "info", "debug"],
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
  const folder = newFolder();
  writeFileSync(join(folder, "one.toml"), "port = 1");
  writeFileSync(join(folder, "two.toml"), "port = 2");
  const env = { KOINE_CONFIG: "two.toml" };
  expect(config({ env, folder }).port).toBe(2);
  expect(config({ args: ["--config", "one.toml"], env, folder }).port).toBe(1);
});

test("an empty variable counts as not given", () => {
  expect(config({ env: { KOINE_PORT: "", PORT: "x" } }).port).toBe(8080);
});

test("a flag that comes again counts as it came last", () => {
  expect(config({ args: ["-p", "1", "--port", "2"] }).port).toBe(2);
});

test("debug goes before the level of the log", () => {
  const args = ["-d", "--log-level", "warn"];
  expect(config({ args }).logLevel).toBe("debug");
});

test("the names of older command lines mean the same", () => {
  const args = [
    ["--hostname", "::1"],
    ["--procs", "3"],
    ["--profiler_port", "9229"],
    ["--connections", "-1"],
  ].flat();
  expect(config({ args })).toMatchObject({
    host: "::1",
    hashing: 3,
    profiler: 9229,
    limits: { connections: Infinity },
  });
});
