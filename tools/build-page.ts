// Builds the page with vite, compresses its text files beside them, and puts the whole in its place at once.
// `ensurePage` runs it in a process of its own; a build that was killed leaves the old page, or none.
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "vite";
import { fingerprint, pageFolder, stampName } from "./page.ts";

const web = join(import.meta.dirname, "../packages/web");
const isText = /\.(?:css|html|js|json|svg|txt|webmanifest)$/;

process.env["NODE_ENV"] = "production";
const unfinished = join(web, "dist");
const fresh = join(unfinished, `${process.pid}`);
// Taken before the build: a source that changes meanwhile makes the page stale, not wrong.
const stamp = fingerprint();

removeLeftovers();
mkdirSync(fresh, { recursive: true });
try {
  await build({
    root: web,
    logLevel: "warn",
    build: { outDir: fresh, emptyOutDir: true },
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
report(compress(fresh));
writeFileSync(join(fresh, stampName), stamp);
putInPlace();

/** Writes `.br` and `.gz` beside each text file. Returns the compressed size of each file. */
function compress(folder: string): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const entry of readdirSync(folder, {
    recursive: true,
    withFileTypes: true,
  })) {
    if (!entry.isFile() || !isText.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const content = readFileSync(file);
    const gzip = gzipSync(content, { level: 9 });
    const quality = constants.BROTLI_MAX_QUALITY;
    const brotli = brotliCompressSync(content, {
      params: { [constants.BROTLI_PARAM_QUALITY]: quality },
    });
    writeFileSync(`${file}.gz`, gzip);
    writeFileSync(`${file}.br`, brotli);
    sizes.set(file, gzip.length);
  }
  return sizes;
}

function report(sizes: ReadonlyMap<string, number>): void {
  const kilobytes = (ending: string) => {
    let sum = 0;
    for (const [file, size] of sizes) if (file.endsWith(ending)) sum += size;
    return `${(sum / 1024).toFixed(1)} KB of ${ending.slice(1)}`;
  };
  console.error(
    `the page is built: ${kilobytes(".js")}, ${kilobytes(".css")} (gzip)`,
  );
}

function putInPlace(): void {
  const old = `${fresh}.old`;
  try {
    renameSync(pageFolder, old);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  renameSync(fresh, pageFolder);
  rmSync(old, { recursive: true, force: true });
}

function removeLeftovers(): void {
  mkdirSync(unfinished, { recursive: true });
  for (const name of readdirSync(unfinished)) {
    if (!isRunning(Number.parseInt(name, 10)))
      rmSync(join(unfinished, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
