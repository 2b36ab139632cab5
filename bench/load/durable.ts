// The job `durable`: how many messages a second are acknowledged, which is after their commit, and how soon.
import { cpuMicros } from "../process-figures.ts";
import { Times } from "../statistics.ts";
import { Connection } from "./connection.ts";
import { koine } from "./drivers/koine.ts";
import { inParallel } from "./in-parallel.ts";
import type { DurableJob, DurableResult } from "./jobs.ts";
import { roomTitle } from "./text.ts";
import { Writer } from "./writer.ts";

interface Mark {
  readonly time: number;
  readonly acknowledged: number;
  readonly server: number;
  readonly generator: number;
}

export async function durable(job: DurableJob): Promise<DurableResult> {
  let acknowledged = 0;
  let latencies = new Times();
  let first: Mark | undefined;
  let last: Mark | undefined;
  const mark = (time: number): Mark => ({
    time,
    acknowledged,
    server: cpuMicros(job.pid),
    generator: cpuMicros(process.pid),
  });
  let warmUntil = 0;
  let until = Infinity;

  const note = (millis: number): boolean => {
    acknowledged++;
    latencies.add(millis);
    const now = performance.now();
    if (first === undefined && now >= warmUntil) {
      first = mark(now);
      latencies = new Times();
    }
    if (now < until && acknowledged < job.messages) return true;
    last ??= mark(now);
    return false;
  };

  const writers = await inParallel(job.connections, 10, async (index) => {
    const connection = await Connection.open({
      port: job.port,
      path: koine.path(""),
      subprotocol: koine.subprotocol,
    });
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

  if (first === undefined || last === undefined)
    throw new Error("The job ended within its warm-up. Give it more messages.");
  const seconds = (last.time - first.time) / 1000;
  const count = last.acknowledged - first.acknowledged;
  return {
    acknowledged: count,
    perSecond: count / seconds,
    latency: latencies.spread(),
    cpuMicrosPerMessage: (last.server - first.server) / count,
    generatorLoad: (last.generator - first.generator) / seconds / 1e6,
  };
}

/** Each room has one writer. */
function titlesOf(writer: number, job: DurableJob): readonly string[] {
  const titles: string[] = [];
  for (let room = writer; room < job.rooms; room += job.connections)
    titles.push(roomTitle(room));
  return titles;
}
