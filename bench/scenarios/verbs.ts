// The scenario `verbs`: what a call of each verb costs in a room with 1,000 people in it, with all that it causes there.
import type { Bench, Claim, Figure, Outcome, Scenario } from "../bench.ts";
import type {
  CallsResult,
  VerbResult,
  VerbsJob,
  VerbsResult,
} from "../load/jobs.ts";
import { verbNames, verbs as all, type VerbName } from "../load/verbs/index.ts";
import { rounded } from "../report.ts";

const millisMost = 2;
/** It has scenarios of its own. */
const comparison: VerbName = "say";

type Numbers = Omit<
  VerbsJob,
  "kind" | "driver" | "port" | "pid" | "memoryFile" | "verbs"
>;

// What was read is written once a second, and who came is told five times a second.
const fullNumbers: Numbers = {
  members: 1_000,
  few: 200,
  rooms: 100,
  calls: 400,
  atOnce: 16,
  quietMillis: 1_200,
  idleSeconds: 3,
};
export const quickNumbers: Numbers = {
  ...fullNumbers,
  members: 40,
  few: 12,
  rooms: 5,
  calls: 20,
  quietMillis: 250,
  idleSeconds: 0,
};

export function runVerbs(
  bench: Bench,
  names: readonly VerbName[],
  numbers: Numbers,
): Promise<VerbsResult> {
  return bench.measure("koine", ({ port, pid, memoryFile }) => ({
    kind: "verbs" as const,
    driver: "koine" as const,
    port,
    pid,
    memoryFile,
    verbs: names,
    ...numbers,
  }));
}

export const verbs: Scenario = {
  name: "verbs",
  about:
    "A room with 1,000 people in it at the native door. Of each verb 260 calls with 16 under way, 100 one by one (the next when the one before was answered), and 20 with pauses of 50 ms between them. CPU of the server, with all that a call causes: the commit, and what everyone in the room is told.",
  async run(bench): Promise<Outcome> {
    const numbers = bench.isQuick ? quickNumbers : fullNumbers;
    return outcomeOf(await runVerbs(bench, verbNames, numbers));
  },
};

export function outcomeOf({ verbs: results, idleLoad }: VerbsResult): Outcome {
  return {
    rows: called,
    figures: figuresOf(results),
    claims: results.filter(({ name }) => name !== comparison).map(claimOf),
    notes: [
      "The dearest part of a call that all 1,000 are told of is to write to 1,000 sockets, whatever was done: calls within 50 ms share those writes, and calls with pauses between them do not. The claims are about the dearer of 16 under way and one by one.",
      `With nobody doing anything the server took ${rounded(idleLoad * 100)} % of a core. That is not taken off.`,
    ],
  };
}

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
    figure("CPU a call", "ms", ({ together }) => millisOf(together)),
    figure("one by one", "ms", ({ alone }) => millisOf(alone)),
    figure("with pauses", "ms", ({ apart }) => millisOf(apart)),
    figure("told", "events a call", ({ together }) => together.told),
    figure("one by one answered, p50", "ms", ({ latency }) => latency.p50),
    figure("p99", "ms", ({ latency }) => latency.p99),
    figure(
      "CPU of everything else",
      "cores",
      ({ together }) => together.spent.othersLoad,
    ),
  ];
}

const millisOf = ({ cpuMicros }: CallsResult): number => cpuMicros / 1000;

function claimOf({ name, together, alone }: VerbResult): Claim {
  const millis = Math.max(millisOf(together), millisOf(alone));
  return {
    what: `CPU of a call: ${all[name].called}`,
    target: `at most ${millisMost} ms`,
    measured: `${rounded(millis)} ms`,
    isMet: millis <= millisMost,
  };
}
