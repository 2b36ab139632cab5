// A server's HTTP parts for these tests: a public folder of its own, and an invoke that each test writes.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { FastifyBaseLogger } from "fastify";
import { onTestFinished } from "vitest";
import { createHttp, type HttpParts } from "../../src/http/create-http.ts";

export interface Logged {
  readonly logger: FastifyBaseLogger;
  /** What was logged as an error. */
  readonly errors: unknown[];
}

export function collectingLogger(): Logged {
  const errors: unknown[] = [];
  const ignore = () => {};
  const logger: FastifyBaseLogger = {
    level: "info",
    info: ignore,
    warn: ignore,
    debug: ignore,
    trace: ignore,
    silent: ignore,
    fatal: (what: unknown) => errors.push(what),
    error: (what: unknown) => errors.push(what),
    child: () => logger,
  };
  return { logger, errors };
}

/** An app that is closed, and a folder that is removed, when the test ends. */
export function testHttp(parts: Partial<HttpParts> = {}) {
  const publicDir = parts.publicDir ?? publicFolder({});
  const { logger, errors } = collectingLogger();
  const app = createHttp({
    invoke: async () => ({}),
    isReady: () => true,
    trustProxy: false,
    originAllowed: (origin, host) => origin === `http://${host}`,
    logger,
    ...parts,
    publicDir,
  });
  onTestFinished(() => app.close());
  return { app, errors, publicDir };
}

/** A public folder inside a folder with other files; `files` by path, those of text compressed beside them. */
export function publicFolder(files: Record<string, string | Buffer>): string {
  const outside = mkdtempSync(join(tmpdir(), "koine-http-"));
  onTestFinished(() => rmSync(outside, { recursive: true }));
  writeFileSync(join(outside, "secret.txt"), "secret");
  const root = join(outside, "public");
  mkdirSync(root);
  for (const [name, content] of Object.entries(files)) {
    const file = join(root, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    if (typeof content !== "string") continue;
    writeFileSync(`${file}.br`, brotliCompressSync(content));
    writeFileSync(`${file}.gz`, gzipSync(content));
  }
  return root;
}
