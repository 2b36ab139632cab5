// Runs one job in a load process of its own and returns its result.
import { fork } from "node:child_process";
import { once } from "node:events";
import type { Answer, AnyJob, ResultOf } from "./load/jobs.ts";

const load = new URL("./load/main.ts", import.meta.url);

/** @throws Error when the job failed: a connection broke, or a delivery was missing, doubled or out of order. */
export async function generate<J extends AnyJob>(
  job: J,
  signal: AbortSignal,
): Promise<ResultOf<J>> {
  const child = fork(load, {
    execArgv: ["-C", "development"],
    signal,
    killSignal: "SIGKILL",
  });
  const answered = Promise.withResolvers<Answer>();
  child.once("message", (answer) => answered.resolve(answer as Answer));
  child.once("error", answered.reject);
  child.once("exit", (code, killedBy) => {
    const how = `The load process ended (${code ?? killedBy}) without a result.`;
    const tell = (): void => answered.reject(new Error(how));
    // What it has sent may still be on its way.
    if (child.connected) child.once("disconnect", tell);
    else tell();
  });
  child.send(job);
  const answer = await answered.promise;
  if (child.exitCode === null && child.signalCode === null)
    await once(child, "exit");
  if ("ok" in answer) return answer.ok as ResultOf<J>;
  throw new Error(`${job.driver}, ${job.kind}: ${answer.failed}`, {
    cause: answer.stack,
  });
}
