import { join } from "node:path";
import { expect, test } from "vitest";
import {
  flagOf,
  isInFile,
  settingKeys,
  settings,
  type Setting,
} from "../../src/config/settings.ts";
import { dialectNames } from "../../src/dialects/dialect-names.ts";
import { config, messageOf, newFolder, type Asked } from "./asked.ts";

const flagNames = settingKeys.flatMap((key) => {
  const { aliases = [] }: Setting = settings[key];
  return [flagOf(key), ...aliases].map((name) => `--${name}`);
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
    `--door: the dialect irc is not known: known are ${dialectNames.join(", ")}`,
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
    `the flag -x is not known: known are ${flagNames.join(", ")}`,
  ],
  [{ args: ["--port"] }, "--port needs a value: --port PORT"],
  [{ args: ["-p", "--data", "x"] }, "-p needs a value: -p PORT"],
  [{ args: ["8080"] }, "8080 belongs to no flag: koine help shows them all"],
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
    { args: ["--door", "lines@7070"] },
    "--door: there is no dialect lines yet; rambler@PORT is spoken in lines of text over TCP",
  ],
  [
    { args: ["-n", "many"] },
    "--connections must be 0 (unlimited) or 1 to 1000000, not many",
  ],
  [
    { toml: "rooms = 1.5" },
    "koine.toml: rooms must be 0 (unlimited) or 1 to 1000000, not 1.5",
  ],
  [
    { env: { KOINE_HISTORY: "201" } },
    "KOINE_HISTORY must be 0 (none) or 1 to 200, not 201",
  ],
  [{ args: ["-i", "1h"] }, "--idle must be 0 (never) or 1 to 2000000, not 1h"],
  [
    { args: ["--procs", "65"] },
    "--procs must be 0 (the default) or 1 to 64, not 65",
  ],
  [
    { args: ["--memory-most", "10"] },
    "--memory-most must be 0 (no bound) or 64 to 1048576, not 10",
  ],
  [
    { args: ["-L", "65536"] },
    "--profiler must be 0 (off) or 1 to 65535, not 65536",
  ],
  [
    { args: ["--show-addresses", "no"] },
    "--show-addresses must be true or false, not no",
  ],
  [
    { args: ["-N", "two\nlines"] },
    `--name must be at most 64 characters without control characters, not "two\\nlines"`,
  ],
  [
    { args: ["--broadcast-key", "fifteen-letters"] },
    "--broadcast-key must have 16 to 256 characters, not 15",
  ],
  [{ toml: "adminToken = 12345" }, "koine.toml: adminToken must be a string"],
  [
    { args: ["-L", "8080"] },
    "the main port (--port) and --profiler cannot both listen on 127.0.0.1:8080: give one of them another port",
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
  const folder = newFolder();
  expect(
    messageOf(() => config({ args: ["--config", "none.toml"], folder })),
  ).toBe(`--config: ${join(folder, "none.toml")} cannot be read (ENOENT)`);
});

test("a long text is not repeated whole", () => {
  const message = messageOf(() => config({ args: ["-p", "x".repeat(9_999)] }));
  expect(message.length).toBeLessThan(150);
});

test("a secret is not repeated, whatever is wrong with it", () => {
  const secret = "hush-hush";
  const asked: readonly Asked[] = [
    { args: ["--broadcast-key", secret] },
    { args: [`--admin-token=${secret}`] },
    { args: [`--admin-tokn=${secret}`] },
    { args: ["--admin-tokn", secret] },
    { env: { KOINE_BROADCAST_KEY: secret } },
    { env: { KOINE_ADMIN_TOKN: secret } },
    { toml: `adminToken = ["${secret}"]` },
    { toml: `broadcastKey = "${secret}"` },
    { toml: `broadcastKey = "${secret}` },
  ];
  for (const one of asked) {
    const message = messageOf(() => config(one));
    expect(message).not.toContain(secret);
    expect(message).not.toBe("nothing was refused");
  }
});
