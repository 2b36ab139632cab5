// `npm start`: the page built if it is stale, then the server in this same process, so that signals reach it.
import { ensurePage } from "./page.ts";

await ensurePage();
process.argv.splice(2, 0, "serve");
await import("../packages/server/src/main.ts");
