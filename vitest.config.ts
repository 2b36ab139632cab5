// How the tests run: real parts, each file in a process of its own or, where it leaves nothing behind, in one with others.
import { join } from "node:path";
import { configDefaults, defineConfig } from "vitest/config";

// Packages find each other's sources by this condition, in the tests and in the processes that tests start.
const conditions = ["development"];

// Each file's process, the store's threads and the servers that tests start load what was compiled once already.
process.env["NODE_COMPILE_CACHE"] ??= join(
  import.meta.dirname,
  "node_modules/.cache/koine-tests",
);

/**
 * A process, and what it has loaded, serves many of these files: that is half of what they take. What measures memory,
 * mocks a module or works on the process itself is not among them.
 */
const together = [
  "packages/client/test/**/*.test.ts",
  "packages/server/test/{api,config,core,dialects,doors,http,lib,rights}/**/*.test.ts",
];

const all = [
  "packages/*/test/**/*.test.{ts,tsx}",
  "tools/test/**/*.test.ts",
  "bench/test/**/*.test.ts",
];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    pool: "forks",
    execArgv: ["-C", "development"],
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    teardownTimeout: 10_000,
    passWithNoTests: false,
    projects: [
      {
        extends: true,
        test: {
          name: "apart",
          include: all,
          exclude: [...configDefaults.exclude, ...together],
        },
      },
      {
        extends: true,
        test: { name: "together", include: together, isolate: false },
      },
    ],
  },
});
