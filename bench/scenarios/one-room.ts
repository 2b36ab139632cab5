// What `fanout-*` and `doors` share: the load of one big room on one server, and what is told of it.
import type { Bench, Claim, Figure } from "../bench.ts";
import type { DriverName } from "../load/drivers/index.ts";
import type { FanoutResult } from "../load/jobs.ts";
import { rounded } from "../report.ts";
import type { ServerName } from "../server-process.ts";
import { median } from "../statistics.ts";

export interface RoomNumbers {
  readonly members: number;
  readonly perSecond: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

export interface Served {
  readonly server: ServerName;
  readonly driver: DriverName;
  /** The dialect of Koine's own port for it; none for the main port. */
  readonly door?: string | undefined;
}

/** Of every run, in their order. */
export type RoomResults = ReadonlyMap<DriverName, readonly FanoutResult[]>;

/** Runs every server in turn, so that what else happens on the machine happens to all of them. */
export async function runRooms(
  bench: Bench,
  all: readonly Served[],
  numbers: RoomNumbers,
): Promise<RoomResults> {
  const results = new Map<DriverName, FanoutResult[]>(
    all.map(({ driver }) => [driver, []]),
  );
  for (let run = 1; run <= bench.runs; run++) {
    await bench.each(all, async (served) => {
      bench.tell(`run ${run} of ${bench.runs}, ${served.driver}`);
      const result = await runRoom(bench, served, numbers);
      results.get(served.driver)?.push(result);
    });
  }
  return results;
}

function runRoom(
  bench: Bench,
  { server, driver, door }: Served,
  numbers: RoomNumbers,
): Promise<FanoutResult> {
  const isKoine = server === "koine";
  return bench.measure(
    server,
    (running) => ({
      kind: "fanout" as const,
      driver,
      port: door === undefined ? running.port : running.portOf(door),
      pid: running.pid,
      memoryFile: running.memoryFile,
      ...numbers,
      textLength: 40,
      graceSeconds: isKoine ? 10 : 1,
      mustKeepUp: isKoine,
    }),
    { doors: door === undefined ? [] : [door], profile: driver },
  );
}

/** One quantity of every run of every server. */
export function roomFigure(
  results: RoomResults,
  what: string,
  unit: string,
  of: (result: FanoutResult) => number,
): Figure {
  const values = Array.from(results, ([driver, runs]) => [
    driver,
    runs.map(of),
  ]);
  return { what, unit, values: Object.fromEntries(values) };
}

/** For those of Koine. */
export function allMade(results: readonly FanoutResult[]): Claim {
  const made = Math.min(...results.map((result) => result.made));
  return {
    what: "deliveries made, each counted at its member",
    target: "100 %",
    measured: `${rounded(made * 100)} %`,
    isMet: made === 1,
  };
}

export function keepingUpNotes(results: RoomResults): string[] {
  return Array.from(results, ([name, runs]) => ({
    name,
    made: median(runs.map((result) => result.made)),
  }))
    .filter(({ made }) => made < 0.99)
    .map(
      ({ name, made }) =>
        `${name} did not keep up: it made ${rounded(made * 100)} % of the deliveries in the time. Its CPU per delivery is of those it made; its latency tells how long its queue was.`,
    );
}
