// The job `fanout`: what a delivery costs the server, and how long it takes.
import { setTimeout as sleep } from "node:timers/promises";
import { Times } from "../statistics.ts";
import { Audience } from "./audience.ts";
import type { FanoutJob, FanoutResult } from "./jobs.ts";
import { pace } from "./pace.ts";
import { spending } from "./spent.ts";

export async function fanout(job: FanoutJob): Promise<FanoutResult> {
  const warmUp = Math.round(job.warmUpSeconds * job.perSecond);
  const measured = Math.round(job.seconds * job.perSecond);
  const audience = await Audience.open({
    ...job,
    messages: warmUp + measured,
  });
  try {
    return await Promise.race([
      measure(job, audience, warmUp, measured),
      audience.broken,
    ]);
  } finally {
    audience.end();
  }
}

async function measure(
  job: FanoutJob,
  audience: Audience,
  warmUp: number,
  measured: number,
): Promise<FanoutResult> {
  await pace(job.perSecond, warmUp, () => audience.say());
  audience.latencies = new Times();
  const spent = spending(job.pid);
  const before = audience.total;
  const dueBefore = audience.due;
  await pace(job.perSecond, measured, () => audience.say());
  await reached(audience, audience.due, job.graceSeconds);
  const deliveries = audience.total - before;
  const result = {
    deliveries,
    made: Math.min(1, deliveries / (audience.due - dueBefore)),
    latency: audience.latencies.spread(),
    spent: spent(),
  };
  if (job.mustKeepUp) {
    // What comes now would be a delivery too many.
    await sleep(100);
    audience.check();
  }
  return {
    ...result,
    cpuMicrosPerDelivery: result.spent.serverMicros / deliveries,
  };
}

/** Waits until that many deliveries are made, or the time is up. */
async function reached(
  audience: Audience,
  deliveries: number,
  seconds: number,
): Promise<void> {
  const until = performance.now() + seconds * 1000;
  while (audience.total < deliveries && performance.now() < until)
    await sleep(5);
}
