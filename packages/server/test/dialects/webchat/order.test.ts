// Clients that poll, whom nobody can tell anything before they ask: whoever is put out is told at his next poll.
import { expect, test } from "vitest";
import { ask, LOBBY } from "../speakers/native.ts";
import { ban, enterOwner } from "../speakers/owner.ts";
import { startServer } from "../../support/server.ts";
import { pollers } from "./poller.ts";

const REASON = `<b>"spam"</b> & ${"漢".repeat(180)}`;

const WHEN = [
  ["polls", true],
  ["is between two polls", false],
] as const;
const cases = pollers.flatMap(([protocol, open]) =>
  WHEN.map(([when, isPolling]) => ({ protocol, open, when, isPolling })),
);

test.each(cases)(
  "a client of $protocol that $when when it is banned is out at once, and told so",
  async ({ open, isPolling }) => {
    const server = await startServer();
    const owner = await enterOwner(server);
    const cat = await open(server);
    await cat.poll();
    await cat.post("connected", { username: "cat", password: "" });
    await owner.seesJoin("cat");
    const polling = isPolling ? cat.poll() : undefined;
    await ban(owner, { who: "cat", reason: REASON });
    await owner.seesLeave("cat");
    const { messages, isOver } = await (polling ?? cat.poll());
    expect(messages.at(-1)?.from_user).toBe("*");
    expect(messages.at(-1)?.text).toContain(
      `banned from this chat for good: ${REASON}`,
    );
    if (!isOver) expect((await cat.poll()).messages).toEqual([]);
    expect(await cat.post("message", { message: "hello?" })).not.toBe(200);
    await ask(owner, "say", { room: LOBBY, text: "all is well" });
    await owner.hears("all is well");
    expect(owner.heard()).toHaveLength(1);
  },
);

test.each(pollers)(
  "a client of %s that never polls again is out all the same",
  async (_, open) => {
    const server = await startServer();
    const owner = await enterOwner(server);
    const cat = await open(server);
    await cat.poll();
    await cat.post("connected", { username: "cat", password: "" });
    await owner.seesJoin("cat");
    await ban(owner, { who: "cat" });
    await owner.seesLeave("cat");
    const { members } = await ask(owner, "members", { room: LOBBY });
    expect(JSON.stringify(members)).not.toContain('"cat"');
  },
);
