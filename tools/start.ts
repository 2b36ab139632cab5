// `npm start`: the page built if it is stale, the server's code compiled if it is not yet, then the server in this same
// process, so that signals reach it.
import { needPage } from "./page.ts";
import { warmUp } from "./warm-up.ts";

if (process.env["npm_lifecycle_event"] === "start") endWithParent();
await needPage();
await warmUp();
process.argv.splice(2, 0, "serve");
await import("../packages/server/src/main.ts");

/** npm signals the shell that runs the script, and a shell may die of it without passing it on. */
function endWithParent(): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, 250);
  watch.unref();
}
