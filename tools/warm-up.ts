// Node keeps compiled code, and sources without their types, in the folder that NODE_COMPILE_CACHE names. Where the
// server's are not there yet, a process of its own fills the folder first: the server would else carry what compiles them
// for as long as it runs, in each of its three threads.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import module from "node:module";
import { join } from "node:path";
import { fingerprint } from "./page.ts";

const sources = [
  "packages/protocol/src",
  "packages/server/src",
  "package-lock.json",
  "tools/load-all.ts",
];
const loadTimeout = 60_000;

/** Never fails: what is not there is compiled when it is needed. */
export async function warmUp(): Promise<void> {
  const folder = module.getCompileCacheDir();
  if (folder === undefined) return;
  const stamp = join(folder, "koine.stamp");
  const wanted = fingerprint(sources);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  if (!(await isLoaded())) return;
  // What this process has compiled itself so far, the next one has too.
  module.flushCompileCache();
  try {
    writeFileSync(stamp, wanted);
  } catch {
    // The next start tries again.
  }
}

async function isLoaded(): Promise<boolean> {
  const file = join(import.meta.dirname, "load-all.ts");
  const child = spawn(process.execPath, [...process.execArgv, file], {
    stdio: "ignore",
    timeout: loadTimeout,
  });
  try {
    const [code] = await once(child, "exit");
    return code === 0;
  } catch {
    return false;
  }
}
