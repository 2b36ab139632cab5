// How the tests run: real parts, each file in a process of its own.
import { join } from "node:path";
import { defineConfig } from "vitest/config";

// Packages find each other's sources by this condition, in the tests and in the processes that tests start.
const conditions = ["development"];

// Each file's process, the store's threads and the servers that tests start load what was compiled once already.
process.env["NODE_COMPILE_CACHE"] ??= join(
  import.meta.dirname,
  "node_modules/.cache/koine-tests",
);

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: [
      "packages/*/test/**/*.test.{ts,tsx}",
      "tools/test/**/*.test.ts",
      "bench/test/**/*.test.ts",
    ],
    pool: "forks",
    execArgv: ["-C", "development"],
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    teardownTimeout: 10_000,
    passWithNoTests: false,
  },
});
