// The job `idle`: what a connection that does nothing costs in memory, as a slope between numbers of them.
import { setTimeout as sleep } from "node:timers/promises";
import { residentBytes } from "../process-figures.ts";
import type { Connection } from "./connection.ts";
import { come, type Driver } from "./driver.ts";
import { driverOf } from "./drivers/index.ts";
import { inParallel } from "./in-parallel.ts";
import type { IdleJob, IdleResult, IdleStep } from "./jobs.ts";
import { memoryInUse, memoryOf } from "./memory.ts";
import { roomTitle } from "./text.ts";

/** Memory has settled when it moved by less than this share in this time. */
const stillShare = 0.001;
const stillSeconds = 3;

export async function idle(job: IdleJob): Promise<IdleResult> {
  const driver = driverOf(job.driver);
  const connections: Connection[] = [];
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined);
  const steps: IdleStep[] = [];
  let connecting = 0;
  const inUseBefore = await memoryInUse(job);
  for (const count of job.steps) {
    const from = connections.length;
    const begun = performance.now();
    const more = await inParallel(count - from, 100, (index) =>
      open(job, driver, from + index, broken.reject),
    );
    connecting += performance.now() - begun;
    connections.push(...more);
    await Promise.race([settled(job), broken.promise]);
    steps.push({
      connections: count,
      resident: residentBytes(job.pid),
      usage: await memoryOf(job),
    });
  }
  const inUse = (await memoryInUse(job)) - inUseBefore;
  for (const connection of connections) connection.end();
  return {
    steps,
    inUseEach: inUse / connections.length,
    connectedPerSecond: (connections.length / connecting) * 1000,
  };
}

async function open(
  job: IdleJob,
  driver: Driver,
  index: number,
  broken: (error: Error) => void,
): Promise<Connection> {
  const title = roomTitle(index % job.rooms);
  const { connection } = await come(driver, {
    port: job.port,
    name: `idler${index}`,
    room: title,
  });
  connection.onBroken = broken;
  connection.onText = (bytes, start) =>
    driver.answer?.(connection, bytes, start);
  return connection;
}

async function settled(job: IdleJob): Promise<void> {
  const until = performance.now() + job.settleSeconds * 1000;
  let last = residentBytes(job.pid);
  let still = 0;
  while (still < stillSeconds && performance.now() < until) {
    await sleep(1000);
    const now = residentBytes(job.pid);
    still = Math.abs(now - last) < last * stillShare ? still + 1 : 0;
    last = now;
  }
}
