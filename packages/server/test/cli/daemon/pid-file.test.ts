import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { isRunning } from "../../../src/cli/daemon/own-process.ts";
import {
  readStarted,
  removeStarted,
  writeStarted,
} from "../../../src/cli/daemon/pid-file.ts";

const started = {
  pid: 4711,
  mark: "koine-0123456789abcdef",
  at: 1795215920825,
  args: ["-N", "two\nlines"],
  folder: "/srv",
};

function newData(): string {
  const data = mkdtempSync(join(tmpdir(), "koine-pid-"));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  return data;
}

test("what was started is read back, and is for this user only", () => {
  const data = newData();
  expect(readStarted(data)).toBeUndefined();
  writeStarted(data, started);
  expect(readStarted(data)).toEqual(started);
  expect(statSync(join(data, "koine.pid")).mode & 0o777).toBe(0o600);
});

test("the file of another process is neither written over nor removed", () => {
  const data = newData();
  writeStarted(data, started);
  const other = { ...started, mark: "koine-fedcba9876543210" };
  expect(() => writeStarted(data, other)).toThrow("EEXIST");
  removeStarted(data, other);
  expect(readStarted(data)).toEqual(started);
  removeStarted(data, started);
  expect(readStarted(data)).toBeUndefined();
});

test.each([
  ["another program's", "4711\n"],
  ["of everyone", `0\n${JSON.stringify(started)}\n`],
  ["without a mark", `4711\n${JSON.stringify({ ...started, mark: "" })}\n`],
  ["cut short", `4711\n${JSON.stringify(started).slice(0, 60)}`],
  ["that is empty", ""],
])("a koine.pid %s is not believed", (_what, text) => {
  const data = newData();
  const file = join(data, "koine.pid");
  writeFileSync(file, text);
  expect(() => readStarted(data)).toThrow(
    `${file} was not written by koine start: look for the process yourself, and remove the file`,
  );
});

test("this process has the number and not the mark, so it is another", () => {
  expect(isRunning({ ...started, pid: process.pid })).toBe(false);
});
