// The job `stalled`: one member stops reading while the room goes on at full speed, and later reads again.
import { setTimeout as sleep } from "node:timers/promises";
import { bytesInKernel, residentBytes } from "../process-figures.ts";
import { median, Times } from "../statistics.ts";
import { Audience, type Member } from "./audience.ts";
import type { StalledJob, StalledPhase, StalledResult } from "./jobs.ts";
import { memoryInUse } from "./memory.ts";
import { pace } from "./pace.ts";
import { spending } from "./spent.ts";

const watched = 1;
/** Half seconds that the stop may last longer at most: what is owed in all stays within what a cursor may lie behind. */
const mostLonger = 14;

export async function stalled(job: StalledJob): Promise<StalledResult> {
  const seconds =
    job.warmUpSeconds +
    job.beforeSeconds +
    job.stalledSeconds +
    job.afterSeconds;
  const audience = await Audience.open({
    ...job,
    messages: Math.ceil((seconds + mostLonger / 2) * job.perSecond),
    watched,
  });
  const member = audience.members[watched];
  if (member === undefined)
    throw new Error("A stalled room needs at least two members.");
  try {
    return await Promise.race([
      measure(job, audience, member),
      audience.broken,
    ]);
  } finally {
    audience.end();
  }
}

async function measure(
  job: StalledJob,
  audience: Audience,
  member: Member,
): Promise<StalledResult> {
  await pace(job.perSecond, job.warmUpSeconds * job.perSecond, () =>
    audience.say(),
  );
  const before = await phase(job, audience, member, job.beforeSeconds);

  member.connection.pause();
  const during = await phase(job, audience, member, job.stalledSeconds);
  const held = (): number => bytesInKernel(member.connection.localPort ?? 0);
  const owed = (): number => audience.said - member.count;
  const { leastInLog } = job;
  for (let longer = 0; longer < mostLonger; longer++) {
    if (leastInLog === undefined) break;
    if (owed() * job.textLength >= held() + leastInLog) break;
    await pace(job.perSecond, job.perSecond / 2, () => audience.say());
  }
  const owedMessages = owed();
  const heldByKernel = held();
  const bytesBefore = member.bytes;
  const resumed = performance.now();
  member.connection.resume();

  const caughtUp = untilNothingOwed(job, audience, member);
  const after = await phase(job, audience, member, job.afterSeconds);
  const caughtUpAt = await caughtUp;
  await upTo(job.graceSeconds, () => audience.total >= audience.due);
  // What comes now would be a delivery too many.
  await sleep(100);
  audience.check();
  const bytesEach =
    (member.bytes - bytesBefore) /
    (owedMessages + job.afterSeconds * job.perSecond);
  return {
    before,
    during,
    after,
    owedMessages,
    owedBytes: Math.round(owedMessages * bytesEach),
    heldByKernel,
    caughtUpMillis: caughtUpAt - resumed,
  };
}

async function phase(
  job: StalledJob,
  audience: Audience,
  member: Member,
  seconds: number,
): Promise<StalledPhase> {
  audience.latencies = new Times();
  const spent = spending(job.pid);
  const resident = [residentBytes(job.pid)];
  const sampling = setInterval(
    () => resident.push(residentBytes(job.pid)),
    250,
  );
  try {
    await pace(job.perSecond, seconds * job.perSecond, () => audience.say());
  } finally {
    clearInterval(sampling);
  }
  const result = { latency: audience.latencies.spread(), spent: spent() };
  // What is on its way to the others is not what the stopped one is owed.
  const others = audience.members.length - 1;
  await upTo(
    job.graceSeconds,
    () => audience.total - member.count >= audience.said * others,
  );
  return {
    ...result,
    residentMedian: median(resident),
    residentMax: Math.max(...resident),
    live: await memoryInUse(job),
  };
}

/** When the member had everything said so far but the last tenth of a second. */
async function untilNothingOwed(
  job: StalledJob,
  audience: Audience,
  member: Member,
): Promise<number> {
  const until =
    performance.now() + (job.afterSeconds + job.graceSeconds) * 1000;
  while (audience.said - member.count > job.perSecond / 10) {
    if (performance.now() > until) return Infinity;
    await sleep(10);
  }
  return performance.now();
}

/** Waits until it is so, or the time is up. */
async function upTo(seconds: number, isSo: () => boolean): Promise<void> {
  const until = performance.now() + seconds * 1000;
  while (!isSo() && performance.now() < until) await sleep(10);
}
