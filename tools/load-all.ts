// Loads every module of the server once and ends: Node then keeps them compiled. `warm-up.ts` runs it.
import { globSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const source = join(import.meta.dirname, "../packages/server/src");

for (const file of globSync("**/*.ts", { cwd: source, exclude: ["main.ts"] })) {
  try {
    await import(pathToFileURL(join(source, file)).href);
  } catch {
    // What runs in a thread of the store only refuses to run here, and is compiled all the same.
  }
}
// Last, since it ends the process.
process.argv.splice(2, Infinity, "version");
await import("../packages/server/src/main.ts");
