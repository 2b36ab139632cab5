// The job `joins`: what it costs the server when many come into one room at once, with all that they are told of each other.
import { setTimeout as sleep } from "node:timers/promises";
import { come } from "./driver.ts";
import { driverOf } from "./drivers/index.ts";
import { comeToRiftChat } from "./drivers/riftchat.ts";
import type { JoinsJob, JoinsResult } from "./jobs.ts";
import { pace } from "./pace.ts";
import { Person } from "./person.ts";
import { spending } from "./spent.ts";

const room = "bench";
const patienceMillis = 60_000;

/** One who is in. */
interface Comer {
  onRead: () => void;
  onBroken: (error: Error) => void;
  end(): void;
}

export async function joins(job: JoinsJob): Promise<JoinsResult> {
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined);
  let readAt = 0;
  const enter = async (index: number): Promise<Comer> => {
    const comer = await comeIn(job, `comer${index}`);
    readAt = performance.now();
    comer.onRead = () => (readAt = performance.now());
    comer.onBroken = broken.reject;
    return comer;
  };
  const spent = spending(job.pid);
  const begun = performance.now();
  const coming: Promise<Comer>[] = [];
  await pace(job.clients / job.seconds, job.clients, (index) => {
    const comer = enter(index);
    // Waited for below; it may fail earlier.
    comer.catch(() => undefined);
    coming.push(comer);
  });
  const all = await Promise.all(coming);
  const inMillis = performance.now() - begun;
  await Promise.race([broken.promise, quiet(() => readAt, job.quietMillis)]);
  const ended = spent();
  await mustBeIn(job);
  for (const comer of all) comer.end();
  return {
    inMillis,
    cpuMicrosPerJoin: ended.serverMicros / job.clients,
    spent: ended,
  };
}

async function comeIn({ door, port }: JoinsJob, name: string): Promise<Comer> {
  if (door === "riftchat") return comeToRiftChat(port);
  const driver = driverOf(door);
  const { connection } = await come(driver, { port, name, room });
  connection.onText = (bytes, start) =>
    driver.answer?.(connection, bytes, start);
  return connection;
}

/** Until nobody has been told anything for a while. */
async function quiet(lastAt: () => number, quietMillis: number): Promise<void> {
  const until = performance.now() + patienceMillis;
  while (performance.now() < lastAt() + quietMillis) {
    if (performance.now() > until)
      throw new Error("The clients were told something for a minute.");
    await sleep(20);
  }
}

/** That the room has them all, as the native door shows it. */
async function mustBeIn(job: JoinsJob): Promise<void> {
  const person = await Person.come(job.mainPort, { name: "onlooker" });
  const { count } = await person.ask<{ count: number }>({
    do: "join",
    room: job.isInLobby ? "Free Chat" : room,
  });
  person.end();
  const due = job.areOne ? 2 : job.clients + 1;
  if (count !== due)
    throw new Error(`There are ${count} people in the room, not ${due}.`);
}
