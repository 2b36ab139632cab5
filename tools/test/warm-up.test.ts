import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const tools = join(import.meta.dirname, "..");
const main = join(tools, "../packages/server/src/main.ts");

/** Says at the end of each thread whether it has stripped types. */
const probe = `data:text/javascript,${encodeURIComponent(`
  process.on("exit", () => {
    const strips = process.moduleLoadList.some((one) => one.includes("/amaro/"));
    process._rawDebug(strips ? "a thread strips" : "a thread strips nothing");
  });
`)}`;

test("after the warm-up not even the first start strips types", async () => {
  const folder = mkdtempSync(join(tmpdir(), "koine-warm-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const run = (file: string, ...args: string[]): Promise<string[]> =>
    new Promise((resolve) => {
      execFile(
        process.execPath,
        ["-C", "development", "--import", probe, file, ...args],
        { env: { ...process.env, NODE_COMPILE_CACHE: join(folder, "code") } },
        (_error, _out, err) => resolve(err.match(/a thread .*/g) ?? []),
      );
    });
  expect(await run(join(tools, "load-all.ts"))).toEqual(["a thread strips"]);
  // Opens everything, and ends for want of this address.
  const serve = ["serve", "--port=0", "--host=203.0.113.1"];
  const told = await run(main, ...serve, `--data=${join(folder, "data")}`);
  expect(told.length).toBeGreaterThan(2);
  expect(new Set(told)).toEqual(new Set(["a thread strips nothing"]));
}, 60_000);
