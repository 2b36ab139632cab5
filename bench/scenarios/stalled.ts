// The scenario `stalled`: one reader stops, and the others and the server's memory notice nothing.
import type { Bench, Claim, Figure, Outcome, Scenario } from "../bench.ts";
import type { StalledPhase, StalledResult } from "../load/jobs.ts";
import { rounded } from "../report.ts";

export interface StalledNumbers {
  readonly members: number;
  readonly perSecond: number;
  readonly textLength: number;
  readonly warmUpSeconds: number;
  readonly beforeSeconds: number;
  readonly stalledSeconds: number;
  readonly afterSeconds: number;
  /** See StalledJob. */
  readonly leastInLog?: number;
}

/** Long texts, so that even a short stop is more than the kernel's buffers hold. */
export const quickNumbers: StalledNumbers = {
  members: 4,
  leastInLog: 2e6,
  perSecond: 1_000,
  textLength: 3_900,
  warmUpSeconds: 0.1,
  beforeSeconds: 0.3,
  stalledSeconds: 2,
  afterSeconds: 0.3,
};

const fullNumbers: StalledNumbers = {
  members: 1000,
  perSecond: 1000,
  textLength: 120,
  warmUpSeconds: 5,
  beforeSeconds: 10,
  stalledSeconds: 30,
  afterSeconds: 10,
};

export function runStalled(
  bench: Bench,
  numbers: StalledNumbers,
): Promise<StalledResult> {
  return bench.measure("koine", ({ port, pid, memoryFile }) => ({
    kind: "stalled" as const,
    driver: "koine" as const,
    port,
    pid,
    memoryFile,
    ...numbers,
    graceSeconds: 30,
  }));
}

const phases = ["before", "during", "after"] as const;

export const stalled: Scenario = {
  name: "stalled",
  about:
    "One room of 1,000 members, 1,000 messages of 120 characters a second (so that 30 s of them are more than the kernel holds). One member does not read for 30 s and then reads again. The latencies are the others'.",
  async run(bench): Promise<Outcome> {
    const result = await runStalled(
      bench,
      bench.isQuick ? quickNumbers : fullNumbers,
    );
    const figure = (
      what: string,
      unit: string,
      of: (phase: StalledPhase) => number,
    ): Figure[] =>
      phases.map((phase) => ({
        what: `${what}, ${phase}`,
        unit,
        values: { koine: [of(result[phase])] },
      }));
    const megabytes = (bytes: number): string => `${rounded(bytes / 1e6)} MB`;
    return {
      figures: [
        ...figure("latency p50", "ms", ({ latency }) => latency.p50),
        ...figure("latency p99", "ms", ({ latency }) => latency.p99),
        ...figure("memory in use", "MB", (p) => p.live / 1e6),
        ...figure("resident memory", "MB", (p) => p.residentMedian / 1e6),
        ...figure("resident memory, most", "MB", (p) => p.residentMax / 1e6),
        ...figure("CPU of everything else", "cores", (p) => p.spent.othersLoad),
      ],
      claims: claimsOf(result),
      notes: [
        `When he read again he was owed ${result.owedMessages} messages, ${megabytes(result.owedBytes)}; the kernel held ${megabytes(result.heldByKernel)} of it, the rest he got from the log afterwards. He had everything ${rounded(result.caughtUpMillis)} ms later.`,
      ],
    };
  },
};

function claimsOf({ before, during, after }: StalledResult): readonly Claim[] {
  const latency = Math.max(during.latency.p50, after.latency.p50);
  const growth = during.live - before.live;
  return [
    {
      what: "the stopped one gets every message, in order, once",
      target: "all",
      measured: "all",
      isMet: true,
    },
    {
      what: "the others' median latency, during and after",
      target: "that of before, give or take half",
      measured: `${rounded(latency)} ms after ${rounded(before.latency.p50)} ms`,
      isMet: latency <= before.latency.p50 * 1.5 + 1,
    },
    {
      what: "growth of the server's memory in use, at the end of the stop",
      target: "at most 4 MB",
      measured: `${rounded(growth / 1e6)} MB`,
      isMet: growth <= 4e6,
    },
  ];
}
