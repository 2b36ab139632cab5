// The scenario `size`: what a server with much on the disk and nobody connected takes, in time to be ready and in memory.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Bench, Figure, Outcome, Scenario } from "../bench.ts";
import { fill } from "../fill.ts";
import { residentBytes, residentOfFiles } from "../process-figures.ts";
import { rounded } from "../report.ts";
import type { ServerProcess } from "../server-process.ts";
import { median } from "../statistics.ts";

const settleMillis = 3_000;
const healthCalls = 10;

interface Measured {
  readonly readyMillis: number;
  /** Bytes, when it has been ready for a while, and after some signs of life were asked for. */
  readonly resident: number;
  readonly ofFiles: number;
  readonly afterHealth: number;
}

export const size: Scenario = {
  name: "size",
  about:
    "A database of 100,000 rooms with an entry each and 100,000 accounts, on SQLite. `koine serve` until `koine ready`; nobody connects. Resident memory (VmRSS) after 3 s, and again 1 s after ten calls of `/healthz`.",
  async run(bench): Promise<Outcome> {
    const folder = await bench.newFolder();
    const count = bench.isQuick ? 500 : 100_000;
    try {
      bench.tell(`filling in ${count} rooms and accounts`);
      // Makes the database.
      await (await bench.start("koine", { folder })).end();
      fill(join(folder, "data/koine.db"), count, count);
      const starts: Measured[] = [];
      for (let start = 1; start <= (bench.isQuick ? 1 : 5); start++)
        starts.push(await measure(bench, folder));
      return outcomeOf(starts);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function measure(bench: Bench, folder: string): Promise<Measured> {
  await using server = await bench.start("koine", { folder });
  const { pid, readyMillis } = server;
  await setTimeout(bench.isQuick ? 0 : settleMillis);
  const resident = residentBytes(pid);
  const ofFiles = residentOfFiles(pid);
  for (let call = 0; call < healthCalls; call++) await ask(server, "/healthz");
  await setTimeout(bench.isQuick ? 0 : 1_000);
  const afterHealth = residentBytes(pid);
  await mustShowRooms(server);
  return { readyMillis, resident, ofFiles, afterHealth };
}

/** That they are there, as the server sees it. */
async function mustShowRooms(server: ServerProcess): Promise<void> {
  const hello = await ask(server, "/api/hello", { name: "ann" });
  const { token } = (await hello.json()) as { readonly token: string };
  const listed = await ask(server, "/api/rooms", { limit: 100 }, token);
  const { rooms } = (await listed.json()) as { readonly rooms: unknown[] };
  if (rooms.length !== 100)
    throw new Error(`The server lists ${rooms.length} rooms, not 100.`);
}

async function ask(
  { port }: ServerProcess,
  path: string,
  body?: object,
  token = "",
): Promise<Response> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    ...(body && { method: "POST", body: JSON.stringify(body) }),
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${token}`,
    },
  });
  if (!response.ok)
    throw new Error(`${path} was answered with ${await response.text()}`);
  return response;
}

function outcomeOf(starts: readonly Measured[]): Outcome {
  const figure = (
    what: string,
    unit: string,
    of: (measured: Measured) => number,
  ): Figure => ({ what, unit, values: { koine: starts.map(of) } });
  const ready = median(starts.map(({ readyMillis }) => readyMillis));
  const most = Math.max(
    ...starts.flatMap(({ resident, afterHealth }) => [resident, afterHealth]),
  );
  return {
    figures: [
      figure("ready after", "ms", (m) => m.readyMillis),
      figure("resident memory", "MB", (m) => m.resident / 1e6),
      figure("of it pages of program files", "MB", (m) => m.ofFiles / 1e6),
      figure("after calls of /healthz", "MB", (m) => m.afterHealth / 1e6),
    ],
    claims: [
      {
        what: "ready with 100,000 rooms and 100,000 accounts",
        target: "within 1 s",
        measured: `${rounded(ready)} ms`,
        isMet: ready <= 1_000,
      },
      {
        what: "resident memory with nobody connected, the most of all starts",
        target: "under 150 MB",
        measured: `${rounded(most / 1e6)} MB`,
        isMet: most < 150e6,
      },
    ],
    notes: [
      "Ready is measured from the start of the process, Node's own start included. Code that Node keeps compiled is there from the start before, as `npm start` sees to.",
      "Pages of program files, most of them Node's own, are shared with other processes that run them.",
    ],
  };
}
