// `npm run bench`: runs the scenarios named (or all), prints what was measured, and writes it to bench/results.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readArguments, type Arguments } from "./arguments.ts";
import { Bench, type Outcome, type Scenario } from "./bench.ts";
import { describeMachine, type Machine } from "./machine.ts";
import { tellProfiles } from "./profile.ts";
import { report, type Measured } from "./report.ts";

async function main(args: Arguments): Promise<void> {
  if (process.platform !== "linux")
    throw new Error("The bench reads /proc: run it on Linux.");
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
        signal: ending.signal,
        profiles,
        tell: (text) => console.error(`${name}: ${text}`),
      });
      const outcome = await attempt(scenario, bench);
      ending.signal.throwIfAborted();
      outcomes.push({ scenario: name, about, ...outcome });
    }
    const text = report(machine, outcomes, args.isQuick);
    console.log(text);
    if (args.out !== undefined) await keep(args.out, machine, outcomes, text);
    if (profiles !== undefined) console.log(await tellProfiles(profiles));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** What breaks is told in the results, and does not take the other scenarios' with it. */
async function attempt(scenario: Scenario, bench: Bench): Promise<Outcome> {
  try {
    return await scenario.run(bench);
  } catch (error) {
    if (!ending.signal.aborted) console.error(error);
    process.exitCode = 1;
    const what = error instanceof Error ? error.message : String(error);
    return { figures: [], claims: [], notes: [`**It broke**: ${what}`] };
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
  await main(readArguments(process.argv.slice(2)));
} catch (error) {
  console.error(ending.signal.aborted ? "Stopped." : error);
  process.exitCode = 1;
}
