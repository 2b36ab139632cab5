// Reads a configuration from flags, variables and a koine.toml in a folder of its own, for the tests of the configuration.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { readFlags } from "../../src/cli/flags.ts";
import { readConfig, type Config } from "../../src/config.ts";
import type { Environment } from "../../src/config/sources.ts";

export interface Asked {
  readonly args?: readonly string[];
  readonly env?: Environment;
  readonly toml?: string;
  readonly folder?: string;
}

/** Gone with the test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "koine-config-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

export function config({
  args = [],
  env = {},
  toml,
  folder = newFolder(),
}: Asked): Config {
  if (toml !== undefined) writeFileSync(join(folder, "koine.toml"), toml);
  return readConfig(readFlags(args), env, folder);
}

export function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "nothing was refused";
}

/** As TOML writes it in one line. */
export function inline(value: unknown): string {
  if (value === Infinity) return "inf";
  if (typeof value !== "object" || value === null) return String(value);
  const pairs = Object.entries(value);
  return `{ ${pairs.map(([key, part]) => `${key} = ${inline(part)}`).join(", ")} }`;
}
