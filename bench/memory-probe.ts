// Loaded into every server of the bench by --import: on SIGUSR2 it writes what Node says of its memory to a file.
import { existsSync, renameSync, writeFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { isMainThread } from "node:worker_threads";

const file = process.env["BENCH_MEMORY_FILE"];

if (isMainThread && file !== undefined) {
  process.on("SIGUSR2", () => {
    if (existsSync(`${file}.collect`)) collect();
    writeFileSync(`${file}.part`, JSON.stringify(process.memoryUsage()));
    renameSync(`${file}.part`, file);
  });
}

function collect(): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
}
