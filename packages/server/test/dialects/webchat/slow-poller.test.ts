// A polling client that stays away for a while: it is owed a bounded amount, and misses nothing.
import { onTestFinished, expect, test, vi } from "vitest";
import { startServer } from "../../support/server.ts";
import { Held } from "../../../src/wires/socket-io/held.ts";
import { pollers } from "./poller.ts";
import { world } from "./raw-09.ts";

const LINES = 600;
const text = "x".repeat(4_000 - 5);
/** What one holds, and a page of the log in frames. */
const MOST = 64 * 1024 + 256 * 4_200;

test.each(pollers)(
  "a poller of %s that stays away hears it all when it comes back",
  { timeout: 60_000 },
  async (_, open) => {
    let most = 0;
    const add = Held.prototype.add;
    const spy = vi.spyOn(Held.prototype, "add");
    spy.mockImplementation(function (this: Held, frames, taken) {
      add.call(this, frames, taken);
      most = Math.max(most, this.beyond);
    });
    onTestFinished(() => spy.mockRestore());
    const server = await startServer();
    const { native } = await world(server);
    const ann = await open(server);
    await ann.poll();
    await ann.post("connected", { username: "ann", password: "" });
    await native.until(() => native.told.some(({ ev }) => ev === "joined"));
    const say = (n: number) =>
      native.must("say", {
        room: "Free Chat",
        text: `${String(n).padStart(4, "0")} ${text}`,
      });
    const all = Array.from({ length: LINES }, (_value, n) => n);
    while (all.length > 0) await Promise.all(all.splice(0, 100).map(say));
    expect(most).toBeGreaterThan(0);
    const heard: number[] = [];
    while (heard.length < LINES)
      for (const message of (await ann.poll()).messages)
        heard.push(Number(message.text.slice(0, 4)));
    expect(heard).toEqual(Array.from({ length: LINES }, (_value, n) => n));
    expect(most).toBeLessThan(MOST);
  },
);
