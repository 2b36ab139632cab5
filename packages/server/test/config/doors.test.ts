import { describe, expect, test } from "vitest";
import { addressText } from "../../src/config/addresses.ts";
import { config, messageOf } from "./asked.ts";

const written = (args: readonly string[], toml?: string): readonly string[] =>
  config(toml === undefined ? { args } : { args, toml }).doors.map(
    (door) =>
      `${door.dialect}@${addressText(door)}${door.isClassic ? " classic" : ""}`,
  );

const classic = [
  "chattypantz@127.0.0.1:6660 classic",
  "gtchat@127.0.0.1:9000 classic",
  "gtchat@127.0.0.1:9001 classic",
  "webchat@127.0.0.1:8000 classic",
  "riftchat@127.0.0.1:8000 classic",
  "rambler@127.0.0.1:7070 classic",
];

describe("--classic", () => {
  test("opens every port of the older servers, at the main host", () => {
    expect(written(["--classic"])).toEqual(classic);
    expect(written(["--classic", "-H", "0.0.0.0"])).toEqual(
      classic.map((door) => door.replace("127.0.0.1", "0.0.0.0")),
    );
  });

  test("brings the rooms that one of them began with", () => {
    expect(config({ args: ["--classic"] }).rooms).toEqual([
      "Python Developers",
      "JavaScript Developers",
    ]);
  });

  test("a door that is named moves that dialect and no other", () => {
    expect(written(["--classic", "--door", "webchat@8001"])).toEqual([
      ...classic.filter((door) => !door.startsWith("webchat")),
      "webchat@127.0.0.1:8001",
    ]);
  });

  test("a door that is named takes the place of all of its dialect", () => {
    expect(written(["--door", "gtchat@[::1]:9100"], "classic = true")).toEqual([
      ...classic.filter((door) => !door.startsWith("gtchat")),
      "gtchat@[::1]:9100",
    ]);
  });

  test("a door of no older server stands beside it", () => {
    expect(written(["--classic", "--door", "native@7000"])).toEqual([
      ...classic,
      "native@127.0.0.1:7000",
    ]);
  });
});

describe("one address for several doors", () => {
  test.each([
    [["webchat@8000", "riftchat@8000", "gtchat@8000", "chattypantz@8000"]],
    [["rambler@7070", "webchat@7070", "riftchat@7070"]],
    [["native@7070", "riftchat@7070"]],
    [["native@0", "native@0"]],
    [["native@127.0.0.1:7000", "native@[::1]:7000"]],
  ])("%j are told apart by what a client sends first", (doors) => {
    expect(written(doors.flatMap((door) => ["--door", door]))).toHaveLength(
      doors.length,
    );
  });

  test.each([
    ["webchat@8000", "webchat@8000"],
    ["native@7000", "rambler@7000"],
    ["riftchat@7000", "riftchat@7000"],
    ["webchat@0.0.0.0:8000", "gtchat@127.0.0.1:8000"],
    ["gtchat@8080", "the main port"],
  ])("%s and %s cannot both have one", (one, other) => {
    const args = [one, other]
      .filter((door) => door.includes("@"))
      .flatMap((door) => ["--door", door]);
    expect(messageOf(() => config({ args }))).toMatch(
      /^the .* and the .* cannot both listen on .*: give one of them another port$/,
    );
  });

  test("with a classic one it is told which flag moves that", () => {
    expect(messageOf(() => config({ args: ["--classic", "-p", "6660"] }))).toBe(
      "the main port (--port) and the door chattypantz@127.0.0.1:6660 (--classic) cannot both listen on 127.0.0.1:6660: move the classic one with --door chattypantz@PORT, or give the other another port",
    );
  });
});
