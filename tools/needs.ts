// What the tests need beyond npm: programs of the system, and the page. Run before `npm test`.
import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { needPage } from "./page.ts";

interface Need {
  readonly program: string;
  /** The package of Debian and Ubuntu that has it. */
  readonly debian: string;
  readonly why: string;
}

const needs: readonly Need[] = [
  { program: "chromium", debian: "chromium", why: "the tests of the page" },
  { program: "nc", debian: "netcat-openbsd", why: "the tests of text lines" },
];
const aptTimeout = 10 * 60_000;

const missing = needs.filter(({ program }) => !find(program));
if (missing.length > 0) install(missing);
await needPage();

function install(wanted: readonly Need[]): void {
  const packages = wanted.map(({ debian }) => debian);
  const prefix = rootPrefix();
  if (!find("apt-get") || !prefix) giveUp(wanted);
  console.error(`installing ${packages.join(", ")} for the tests …`);
  try {
    apt(prefix, ["update"]);
    apt(prefix, ["install", "--yes", "--no-install-recommends", ...packages]);
  } catch (error) {
    console.error(outputOf(error));
    giveUp(wanted);
  }
  const still = wanted.filter(({ program }) => !find(program));
  if (still.length > 0) giveUp(still);
}

/** What to put before a command so that it runs as root, or undefined where that is not allowed. */
function rootPrefix(): readonly string[] | undefined {
  if (process.getuid?.() === 0) return [];
  if (!find("sudo")) return undefined;
  try {
    execFileSync("sudo", ["-n", "true"], { stdio: "ignore", timeout: 10_000 });
    return ["sudo", "-n"];
  } catch {
    return undefined;
  }
}

function apt(prefix: readonly string[], args: readonly string[]): void {
  const [command, ...rest] = [
    ...prefix,
    "env",
    "DEBIAN_FRONTEND=noninteractive",
    "apt-get",
    "-qq",
    ...args,
  ];
  if (command)
    execFileSync(command, rest, { stdio: "pipe", timeout: aptTimeout });
}

function giveUp(wanted: readonly Need[]): never {
  const list = wanted.map(({ program, why }) => `${program} (for ${why})`);
  const packages = wanted.map(({ debian }) => debian).join(" ");
  console.error(
    `The tests need ${list.join(" and ")}. Install it, on Debian or Ubuntu with: sudo apt-get update && sudo apt-get install ${packages}`,
  );
  process.exit(1);
}

function find(program: string): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return [...folders, "/usr/bin", "/usr/sbin"]
    .map((folder) => join(folder, program))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

function outputOf(error: unknown): string {
  if (error instanceof Error && "stderr" in error) return String(error.stderr);
  return String(error);
}
