import { once } from "node:events";
import { expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { Client, doorParts, echo, open } from "./echo.ts";

const lines = () => echo("lines", { tcp: { cut: "lines", greets: false } });
const web = () =>
  echo("web", {
    webSocket: {
      mainPaths: [],
      takes: () => true,
      origin: "own",
      readsCookie: false,
    },
  });

async function enter(port: number): Promise<Client> {
  const client = new Client(port).say("hi\n");
  await client.hears("lines: hi\n");
  return client;
}

test("the end of the server is told to each in his dialect's form, and each is gone when it has ended", async () => {
  const parts = doorParts();
  const [ofLines, ofWeb] = [lines(), web()];
  const ann = await enter(await open([ofLines], parts));
  const ws = new WebSocket(`ws://127.0.0.1:${await open([ofWeb], parts)}/`);
  const told: string[] = [];
  ws.on("message", (data: Buffer) => told.push(String(data)));
  await once(ws, "open");
  const ended = once(ws, "close") as Promise<[number, Buffer]>;
  const whole = ann.whole();
  await parts.connections.close("going home", 5_000);
  expect(parts.tally.connections).toBe(0);
  expect([ofLines.ended, ofWeb.ended]).toEqual([1, 1]);
  expect(await whole).toBe("lines: hi\nlines closing going home\n");
  const [code, reason] = await ended;
  expect([code, String(reason), told]).toEqual([
    1012,
    "going home",
    ["web closing going home"],
  ]);
});

test("one who does not go when the server ends is cut", async () => {
  const parts = doorParts();
  const dialect = lines();
  await enter(await open([dialect], parts));
  // He does not end his side.
  await parts.connections.close("going home", 50);
  await expect.poll(() => dialect.ended).toBe(1);
});

test("one who comes while the server ends is told so", async () => {
  const parts = doorParts();
  const port = await open([lines()], parts);
  await parts.connections.close("going home", 50);
  expect(await new Client(port).whole()).toBe("lines closing going home\n");
});

test("who asks for nothing for long is let go, and whoever asks is not", async () => {
  const parts = doorParts();
  const port = await open([lines()], parts);
  const ann = await enter(port);
  const asked = performance.now();
  const bob = await enter(port);
  // An empty line and half a line ask for nothing.
  ann.say("\nhal");
  const cat = new Client(port);
  await once(cat.socket, "connect");
  await bob.say("again\n").hears("lines: again\n");
  const [first] = parts.connections.open;
  expect(first?.wire.lastAsked).toBeLessThanOrEqual(asked);
  await expect.poll(() => parts.connections.open.size).toBe(3);
  const bobAsked = [...parts.connections.open][1]?.wire.lastAsked ?? 0;
  // Just as long is not longer; what is a hair shorter is not rounded up.
  parts.connections.closeIdle(bobAsked + 59_999.999, 60_000);
  expect(await ann.whole()).toContain("lines closing idle for 60 seconds\n");
  await bob.say("still here\n").hears("lines: still here\n");
  expect(bob.text).not.toContain("closing");
  parts.connections.closeIdle(performance.now() + 60_001, 60_000);
  expect(await cat.whole()).toBe("lines closing idle for 60 seconds\n");
});

test("one who is told to go is told once", async () => {
  const parts = doorParts();
  const ann = await enter(await open([lines()], parts));
  const [connection] = parts.connections.open;
  if (connection === undefined) throw new Error("It is open.");
  const close = vi.spyOn(connection.conversation, "close");
  for (const text of ["first", "second"])
    parts.connections.end(connection, { code: 1000, text });
  parts.connections.closeIdle(performance.now() + 2_000, 1_000);
  expect(await ann.whole()).toBe("lines: hi\nlines closing first\n");
  expect(close).toHaveBeenCalledTimes(1);
});

test("with a limit on idleness it is looked at by itself", async () => {
  const parts = doorParts({ idleSeconds: 1 });
  const ann = await enter(await open([lines()], parts));
  expect(await ann.whole()).toContain("idle for 1 seconds");
});
