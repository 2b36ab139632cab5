// The scenario `ready`: how soon a server with a long past is ready, and how soon it gives a page of it.
import { rm } from "node:fs/promises";
import type { Bench, Figure, Outcome, Scenario } from "../bench.ts";
import type { PagesResult } from "../load/jobs.ts";
import { rounded } from "../report.ts";
import { median } from "../statistics.ts";

export const ready: Scenario = {
  name: "ready",
  about:
    "A database of 1,000,000 messages in 1,000 rooms, written through the running server. Then `koine serve` until `koine ready` (every second time after a SIGKILL), and pages of 50 messages from random places of random rooms, one at a time.",
  async run(bench): Promise<Outcome> {
    const folder = await bench.newFolder();
    const rooms = bench.isQuick ? 10 : 1_000;
    const perRoom = bench.isQuick ? 200 : 1_000;
    try {
      bench.tell(`writing ${rooms * perRoom} messages`);
      await fill(bench, folder, rooms, rooms * perRoom);
      const starts = await startAgain(bench, folder);
      bench.tell("reading pages");
      const pages = await readPages(bench, folder, rooms, perRoom);
      return outcomeOf(starts, pages);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** As `durable` does; each of the connections says a little more than its share, which only makes the rooms longer. */
async function fill(
  bench: Bench,
  folder: string,
  rooms: number,
  messages: number,
): Promise<void> {
  await using server = await bench.start("koine", { folder });
  const { acknowledged } = await bench.generate({
    kind: "durable",
    driver: "koine",
    port: server.port,
    pid: server.pid,
    memoryFile: server.memoryFile,
    rooms,
    connections: 10,
    underWayEach: 64,
    textLength: 40,
    warmUpSeconds: 0,
    seconds: 240,
    messages,
  });
  if (acknowledged < messages * 0.99)
    throw new Error(
      `Only ${acknowledged} of ${messages} messages were written in time. Run it on a machine that is less busy.`,
    );
}

async function startAgain(bench: Bench, folder: string): Promise<number[]> {
  const times: number[] = [];
  for (let start = 1; start <= (bench.isQuick ? 2 : 6); start++) {
    await using server = await bench.start("koine", { folder });
    times.push(server.readyMillis);
    await server.end(start % 2 === 0 ? "SIGTERM" : "SIGKILL");
  }
  return times;
}

async function readPages(
  bench: Bench,
  folder: string,
  rooms: number,
  perRoom: number,
): Promise<PagesResult> {
  await using server = await bench.start("koine", { folder });
  return await bench.generate({
    kind: "pages",
    driver: "koine",
    port: server.port,
    pid: server.pid,
    memoryFile: server.memoryFile,
    rooms,
    // A room may have a few less than its share, since the writers are not equally fast.
    perRoom: Math.floor(perRoom / 2),
    pages: bench.isQuick ? 100 : 3_000,
    limit: 50,
  });
}

function outcomeOf(starts: readonly number[], pages: PagesResult): Outcome {
  const figure = (
    what: string,
    unit: string,
    ...values: readonly number[]
  ): Figure => ({ what, unit, values: { koine: values } });
  const { p50, p99, max } = pages.latency;
  return {
    figures: [
      figure("ready after", "ms", ...starts),
      figure("ready after, slowest", "ms", Math.max(...starts)),
      figure("page p50", "ms", p50),
      figure("page p99", "ms", p99),
      figure("page max", "ms", max),
    ],
    claims: [
      {
        what: "ready with 1,000,000 messages",
        target: "within 1 s",
        measured: `${rounded(median(starts))} ms`,
        isMet: median(starts) <= 1000,
      },
      {
        what: "a page of history, p99 of the round trip",
        target: "within 5 ms",
        measured: `${rounded(p99)} ms`,
        isMet: p99 <= 5,
      },
    ],
    notes: [
      "Ready is measured from the start of the process, Node's own start and the stripping of types included. The database is in the operating system's cache.",
      "A page's time is the round trip on loopback, the load's parsing of the answer included: in the server it is less.",
    ],
  };
}
