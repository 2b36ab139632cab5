// The scenario `unread`: how soon someone who is in many rooms knows what is unread in each of them.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Bench, Figure, Outcome, Scenario } from "../bench.ts";
import { fillUnread, type Filled } from "../fill-unread.ts";
import type { UnreadResult } from "../load/jobs.ts";
import { rounded } from "../report.ts";

const millisMost = 10;

export const unread: Scenario = {
  name: "unread",
  about:
    "A person who is a member of 500 rooms with 1,000 messages each, 20 of which mention him or everyone in the room; more is unread in one than in the other. `memberships` on one connection, 100 times, one after the other: all his rooms in one answer. The rows are written straight into a database that the server has made.",
  async run(bench): Promise<Outcome> {
    return outcomeOf(await runUnread(bench));
  },
};

/** `expected`: what is to be told of what was filled in, if it is not that. */
export async function runUnread(
  bench: Bench,
  expected = (filled: Filled): Filled => filled,
): Promise<UnreadResult> {
  const folder = await bench.newFolder();
  const [rooms, messages, calls] = bench.isQuick
    ? [20, 400, 5]
    : [500, 1_000, 100];
  try {
    bench.tell(`filling in ${rooms * messages} messages`);
    // Makes the database.
    await (await bench.start("koine", { folder })).end();
    const file = join(folder, "data/koine.db");
    const filled = expected(fillUnread(file, rooms, messages));
    await using server = await bench.start("koine", { folder });
    const { port, pid, memoryFile } = server;
    const driver = "koine";
    const job = { kind: "unread", driver, port, pid, memoryFile } as const;
    return await bench.generate({ ...job, calls, rooms, ...filled });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function outcomeOf({
  latency,
  bytes,
  cpuMicrosPerCall,
  spent,
}: UnreadResult): Outcome {
  const figure = (what: string, unit: string, value: number): Figure => ({
    what,
    unit,
    values: { koine: [value] },
  });
  return {
    figures: [
      figure("round trip p50", "ms", latency.p50),
      figure("round trip, longest", "ms", latency.max),
      figure("CPU a call", "ms", cpuMicrosPerCall / 1000),
      figure("answer", "KB", bytes / 1000),
      figure("CPU of everything else", "cores", spent.othersLoad),
    ],
    claims: [
      {
        what: "what is unread in 500 rooms, median of the round trip",
        target: `under ${millisMost} ms`,
        measured: `${rounded(latency.p50)} ms`,
        isMet: latency.p50 < millisMost,
      },
    ],
    notes: [
      "The round trip is on loopback, the load's parsing of the answer included. The database is in the operating system's cache.",
    ],
  };
}
