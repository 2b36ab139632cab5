// The scenario `doors`: what a delivery costs at each of the doors on WebSockets, native and older.
import type { Claim, Figure, Outcome, Scenario } from "../bench.ts";
import type { DriverName } from "../load/drivers/index.ts";
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

/** Of the CPU time that the plain loop needs: `fanout-*` claim 2 at 200 messages a second, and 5 at 1,000. */
const partsOfPeer = 4;
/** Of the CPU time that the native door needs. */
const timesNative = 1.3;
/** So many cores of other work more at one door than at another make them different measurements. */
const busyMost = 0.1;
const ofElse = "of everything else";

interface Row extends Served {
  readonly called: string;
}

const rows: readonly Row[] = [
  { server: "ws-loop", driver: "ws-loop", called: "plain ws" },
  { server: "koine", driver: "koine", called: "native" },
  { server: "koine", driver: "rambler", called: "rambler" },
  {
    server: "koine",
    driver: "webchat-0.9",
    door: "webchat",
    called: "webchat, Socket.IO 0.9",
  },
  {
    server: "koine",
    driver: "webchat-4",
    door: "webchat",
    called: "webchat, Socket.IO 4",
  },
  { server: "koine", driver: "gtchat", door: "gtchat", called: "gtchat" },
  {
    server: "koine",
    driver: "chattypantz-json",
    door: "chattypantz",
    called: "chattypantz, JSON",
  },
  {
    server: "koine",
    driver: "chattypantz-text",
    door: "chattypantz",
    called: "chattypantz, text",
  },
];

const doors = rows.filter(({ server }) => server === "koine");
const called = Object.fromEntries(
  rows.map((row) => [row.driver, row.called]),
) as Partial<Record<DriverName, string>>;

export const doorsScenario: Scenario = {
  name: "doors",
  about:
    "One room of 1,000 members on one door, 500 messages of 40 characters a second for 6 s, by all members in turn; a row for each door on WebSockets. Koine commits each message with fsync before anyone gets it; plain ws keeps nothing. At some doors an author is not sent what he says: then it is due to the others.",
  async run(bench): Promise<Outcome> {
    const numbers = bench.isQuick
      ? { members: 50, perSecond: 100, warmUpSeconds: 0.2, seconds: 0.5 }
      : { members: 1000, perSecond: 500, warmUpSeconds: 2, seconds: 6 };
    const results = await runRooms(bench, rows, numbers);
    const { cpu, figures } = figuresOf(results);
    const ofKoine = doors.flatMap(({ driver }) => results.get(driver) ?? []);
    return {
      rows: called,
      figures,
      claims: [allMade(ofKoine), ...doors.flatMap((door) => claims(cpu, door))],
      notes: [...keepingUpNotes(results), ...busyNotes(figures)],
    };
  },
};

function figuresOf(results: RoomResults): {
  readonly cpu: Figure;
  readonly figures: readonly Figure[];
} {
  const cpu = roomFigure(
    results,
    "CPU per delivery",
    "µs",
    (r) => r.cpuMicrosPerDelivery,
  );
  const figures = [
    cpu,
    inTermsOf(cpu, "ws-loop", "of plain ws's"),
    inTermsOf(cpu, "koine", "of native's"),
    roomFigure(results, "latency p50", "ms", (r) => r.latency.p50),
    roomFigure(results, "latency p99", "ms", (r) => r.latency.p99),
    roomFigure(results, "CPU of it", "cores", (r) => r.spent.serverLoad),
    roomFigure(results, "of the load", "cores", (r) => r.spent.generatorLoad),
    roomFigure(results, ofElse, "cores", (r) => r.spent.othersLoad),
  ];
  return { cpu, figures };
}

/** The later its turns come, the more Koine writes at once, and the less a delivery costs. */
function busyNotes(figures: readonly Figure[]): readonly string[] {
  const values = figures.find(({ what }) => what === ofElse)?.values ?? {};
  const loads = doors.map(({ driver }) => median(values[driver] ?? []));
  if (Math.max(...loads) - Math.min(...loads) < busyMost) return [];
  return [
    "Other programs took more of the machine at some doors than at others. Koine writes more at once where it waits longer, which makes a delivery cheaper: **compare only doors with about the same CPU of everything else**, or run it again on a quiet machine.",
  ];
}

/** Divided by one of them, run by run. */
function inTermsOf(figure: Figure, one: DriverName, what: string): Figure {
  const ones = figure.values[one] ?? [];
  const values = Object.entries(figure.values).map(([driver, runs]) => [
    driver,
    runs.map((value, run) => value / (ones[run] ?? NaN)),
  ]);
  return { what, unit: "", values: Object.fromEntries(values) };
}

function claims(cpu: Figure, { driver, called }: Row): readonly Claim[] {
  const ofPeer = ratioTo(cpu, "ws-loop", driver);
  const againstPeer: Claim = {
    what: `CPU per delivery at ${called}, against ws-loop`,
    target: `at most 1/${partsOfPeer}`,
    measured: `1/${rounded(1 / ofPeer)}`,
    isMet: ofPeer <= 1 / partsOfPeer,
  };
  if (driver === "koine") return [againstPeer];
  const ofNative = ratioTo(cpu, "koine", driver);
  return [
    againstPeer,
    {
      what: `CPU per delivery at ${called}, against native`,
      target: `at most ${timesNative} times`,
      measured: `${rounded(ofNative)} times`,
      isMet: ofNative <= timesNative,
    },
  ];
}
