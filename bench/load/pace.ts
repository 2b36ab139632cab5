// The open loop: things happen at a fixed rate whatever the server does.
import { setTimeout as sleep } from "node:timers/promises";

/** Calls `each` `count` times, `perSecond` a second, with 0, 1, 2 …; what is due late is made up for at once. */
export async function pace(
  perSecond: number,
  count: number,
  each: (index: number) => void,
): Promise<void> {
  const start = performance.now();
  for (let done = 0; done < count;) {
    const elapsed = performance.now() - start;
    const due = Math.min(count, Math.floor((elapsed * perSecond) / 1000) + 1);
    while (done < due) each(done++);
    await sleep(1);
  }
}
