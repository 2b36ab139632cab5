// Imported before a server by `loaded.test.ts`: writes what its main thread and its workers have loaded when they end.
import { writeFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { threadId } from "node:worker_threads";

const files: string[] = [];
registerHooks({
  load(url, context, next) {
    files.push(url);
    return next(url, context);
  },
});
process.on("exit", () => {
  const loaded = [...files, ...internals()];
  writeFileSync(`${process.env["LOADED"]}.${threadId}`, JSON.stringify(loaded));
});

/** Not in the types: Node's own modules, by what Node calls them. */
function internals(): readonly string[] {
  return (process as unknown as { moduleLoadList: string[] }).moduleLoadList;
}
