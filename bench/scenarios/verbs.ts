// The scenario `verbs`: what a call of each verb costs in a room with 1,000 people in it, with all that it causes there.
import type { Claim, Figure, Outcome, Scenario } from "../bench.ts";
import type { VerbResult } from "../load/jobs.ts";
import { verbNames, verbs as all, type VerbName } from "../load/verbs/index.ts";
import { rounded } from "../report.ts";

const millisMost = 2;
/** It has scenarios of its own. */
const comparison: VerbName = "say";

// What was read is written once a second, and who came is told five times a second.
const full = {
  members: 1_000,
  few: 200,
  rooms: 100,
  calls: 400,
  atOnce: 16,
  quietMillis: 1_200,
  idleSeconds: 3,
};
const quick = {
  ...full,
  members: 40,
  few: 12,
  rooms: 5,
  calls: 20,
  quietMillis: 250,
  idleSeconds: 0,
};

export const verbs: Scenario = {
  name: "verbs",
  about: `A room with 1,000 people in it at the native door. Of each verb ${full.calls * 0.25} calls one by one, the next when the one before was answered, and ${full.calls * 0.7} with ${full.atOnce} under way. CPU of the server, all that a call causes included: the commit, and what everyone in the room is told.`,
  async run(bench): Promise<Outcome> {
    const numbers = bench.isQuick ? quick : full;
    const { verbs: results, idleLoad } = await bench.measure(
      "koine",
      ({ port, pid, memoryFile }) => ({
        kind: "verbs" as const,
        driver: "koine" as const,
        port,
        pid,
        memoryFile,
        verbs: verbNames,
        ...numbers,
      }),
    );
    return {
      rows: called,
      figures: figuresOf(results),
      claims: results.filter(({ name }) => name !== comparison).map(claimOf),
      notes: [
        `With nobody doing anything the server took ${rounded(idleLoad * 100)} % of a core. That is not taken off.`,
      ],
    };
  },
};

const called = Object.fromEntries(
  verbNames.map((name) => [name, all[name].called]),
) as Partial<Record<VerbName, string>>;

function figuresOf(results: readonly VerbResult[]): readonly Figure[] {
  const figure = (
    what: string,
    unit: string,
    of: (result: VerbResult) => number,
  ): Figure => ({
    what,
    unit,
    values: Object.fromEntries(
      results.map((result) => [result.name, [of(result)]]),
    ),
  });
  return [
    figure("CPU a call", "ms", ({ together }) => together.cpuMicros / 1000),
    figure("one by one", "ms", ({ alone }) => alone.cpuMicros / 1000),
    figure("told", "events a call", ({ together }) => together.told),
    figure("answered, p50", "ms", ({ latency }) => latency.p50),
    figure("p99", "ms", ({ latency }) => latency.p99),
    figure(
      "CPU of everything else",
      "cores",
      ({ together }) => together.spent.othersLoad,
    ),
  ];
}

function claimOf({ name, together }: VerbResult): Claim {
  const millis = together.cpuMicros / 1000;
  return {
    what: `CPU of a call: ${all[name].called}`,
    target: `at most ${millisMost} ms`,
    measured: `${rounded(millis)} ms`,
    isMet: millis <= millisMost,
  };
}
