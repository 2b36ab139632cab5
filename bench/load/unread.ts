// The job `unread`: how soon someone who is in many rooms knows what is unread in each.
import { Times } from "../statistics.ts";
import { openKoine, request } from "./drivers/koine.ts";
import type { UnreadJob, UnreadResult } from "./jobs.ts";
import { spending } from "./spent.ts";

interface Standing {
  readonly unread: number;
  readonly mentions: number;
}

export async function unread(job: UnreadJob): Promise<UnreadResult> {
  const connection = await openKoine(job.port);
  await request(connection, { do: "hello", token: job.token });
  const latencies = new Times();
  let bytes = 0;
  const spent = spending(job.pid);
  for (let call = 0; call < job.calls; call++) {
    const asked = performance.now();
    const { rooms } = await request<{ rooms: readonly Standing[] }>(
      connection,
      { do: "memberships" },
    );
    latencies.add(performance.now() - asked);
    bytes = JSON.stringify(rooms).length;
    check(job, rooms);
  }
  const ended = spent();
  connection.end();
  return {
    latency: latencies.spread(),
    bytes,
    cpuMicrosPerCall: ended.serverMicros / job.calls,
    spent: ended,
  };
}

function check(job: UnreadJob, rooms: readonly Standing[]): void {
  const sum = (of: (room: Standing) => number): number =>
    rooms.reduce((all, room) => all + of(room), 0);
  const told = {
    rooms: rooms.length,
    unread: sum((room) => room.unread),
    mentions: sum((room) => room.mentions),
  };
  for (const what of ["rooms", "unread", "mentions"] as const)
    if (told[what] !== job[what])
      throw new Error(`${what}: ${told[what]} are told, not ${job[what]}.`);
}
