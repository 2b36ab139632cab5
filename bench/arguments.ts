// The bench's command line.
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Scenario } from "./bench.ts";
import { scenarios } from "./scenarios/index.ts";

export interface Arguments {
  readonly scenarios: readonly Scenario[];
  readonly isQuick: boolean;
  readonly runs: number;
  /** Where results are written; undefined: nowhere. */
  readonly out: string | undefined;
  /** Where servers keep their data meanwhile. */
  readonly temp: string;
  readonly isProfiled: boolean;
}

/** @throws Error that says what is wrong and what is possible. */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      quick: { type: "boolean", default: false },
      runs: { type: "string" },
      out: { type: "string" },
      temp: { type: "string", default: tmpdir() },
      profile: { type: "boolean", default: false },
    },
  });
  const runs = Number(values.runs ?? (values.quick ? 1 : 3));
  if (!Number.isInteger(runs) || runs < 1)
    throw new Error(`--runs is a whole number from 1 on, not ${values.runs}.`);
  const results = join(import.meta.dirname, "results");
  return {
    scenarios: named(positionals),
    isQuick: values.quick,
    runs,
    // Quick and profiled runs prove that things work; their figures are worth nothing.
    out: values.out ?? (values.quick || values.profile ? undefined : results),
    temp: values.temp,
    isProfiled: values.profile,
  };
}

function named(names: readonly string[]): readonly Scenario[] {
  if (names.length === 0) return scenarios;
  return names.map((name) => {
    const found = scenarios.find((scenario) => scenario.name === name);
    if (found !== undefined) return found;
    const all = scenarios.map((scenario) => scenario.name).join(", ");
    throw new Error(`There is no scenario ${name}. There are: ${all}.`);
  });
}
