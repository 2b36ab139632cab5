// Real processes in the background, each ended before its test ends.
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { isRunning } from "../../../src/cli/daemon/own-process.ts";
import { readStarted } from "../../../src/cli/daemon/pid-file.ts";
import { KoineProcess, type Ended } from "../koine-process.ts";

const onDisk = ["--port=0", "--log-level=warn"];
const inMemory = ["--store=memory:", ...onDisk];
const withMetrics = /^koine runs as .*\nkoine ready \S+ \S+\/metrics\n/;
/** Several servers start and end, one after another. */
const PATIENT = { timeout: 60_000 };

/** A data directory; whatever was started in it is ended with the test. */
function newData(): string {
  const data = mkdtempSync(join(tmpdir(), "koine-daemon-"));
  onTestFinished(async () => {
    const started = readStarted(data);
    if (started && isRunning(started)) await koine(["stop", `--data=${data}`]);
    rmSync(data, { recursive: true, force: true });
  });
  return data;
}

async function koine(
  args: readonly string[],
  env?: NodeJS.ProcessEnv,
  folder?: string,
): Promise<Ended> {
  await using koineProcess = new KoineProcess(args, env, folder);
  return await koineProcess.ended;
}

/** A process that is no server, by its number. */
async function stranger(): Promise<number> {
  const child = spawn(process.execPath, [
    "-e",
    "process.stdout.write('up'); setInterval(() => {}, 1000)",
  ]);
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  if (child.pid === undefined) throw new Error("nothing was started");
  return child.pid;
}

/** A koine.pid as a server left it that does not run any more. */
function leave(data: string, pid: number): void {
  const rest = { mark: "koine-0123456789abcdef", at: 0, args: [], folder: "/" };
  writeFileSync(join(data, "koine.pid"), `${pid}\n${JSON.stringify(rest)}\n`);
}

test(
  "started it runs in the background, until it is stopped",
  PATIENT,
  async () => {
    const data = newData();
    const at = `--data=${data}`;
    const started = await koine(["start", at, ...inMemory]);
    const [, pid, url, link] =
      /^koine runs as process (\d+)\nkoine ready (http:\S+)\nmake yourself the owner, once: (\S+)$/.exec(
        started.out,
      ) ?? [];
    expect(link).toMatch(new RegExp(`^${url}/#/owner/[\\w-]{43}$`));
    expect(started).toMatchObject({ code: 0, err: "" });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(readFileSync(join(data, "koine.pid"), "utf8")).toMatch(
      new RegExp(`^${pid}\n`),
    );
    expect(statSync(join(data, "koine.pid")).mode & 0o777).toBe(0o600);

    const status = await koine(["status", at]);
    expect(status.code).toBe(0);
    expect(status.out).toMatch(
      new RegExp(`^koine runs as process ${pid} since \\d{4}-`),
    );
    const again = await koine(["start", at, ...inMemory]);
    expect(again).toMatchObject({ code: 1, out: "" });
    expect(again.err).toContain(`koine runs already: process ${pid} since`);

    expect(await koine(["stop", at])).toEqual({
      code: 0,
      out: `koine has ended: process ${pid}`,
      err: "",
    });
    await expect(fetch(`${url}/healthz`)).rejects.toThrow("fetch failed");
    expect(existsSync(join(data, "koine.pid"))).toBe(false);
    expect(await koine(["status", at])).toMatchObject({ code: 3, err: "" });
    expect(await koine(["stop", at])).toEqual({
      code: 1,
      out: "",
      err: `koine is not running: nothing was started with koine start for the data in ${data}`,
    });
  },
);

test("a start that fails says why", async () => {
  const data = newData();
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const args = [`--data=${data}`, "--store=memory:", `--port=${port}`];
  expect(await koine(["start", ...args])).toEqual({
    code: 1,
    out: "",
    err: `koine did not start:\n127.0.0.1:${port} is in use (the main port): stop what listens there, or move it with --port PORT`,
  });
  expect(existsSync(join(data, "koine.pid"))).toBe(false);
});

test("a wrong flag is told before anything is started", async () => {
  const data = newData();
  expect(await koine(["start", `--data=${data}`, "--port=x"])).toEqual({
    code: 1,
    out: "",
    err: "--port must be 0 to 65535, not x",
  });
  expect(existsSync(join(data, "koine.log"))).toBe(false);
});

test("restarted it has the flags of the last start", PATIENT, async () => {
  const data = newData();
  const at = `--data=${data}`;
  // The environment says where the data is, and does not say it again.
  const env = { KOINE_DATA: data };
  const first = await koine(["start", "--metrics=0", ...onDisk], env, data);
  expect(first.out).toMatch(withMetrics);
  const wrong = await koine(["restart", at, "--port=x"]);
  expect(wrong).toMatchObject({ code: 1, out: "" });
  const second = await koine(["restart", at]);
  expect(second.out).toMatch(withMetrics);
  expect(second.out).not.toBe(first.out);
  expect(existsSync(join(data, "data"))).toBe(false);
});

test("restarted with other flags it has those alone", PATIENT, async () => {
  const data = newData();
  const at = `--data=${data}`;
  await koine(["start", at, "--metrics=0", ...inMemory], {}, data);
  const same = await koine(["-d", "restart", at, ...inMemory]);
  expect(same.out).toMatch(withMetrics);
  const other = await koine(["restart", at, ...inMemory, "-d"]);
  expect(other).toMatchObject({ code: 0, err: "" });
  expect(other.out).not.toMatch(withMetrics);
});

test(
  "what was started in a folder that is gone is not started again",
  PATIENT,
  async () => {
    const data = newData();
    const at = `--data=${data}`;
    await koine(["start", at, ...inMemory]);
    expect(await koine(["restart", at])).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringContaining(", where koine was started, is gone: "),
    });
    expect(await koine(["status", at])).toMatchObject({ code: 0 });
  },
);

test("a process that only has the number is left alone", PATIENT, async () => {
  const data = newData();
  const at = `--data=${data}`;
  const pid = await stranger();
  leave(data, pid);
  expect(await koine(["stop", at])).toEqual({
    code: 1,
    out: "",
    err: `koine is not running: process ${pid} has ended by itself; see koine.log in ${data}`,
  });
  leave(data, pid);
  const started = await koine(["serve", "-d", "start", at, ...inMemory]);
  expect(started).toMatchObject({ code: 0, err: "" });
  expect(process.kill(pid, 0)).toBe(true);
});

test("a word after -d that is none is told with those there are", async () => {
  for (const args of [
    ["-d", "strat"],
    ["serve", "-p", "0", "-d", "strat"],
  ]) {
    expect(await koine(args)).toEqual({
      code: 1,
      out: "",
      err: "the word after -d, strat is not known: did you mean start?\nusage: koine serve -d start|stop|restart|status [FLAGS]",
    });
  }
});
