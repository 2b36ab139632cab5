// How large the client is in a page: minified and compressed, as README.md says it. What was measured is printed.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const BOUND = 20_000;
const root = join(import.meta.dirname, "../../..");

/** Bytes of one bundle of everything that is reached from a source. */
function sizeOf(source: string): number {
  const folder = mkdtempSync(join(tmpdir(), "koine-size-"));
  try {
    const file = join(folder, "bundle.js");
    const from = join(root, "packages/client/src", source);
    execFileSync(
      join(root, "node_modules/.bin/rolldown"),
      [from, "--minify", "--format", "esm", "--file", file],
      { cwd: root, stdio: "pipe" },
    );
    return gzipSync(readFileSync(file), { level: 9 }).length;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test(`the whole client has at most ${BOUND} bytes`, () => {
  const client = sizeOf("index.ts");
  const format = sizeOf("format.ts");
  const all = client + format;
  process.stdout.write(
    `@koine/client, minified and gzipped: ${all} of at most ${BOUND} bytes (client ${client}, format ${format})\n`,
  );
  expect(all).toBeLessThanOrEqual(BOUND);
  expect(format).toBeLessThanOrEqual(1_600);
});
