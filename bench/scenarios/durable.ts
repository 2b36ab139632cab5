// The scenario `durable`: acknowledged messages a second over many rooms.
import type { Bench, Figure, Outcome, Scenario } from "../bench.ts";
import type { DurableResult } from "../load/jobs.ts";
import { rounded } from "../report.ts";
import { median } from "../statistics.ts";

const load = { connections: 10, underWayEach: 48, textLength: 40 };

export const durable: Scenario = {
  name: "durable",
  about: `100 rooms, ${load.connections} connections, ${load.underWayEach} says with keys under way on each: a say is acknowledged after its commit (fsync), and its author says the next. The log of every room is compared with the acknowledgements at the end.`,
  async run(bench): Promise<Outcome> {
    const results: DurableResult[] = [];
    for (let run = 1; run <= bench.runs; run++) {
      bench.tell(`run ${run} of ${bench.runs}`);
      results.push(await once(bench));
    }
    const figure = (
      what: string,
      unit: string,
      of: (result: DurableResult) => number,
    ): Figure => ({ what, unit, values: { koine: results.map(of) } });
    const rate = median(results.map(({ perSecond }) => perSecond));
    const p99 = median(results.map(({ latency }) => latency.p99));
    return {
      figures: [
        figure("acknowledged", "messages/s", (r) => r.perSecond),
        figure("latency p50", "ms", (r) => r.latency.p50),
        figure("latency p99", "ms", (r) => r.latency.p99),
        figure("latency max", "ms", (r) => r.latency.max),
        figure("CPU per message", "µs", (r) => r.cpuMicrosPerMessage),
        figure("CPU of the server", "cores", (r) => r.spent.serverLoad),
        figure("CPU of the load", "cores", (r) => r.spent.generatorLoad),
        figure("CPU of everything else", "cores", (r) => r.spent.othersLoad),
      ],
      claims: [
        {
          what: "acknowledged messages a second",
          target: "at least 40,000",
          measured: rounded(rate),
          isMet: rate >= 40_000,
        },
        {
          what: "latency p99 of an acknowledgement",
          target: "under 50 ms",
          measured: `${rounded(p99)} ms`,
          isMet: p99 < 50,
        },
      ],
      notes: ["The load runs on the same cores and takes its share of them."],
    };
  },
};

function once(bench: Bench): Promise<DurableResult> {
  return bench.measure("koine", ({ port, pid, memoryFile }) => ({
    kind: "durable" as const,
    driver: "koine" as const,
    port,
    pid,
    memoryFile,
    ...load,
    rooms: bench.isQuick ? 10 : 100,
    warmUpSeconds: bench.isQuick ? 0.2 : 2,
    seconds: bench.isQuick ? 1 : 8,
    messages: 10_000_000,
  }));
}
