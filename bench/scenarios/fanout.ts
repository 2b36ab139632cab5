// The scenarios `fanout-1000` and `fanout-200`: one big room, what a delivery costs and how long it takes.
import type { Bench, Claim, Figure, Outcome, Scenario } from "../bench.ts";
import type { DriverName } from "../load/drivers/index.ts";
import type { FanoutResult } from "../load/jobs.ts";
import { ratioTo, rounded } from "../report.ts";
import { median } from "../statistics.ts";

export interface FanoutNumbers {
  readonly members: number;
  readonly perSecond: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

type Results = Record<DriverName, FanoutResult[]>;

const order: readonly DriverName[] = ["koine", "ws-loop", "socket-io"];

/** Runs every server in turn, so that what else happens on the machine happens to all of them. */
export async function runFanout(
  bench: Bench,
  numbers: FanoutNumbers,
): Promise<Results> {
  const results: Results = { koine: [], "ws-loop": [], "socket-io": [] };
  for (let run = 1; run <= bench.runs; run++) {
    for (const name of order) {
      bench.tell(`run ${run} of ${bench.runs}, ${name}`);
      const result = await bench.measure(name, (server) => ({
        kind: "fanout" as const,
        driver: name,
        port: server.port,
        pid: server.pid,
        memoryFile: server.memoryFile,
        ...numbers,
        textLength: 40,
        graceSeconds: name === "koine" ? 10 : 1,
        mustKeepUp: name === "koine",
      }));
      results[name].push(result);
    }
  }
  return results;
}

/** Everything but the claims, which differ. */
function figuresOf(results: Results): {
  cpu: Figure;
  figures: readonly Figure[];
} {
  const figure = (
    what: string,
    unit: string,
    of: (result: FanoutResult) => number,
  ): Figure => ({
    what,
    unit,
    values: {
      koine: results.koine.map(of),
      "ws-loop": results["ws-loop"].map(of),
      "socket-io": results["socket-io"].map(of),
    },
  });
  const cpu = {
    ...figure("CPU per delivery", "µs", (r) => r.cpuMicrosPerDelivery),
    isCompared: true,
  };
  const figures = [
    cpu,
    figure("deliveries made of those due", "%", (r) => r.made * 100),
    figure("latency p50", "ms", (r) => r.latency.p50),
    figure("latency p99", "ms", (r) => r.latency.p99),
    figure("latency max", "ms", (r) => r.latency.max),
    figure("CPU of the server", "cores", (r) => r.spent.serverLoad),
    figure("CPU of the load", "cores", (r) => r.spent.generatorLoad),
    figure("CPU of everything else", "cores", (r) => r.spent.othersLoad),
  ];
  return { cpu, figures };
}

function atMost(cpu: Figure, peer: DriverName, parts: number): Claim {
  const ratio = ratioTo(cpu, peer);
  return {
    what: `CPU per delivery, against ${peer}`,
    target: `at most 1/${parts}`,
    measured: `1/${rounded(1 / ratio)}`,
    isMet: ratio <= 1 / parts,
  };
}

function allMade(results: Results): Claim {
  const made = Math.min(...results.koine.map((result) => result.made));
  return {
    what: "deliveries made, each counted at its member",
    target: "100 %",
    measured: `${rounded(made * 100)} %`,
    isMet: made === 1,
  };
}

function keepingUpNotes(results: Results): string[] {
  return order
    .filter((name) => median(results[name].map(({ made }) => made)) < 0.99)
    .map((name) => {
      const made = median(results[name].map((result) => result.made));
      return `${name} did not keep up: it made ${rounded(made * 100)} % of the deliveries in the time. Its CPU per delivery is of those it made; its latency tells how long its queue was.`;
    });
}

function fanoutScenario(
  perSecond: number,
  claims: (cpu: Figure, results: Results) => readonly Claim[],
): Scenario {
  return {
    name: `fanout-${perSecond}`,
    about: `One room of 1,000 members, ${perSecond} messages of 40 characters a second for 10 s, by all members in turn. Koine commits each with fsync before anyone gets it; the peers keep nothing.`,
    async run(bench): Promise<Outcome> {
      const numbers = bench.isQuick
        ? {
            members: 50,
            perSecond: perSecond / 5,
            warmUpSeconds: 0.2,
            seconds: 1,
          }
        : { members: 1000, perSecond, warmUpSeconds: 3, seconds: 10 };
      const results = await runFanout(bench, numbers);
      const { cpu, figures } = figuresOf(results);
      return {
        figures,
        claims: claims(cpu, results),
        notes: keepingUpNotes(results),
      };
    },
  };
}

export const fanout1000 = fanoutScenario(1000, (cpu, results) => [
  allMade(results),
  atMost(cpu, "ws-loop", 5),
  atMost(cpu, "socket-io", 6),
]);

export const fanout200 = fanoutScenario(200, (cpu, results) => {
  const p99 = median(results.koine.map(({ latency }) => latency.p99));
  return [
    allMade(results),
    atMost(cpu, "ws-loop", 2),
    {
      what: "latency p99",
      target: "under 30 ms",
      measured: `${rounded(p99)} ms`,
      isMet: p99 < 30,
    },
  ];
});
