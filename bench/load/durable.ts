// The job `durable`: how many messages a second are acknowledged, which is after their commit, and how soon.
import { Times } from "../statistics.ts";
import { openKoine } from "./drivers/koine.ts";
import { inParallel } from "./in-parallel.ts";
import type { DurableJob, DurableResult } from "./jobs.ts";
import { spending, type Spent } from "./spent.ts";
import { roomTitle } from "./text.ts";
import { Writer } from "./writer.ts";

export async function durable(job: DurableJob): Promise<DurableResult> {
  let acknowledged = 0;
  let latencies = new Times();
  let acknowledgedWarm = 0;
  let spent: (() => Spent) | undefined;
  let result: DurableResult | undefined;
  let warmUntil = 0;
  let until = Infinity;

  const note = (millis: number): boolean => {
    acknowledged++;
    latencies.add(millis);
    const now = performance.now();
    if (spent === undefined && now >= warmUntil) {
      spent = spending(job.pid);
      acknowledgedWarm = acknowledged;
      latencies = new Times();
    }
    if (now < until && acknowledged < job.messages) return true;
    if (spent !== undefined)
      result ??= resultOf(acknowledged - acknowledgedWarm, spent(), latencies);
    return false;
  };

  const writers = await inParallel(job.connections, 10, async (index) => {
    const connection = await openKoine(job.port);
    return Writer.enter(connection, {
      name: `writer-${index}`,
      titles: titlesOf(index, job),
      underWay: job.underWayEach,
      textLength: job.textLength,
      acknowledged: note,
    });
  });

  warmUntil = performance.now() + job.warmUpSeconds * 1000;
  until = warmUntil + job.seconds * 1000;
  for (const writer of writers) writer.begin();
  await Promise.all(writers.map((writer) => writer.done));
  await Promise.all(writers.map((writer) => writer.check()));

  if (result === undefined)
    throw new Error("The job ended within its warm-up. Give it more messages.");
  return result;
}

function resultOf(
  acknowledged: number,
  spent: Spent,
  latencies: Times,
): DurableResult {
  return {
    acknowledged,
    perSecond: (acknowledged / spent.millis) * 1000,
    latency: latencies.spread(),
    cpuMicrosPerMessage: spent.serverMicros / acknowledged,
    spent,
  };
}

/** Each room has one writer. */
function titlesOf(writer: number, job: DurableJob): readonly string[] {
  const titles: string[] = [];
  for (let room = writer; room < job.rooms; room += job.connections)
    titles.push(roomTitle(room));
  return titles;
}
