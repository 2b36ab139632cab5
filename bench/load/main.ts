// The load's own process: takes one job from its parent, does it, answers, and ends.
import { durable } from "./durable.ts";
import { fanout } from "./fanout.ts";
import { idle } from "./idle.ts";
import { joins } from "./joins.ts";
import type { Answer, AnyJob } from "./jobs.ts";
import { pages } from "./pages.ts";
import { stalled } from "./stalled.ts";
import { unread } from "./unread.ts";
import { verbs } from "./verbs.ts";

function run(job: AnyJob): Promise<unknown> {
  switch (job.kind) {
    case "fanout":
      return fanout(job);
    case "durable":
      return durable(job);
    case "idle":
      return idle(job);
    case "stalled":
      return stalled(job);
    case "pages":
      return pages(job);
    case "verbs":
      return verbs(job);
    case "joins":
      return joins(job);
    case "unread":
      return unread(job);
  }
}

async function answer(job: AnyJob): Promise<Answer> {
  try {
    return { ok: await run(job) };
  } catch (error) {
    const { message, stack } = error as Error;
    return { failed: message, stack: stack ?? "" };
  }
}

// A load without a parent has nobody to answer to.
process.once("disconnect", () => process.exit(1));
process.once("message", (job: AnyJob) => {
  void answer(job).then((result) => {
    process.send?.(result, () => process.exit(0));
  });
});
