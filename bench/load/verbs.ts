// The job `verbs`: what one call of each verb costs the server in a big room, with all that it causes there.
import { setTimeout as sleep } from "node:timers/promises";
import { Times } from "../statistics.ts";
import { inParallel } from "./in-parallel.ts";
import type { VerbResult, VerbsJob, VerbsResult } from "./jobs.ts";
import { spending } from "./spent.ts";
import { verbs as all, type VerbName } from "./verbs/index.ts";
import { Stage } from "./verbs/stage.ts";
import type { Call, Verb } from "./verbs/verb.ts";

/** Of the calls, those that only warm up, those with pauses between them, and those that are made one by one. */
const warmUpPart = 0.05;
const apartPart = 0.05;
const onePart = 0.25;
/** Everything that a call causes has been told by then, save what is told together. */
const pauseMillis = 50;
/** Of what is due to the members; a notice for one who lags is not kept. */
const toldLeast = 0.99;

export async function verbs(job: VerbsJob): Promise<VerbsResult> {
  const stage = await Stage.open({ ...job, outsiders: job.calls });
  try {
    await stage.say(200);
    await stage.settled();
    const idle = spending(job.pid);
    await sleep(job.idleSeconds * 1000);
    const { serverLoad } = idle();
    const results: VerbResult[] = [];
    for (const name of job.verbs) results.push(await measure(job, stage, name));
    return { verbs: results, idleLoad: serverLoad };
  } finally {
    stage.end();
  }
}

async function measure(
  job: VerbsJob,
  stage: Stage,
  name: VerbName,
): Promise<VerbResult> {
  const verb = all[name];
  const calls = Math.min(job.calls, verb.most?.(stage) ?? Infinity);
  const call = await verb.prepare(stage, calls);
  await stage.settled(verb.settleMillis);
  const warmUp = Math.ceil(calls * warmUpPart);
  const aparts = Math.ceil(calls * apartPart);
  const ones = Math.ceil(calls * onePart);
  const next = counting(call);
  await oneByOne(warmUp, next);
  await stage.settled(verb.settleMillis);
  const apart = await phase(job, stage, name, aparts, () =>
    oneByOne(aparts, async () => {
      await next();
      await sleep(pauseMillis);
    }),
  );
  const latencies = new Times();
  const alone = await phase(job, stage, name, ones, () =>
    oneByOne(ones, next, latencies),
  );
  const rest = calls - warmUp - aparts - ones;
  const together = await phase(job, stage, name, rest, async () => {
    await inParallel(rest, job.atOnce, next);
  });
  await verb.restore?.(stage);
  return { name, apart, alone, together, latency: latencies.spread() };
}

/** Calls it with 0, 1, 2 … whoever asks. */
function counting(call: Call): () => Promise<unknown> {
  let n = 0;
  return () => call(n++);
}

async function phase(
  { pid }: VerbsJob,
  stage: Stage,
  name: VerbName,
  calls: number,
  run: () => Promise<void>,
): Promise<VerbResult["alone"]> {
  const verb = all[name];
  const before = stage.heard;
  const spent = spending(pid);
  await run();
  await stage.settled(verb.settleMillis);
  const ended = spent();
  const told = (stage.heard - before) / calls;
  mustBeTold(name, verb, stage, told);
  return { calls, told, cpuMicros: ended.serverMicros / calls, spent: ended };
}

/** @throws Error when members were not told, or told what they were not to be. */
function mustBeTold(
  name: VerbName,
  verb: Verb,
  stage: Stage,
  told: number,
): void {
  const due = verb.told === "some" ? undefined : verb.told(stage);
  const isRight =
    due === undefined ? told > 0 : told >= due * toldLeast && told <= due;
  if (!isRight)
    throw new Error(
      `A call of ${name} was told to ${told} members, not to ${due ?? "some"}.`,
    );
}

/** The next when the one before is answered. */
async function oneByOne(
  count: number,
  call: () => Promise<unknown>,
  latencies = new Times(),
): Promise<void> {
  for (let done = 0; done < count; done++) {
    const asked = performance.now();
    await call();
    latencies.add(performance.now() - asked);
  }
}
