// The scenario `idle`: what a connection that does nothing costs in memory.
import type { Bench, Figure, Outcome, Scenario } from "../bench.ts";
import type { IdleResult, IdleStep } from "../load/jobs.ts";
import { openFilesLimit } from "../process-figures.ts";
import { rounded } from "../report.ts";
import type { ServerName } from "../server-process.ts";
import { median } from "../statistics.ts";

const order: readonly ServerName[] = ["koine", "ws-loop", "socket-io"];

type Part = "resident" | "heap" | "inUse" | "external" | "rest";

export const idle: Scenario = {
  name: "idle",
  about:
    "10,000 connections in 100 rooms that do nothing (at Koine each has said hello as a guest of its own). Resident memory for each, as the slope between 5,000 and 10,000, and where it is: V8's heap, buffers outside of it, and the rest (sockets in the C++ part and what the allocator holds).",
  async run(bench): Promise<Outcome> {
    const steps = bench.isQuick ? [100, 200] : [5_000, 10_000];
    const needed = Math.max(...steps) + 200;
    if (openFilesLimit() < needed)
      throw new Error(
        `This shell may open ${openFilesLimit()} files, ${needed} are needed: run \`ulimit -n ${needed}\` first.`,
      );
    const slopes = new Map<ServerName, Record<Part, number>>();
    for (const name of order) {
      bench.tell(name);
      slopes.set(name, partsOf(await measure(bench, name, steps)));
    }
    const figure = (what: string, part: Part): Figure => ({
      what,
      unit: "KB each",
      values: Object.fromEntries(
        order.map((name) => [name, [(slopes.get(name)?.[part] ?? NaN) / 1000]]),
      ),
    });
    const resident = {
      ...figure("resident memory", "resident"),
      isCompared: true,
    };
    const koine = median(resident.values.koine ?? []);
    return {
      figures: [
        resident,
        figure("of it V8's heap", "heap"),
        figure("in heap and buffers after a collection", "inUse"),
        figure("of it buffers", "external"),
        figure("of it the rest", "rest"),
      ],
      claims: [
        {
          what: "resident memory of an idle connection",
          target: "at most 14 KB",
          measured: `${rounded(koine)} KB`,
          isMet: koine <= 14,
        },
      ],
      notes: [
        "Read when resident memory had stood still for 3 s (at most 30 s). V8 keeps garbage until it needs the room: what is in use after a collection, from none to all connections, is told beside it.",
      ],
    };
  },
};

function measure(
  bench: Bench,
  name: ServerName,
  steps: readonly number[],
): Promise<IdleResult> {
  return bench.measure(name, ({ port, pid, memoryFile }) => ({
    kind: "idle" as const,
    driver: name,
    port,
    pid,
    memoryFile,
    steps,
    rooms: bench.isQuick ? 10 : 100,
    settleSeconds: bench.isQuick ? 4 : 30,
  }));
}

/** Bytes for each connection between the first step and the last. */
function partsOf({ steps, inUseEach }: IdleResult): Record<Part, number> {
  const first = steps[0];
  const last = steps.at(-1);
  if (first === undefined || last === undefined)
    throw new Error("Memory was never read.");
  const more = last.connections - first.connections;
  const slope = (of: (step: IdleStep) => number): number =>
    (of(last) - of(first)) / more;
  const resident = slope((step) => step.resident);
  const heap = slope((step) => step.usage.heapTotal);
  const external = slope((step) => step.usage.external);
  return {
    resident,
    heap,
    inUse: inUseEach,
    external,
    rest: resident - heap - external,
  };
}
