// Loaded into every server of the bench by --import: on SIGUSR2 it writes what Node says of its memory to a file.
import { renameSync, writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const file = process.env["BENCH_MEMORY_FILE"];

if (isMainThread && file !== undefined) {
  process.on("SIGUSR2", () => {
    writeFileSync(`${file}.part`, JSON.stringify(process.memoryUsage()));
    renameSync(`${file}.part`, file);
  });
}
