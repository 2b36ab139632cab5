// The scenario `joins`: what it costs when 1,000 people come into one room within a second, at each door.
import type { Bench, Figure, Outcome, Scenario } from "../bench.ts";
import type { JoinsJob, JoinsResult } from "../load/jobs.ts";
import { rounded } from "../report.ts";
import { median } from "../statistics.ts";

const millisMost = 2;

interface Row {
  readonly door: JoinsJob["door"];
  readonly called: string;
  /** The dialect of Koine's own port for it; none for the main port. */
  readonly dialect?: string;
  readonly isInLobby: boolean;
  readonly areOne?: boolean;
}

const rows: readonly Row[] = [
  { door: "koine", called: "native", isInLobby: false },
  { door: "rambler", called: "rambler", isInLobby: true, areOne: true },
  {
    door: "webchat-0.9",
    called: "webchat, Socket.IO 0.9",
    dialect: "webchat",
    isInLobby: true,
  },
  {
    door: "webchat-4",
    called: "webchat, Socket.IO 4",
    dialect: "webchat",
    isInLobby: true,
  },
  { door: "gtchat", called: "gtchat", dialect: "gtchat", isInLobby: true },
  {
    door: "chattypantz-json",
    called: "chattypantz, JSON",
    dialect: "chattypantz",
    isInLobby: false,
  },
  {
    door: "chattypantz-text",
    called: "chattypantz, text",
    dialect: "chattypantz",
    isInLobby: false,
  },
  {
    door: "riftchat",
    called: "riftchat",
    dialect: "riftchat",
    isInLobby: true,
  },
];

export const joins: Scenario = {
  name: "joins",
  about:
    "1,000 clients that come into one room of one door within a second, each by the way of its door: the connection, who he is, and the room. CPU of the server until nothing more is told, so that all that the clients hear of each other is in it.",
  async run(bench): Promise<Outcome> {
    const results = new Map<JoinsJob["door"], JoinsResult[]>(
      rows.map(({ door }) => [door, []]),
    );
    for (let run = 1; run <= bench.runs; run++)
      await bench.each(rows, async (row) => {
        bench.tell(`run ${run} of ${bench.runs}, ${row.door}`);
        results.get(row.door)?.push(await runJoins(bench, row));
      });
    return {
      rows: Object.fromEntries(rows.map(({ door, called }) => [door, called])),
      figures: figuresOf(results),
      claims: rows.map(({ door, called }) => {
        const runs = results.get(door) ?? [];
        const millis = median(runs.map(millisOf));
        return {
          what: `CPU of a join: ${called}`,
          target: `at most ${millisMost} ms`,
          measured: `${rounded(millis)} ms`,
          isMet: millis <= millisMost,
        };
      }),
      notes: [
        "At rambler everyone is the one Anonymous, of whose coming the others hear once.",
      ],
    };
  },
};

const millisOf = ({ cpuMicrosPerJoin }: JoinsResult): number =>
  cpuMicrosPerJoin / 1000;

export function runJoins(
  bench: Bench,
  { door, dialect, isInLobby, areOne = false }: Row,
): Promise<JoinsResult> {
  return bench.measure(
    "koine",
    (server) => ({
      kind: "joins" as const,
      driver: "koine" as const,
      door,
      port: dialect === undefined ? server.port : server.portOf(dialect),
      mainPort: server.port,
      pid: server.pid,
      memoryFile: server.memoryFile,
      clients: bench.isQuick ? 40 : 1_000,
      seconds: bench.isQuick ? 0.1 : 1,
      isInLobby,
      areOne,
      quietMillis: 600,
    }),
    {
      doors: dialect === undefined ? [] : [dialect],
      profile: `joins-${door}`,
    },
  );
}

function figuresOf(
  results: ReadonlyMap<JoinsJob["door"], readonly JoinsResult[]>,
): readonly Figure[] {
  const figure = (
    what: string,
    unit: string,
    of: (result: JoinsResult) => number,
  ): Figure => ({
    what,
    unit,
    values: Object.fromEntries(
      Array.from(results, ([door, runs]) => [door, runs.map(of)]),
    ),
  });
  return [
    figure("CPU a join", "ms", millisOf),
    figure("CPU in all", "s", (r) => r.spent.serverMicros / 1e6),
    figure("all in after", "s", (r) => r.inMillis / 1000),
    figure("CPU of the load", "cores", (r) => r.spent.generatorLoad),
    figure("CPU of everything else", "cores", (r) => r.spent.othersLoad),
  ];
}
