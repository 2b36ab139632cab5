import { expect, test } from "vitest";
import { readFlags } from "../../src/cli/flags.ts";
import { startErrorText } from "../../src/cli/start-error.ts";
import { readConfig } from "../../src/config.ts";

const text = (args: readonly string[], failure: object): string =>
  startErrorText(
    Object.assign(new Error("it failed\nhere"), failure),
    readConfig(readFlags(args), {}, "/"),
  );

const inUse = (port: number, address = "127.0.0.1") => ({
  code: "EADDRINUSE",
  address,
  port,
});

test.each([
  [
    ["--classic"],
    inUse(8000),
    "127.0.0.1:8000 is in use (webchat and riftchat, of --classic): stop what listens there, or move them with --door webchat@PORT and --door riftchat@PORT",
  ],
  [
    ["--classic"],
    inUse(9001),
    "127.0.0.1:9001 is in use (gtchat, of --classic): stop what listens there, or move it with --door gtchat@PORT",
  ],
  [
    ["--classic", "--door", "native@8000", "--door", "riftchat@8001"],
    inUse(8000),
    "127.0.0.1:8000 is in use (webchat of --classic and native): stop what listens there, or move them with --door webchat@PORT and --door native@PORT",
  ],
  [
    ["--door", "rambler@[::1]:7070"],
    inUse(7070, "::1"),
    "[::1]:7070 is in use (rambler): stop what listens there, or move it with --door rambler@PORT",
  ],
  [
    ["--door", "webchat@localhost:8000"],
    inUse(8000),
    "127.0.0.1:8000 is in use (webchat): stop what listens there, or move it with --door webchat@PORT",
  ],
  [
    ["--classic"],
    inUse(8080),
    "127.0.0.1:8080 is in use (the main port): stop what listens there, or move it with --port PORT",
  ],
  [
    ["--metrics", "9100"],
    inUse(9100),
    "127.0.0.1:9100 is in use (metrics): stop what listens there, or move it with --metrics PORT",
  ],
  [
    ["--door", "webchat@10.0.0.1:8000", "-p", "8000"],
    inUse(8000, "10.0.0.1"),
    "10.0.0.1:8000 is in use (webchat): stop what listens there, or move it with --door webchat@PORT",
  ],
])("with %j, who was to listen is named: %j", (args, failure, says) => {
  expect(text(args, failure)).toBe(says);
});

test("a port that only the system may open is told with the flag", () => {
  const failure = { code: "EACCES", address: "127.0.0.1", port: 80 };
  expect(text(["--door", "webchat@80"], failure)).toBe(
    "127.0.0.1:80 is not allowed to this user (webchat): choose a port from 1024 up with --door webchat@PORT",
  );
});

test("a host that is not here is told with the flag that names it", () => {
  const failure = { code: "ENOTFOUND", hostname: "chat.example" };
  expect(text(["--host", "chat.example", "--classic"], failure)).toBe(
    "chat.example is no address of this machine: choose another with --host",
  );
  expect(text(["--door", "webchat@chat.example:8000"], failure)).toBe(
    "chat.example is no address of this machine: choose another with --door webchat@PORT",
  );
});

test("anything else is told as it is, in one line", () => {
  expect(text([], {})).toBe("koine cannot start: it failed");
  expect(startErrorText("no reason", readConfig(readFlags([]), {}, "/"))).toBe(
    "koine cannot start: no reason",
  );
});
