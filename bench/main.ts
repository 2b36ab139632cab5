// `npm run bench`: runs the scenarios named (or all), prints what was measured, and writes it to bench/results.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readArguments, type Arguments } from "./arguments.ts";
import { Bench } from "./bench.ts";
import { describeMachine, type Machine } from "./machine.ts";
import { tellProfiles } from "./profile.ts";
import { report, type Measured } from "./report.ts";

async function main(args: Arguments, signal: AbortSignal): Promise<void> {
  const folder = await mkdtemp(join(args.temp, "koine-bench-"));
  try {
    const machine = describeMachine(folder);
    const profiles = args.isProfiled ? join(folder, "profiles") : undefined;
    const outcomes: Measured[] = [];
    for (const scenario of args.scenarios) {
      const { name, about } = scenario;
      const bench = new Bench({
        isQuick: args.isQuick,
        runs: args.runs,
        folder,
        signal,
        profiles,
        tell: (text) => console.error(`${name}: ${text}`),
      });
      outcomes.push({ scenario: name, about, ...(await scenario.run(bench)) });
    }
    const text = report(machine, outcomes, args.isQuick);
    console.log(text);
    if (args.out !== undefined) await keep(args.out, machine, outcomes, text);
    if (profiles !== undefined) console.log(await tellProfiles(profiles));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function keep(
  folder: string,
  machine: Machine,
  outcomes: readonly Measured[],
  text: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const name = machine.date.slice(0, 16).replace("T", "-").replace(":", "");
  const json = JSON.stringify({ machine, outcomes }, undefined, 2);
  await writeFile(join(folder, `${name}.json`), `${json}\n`);
  await writeFile(join(folder, `${name}.md`), text);
  console.error(`Written to ${join(folder, name)}.md and .json`);
}

const ending = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => ending.abort());

try {
  await main(readArguments(process.argv.slice(2)), ending.signal);
} catch (error) {
  console.error(ending.signal.aborted ? "Stopped." : error);
  process.exitCode = 1;
}
