// The scenarios `fanout-1000` and `fanout-200`: one big room, what a delivery costs and how long it takes.
import type { Claim, Figure, Outcome, Scenario } from "../bench.ts";
import type { DriverName } from "../load/drivers/index.ts";
import type { FanoutResult } from "../load/jobs.ts";
import { ratioTo, rounded } from "../report.ts";
import { median } from "../statistics.ts";
import {
  allMade,
  keepingUpNotes,
  roomFigure,
  runRooms,
  type RoomResults,
  type Served,
} from "./one-room.ts";

const servers: readonly Served[] = [
  { server: "koine", driver: "koine" },
  { server: "ws-loop", driver: "ws-loop" },
  { server: "socket-io", driver: "socket-io" },
];

/** Everything but the claims, which differ. */
function figuresOf(results: RoomResults): {
  cpu: Figure;
  figures: readonly Figure[];
} {
  const figure = (
    what: string,
    unit: string,
    of: (result: FanoutResult) => number,
  ): Figure => roomFigure(results, what, unit, of);
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

function fanoutScenario(
  perSecond: number,
  claims: (cpu: Figure, koine: readonly FanoutResult[]) => readonly Claim[],
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
      const results = await runRooms(bench, servers, numbers);
      const { cpu, figures } = figuresOf(results);
      return {
        figures,
        claims: claims(cpu, results.get("koine") ?? []),
        notes: keepingUpNotes(results),
      };
    },
  };
}

export const fanout1000 = fanoutScenario(1000, (cpu, koine) => [
  allMade(koine),
  atMost(cpu, "ws-loop", 5),
  atMost(cpu, "socket-io", 6),
]);

export const fanout200 = fanoutScenario(200, (cpu, koine) => {
  const p99 = median(koine.map(({ latency }) => latency.p99));
  return [
    allMade(koine),
    atMost(cpu, "ws-loop", 2),
    {
      what: "latency p99",
      target: "under 30 ms",
      measured: `${rounded(p99)} ms`,
      isMet: p99 < 30,
    },
  ];
});
