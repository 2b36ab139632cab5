// The page that the server serves: whether the built one is still good, and a new one if not.
// `npm start` and `npm test` ask for it first.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

const root = join(import.meta.dirname, "..");

/** Where the server finds the page. */
export const pageFolder = join(root, "packages/server/public");

/** Holds the fingerprint of the sources that the page was built from; written last. */
export const stampName = ".stamp";

const sources = [
  "packages/web",
  "packages/client/src",
  "packages/protocol/src",
  "package-lock.json",
  "tsconfig.base.json",
  "tools/page.ts",
  "tools/build-page.ts",
];
const leftOut = new Set(["node_modules", "dist", "test"]);
const buildTimeout = 120_000;

/** Resolves when the built page is that of the present sources. Throws when it cannot be built. */
export async function ensurePage(): Promise<void> {
  if (isBuilt(fingerprint())) return;
  console.error("building the page …");
  // A child, so that the bundler's memory does not stay with whoever asked.
  await run(process.execPath, [join(import.meta.dirname, "build-page.ts")]);
}

/** For programs: says in a line what is wrong and ends, instead of throwing. */
export async function needPage(): Promise<void> {
  try {
    await ensurePage();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

/** A hash over files and folders, named from the root: by default over everything that goes into the page. */
export function fingerprint(of: readonly string[] = sources): string {
  const hash = createHash("sha256");
  for (const source of of) {
    for (const file of filesOf(join(root, source))) {
      const content = readFileSync(file);
      const name = relative(root, file).replaceAll(sep, "/");
      hash.update(`${name}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest("hex");
}

function isBuilt(wanted: string): boolean {
  const stamp = join(pageFolder, stampName);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
}

function filesOf(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !leftOut.has(entry.name))
    .flatMap((entry) => {
      const inside = join(path, entry.name);
      return entry.isDirectory() ? filesOf(inside) : [inside];
    })
    .sort();
}

function run(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    // Standard output belongs to whoever asked: all that is said goes to standard error.
    const child = spawn(command, args, {
      stdio: ["ignore", 2, 2],
      timeout: buildTimeout,
    });
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(
            `The page could not be built (${signal ?? `exit ${code}`}): see what the build says above.`,
          ),
        );
    });
  });
}
