// The job `pages`: pages of history from anywhere in rooms that are full already, asked for one at a time.
import { Times } from "../statistics.ts";
import { openKoine, request } from "./drivers/koine.ts";
import type { PagesJob, PagesResult } from "./jobs.ts";
import { roomTitle } from "./text.ts";

export async function pages(job: PagesJob): Promise<PagesResult> {
  const connection = await openKoine(job.port);
  await request(connection, { do: "hello", name: "reader" });
  const latencies = new Times();
  for (let page = 0; page < job.pages; page++) {
    const room = roomTitle(Math.floor(Math.random() * job.rooms));
    const before = 2 + Math.floor(Math.random() * (job.perRoom - 1));
    const asked = performance.now();
    const { entries } = await request<{ entries: { seq: number }[] }>(
      connection,
      { do: "history", room, before, limit: job.limit },
    );
    latencies.add(performance.now() - asked);
    checkPage(entries, before, job.limit, room);
  }
  connection.end();
  return { latency: latencies.spread() };
}

function checkPage(
  entries: readonly { readonly seq: number }[],
  before: number,
  limit: number,
  room: string,
): void {
  const first = Math.max(1, before - limit);
  const isWhole =
    entries.length === before - first &&
    entries.every(({ seq }, index) => seq === first + index);
  if (!isWhole)
    throw new Error(
      `The page of ${room} before ${before} is not entries ${first} to ${before - 1}.`,
    );
}
