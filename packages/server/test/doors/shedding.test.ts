import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { memoryProbe, Shedding, toLetGo } from "../../src/doors/shedding.ts";
import { Frame } from "../../src/lib/frame.ts";
import { Client, doorParts, echo, open } from "./echo.ts";

const webSocket = {
  mainPaths: [],
  takes: () => true,
  origin: "own",
  readsCookie: false,
} as const;
const dialect = () => echo("lines", { tcp: { cut: "lines", greets: false } });

function shedding() {
  const parts = doorParts();
  const told: string[] = [];
  const memory = { share: 0.5 };
  const { connections } = parts;
  const it = new Shedding({
    connections,
    probe: () => memory.share,
    tell: (text) => told.push(text),
  });
  onTestFinished(() => it.stop());
  return { parts, told, memory, it, connections };
}

async function enter(port: number): Promise<Client> {
  const client = new Client(port).say("hi\n");
  await client.hears("lines: hi\n");
  return client;
}

test("newcomers are refused while memory is short, and who is there stays", async () => {
  const { parts, told, memory, it } = shedding();
  const port = await open([dialect()], parts);
  const web = await open([echo("web", { webSocket })], parts);
  const ann = await enter(port);
  memory.share = 0.86;
  it.round();
  expect(await new Client(port).whole()).toBe(
    "lines keeps out: The server is short of memory. Come back in a minute.\n",
  );
  const ws = new WebSocket(`ws://127.0.0.1:${web}/`);
  ws.on("error", () => undefined);
  const [, response] = (await once(ws, "unexpected-response")) as [
    unknown,
    { statusCode: number },
  ];
  expect(response.statusCode).toBe(503);
  ws.terminate();
  await ann.say("still here\n").hears("lines: still here\n");
  it.round();
  memory.share = 0.85;
  it.round();
  await enter(port);
  expect(told).toEqual([
    "86 % of the memory is in use: newcomers are refused",
    "there is memory again: newcomers are welcome",
  ]);
});

test("when it is very short one who lags goes first, and then the longest idle, with a reason", async () => {
  const { parts, told, memory, it, connections } = shedding();
  const port = await open([dialect()], parts);
  const ann = await enter(port);
  const bob = await enter(port);
  const cat = await enter(port);
  await ann.say("again\n").hears("lines: again\n");
  const wire = [...connections.open][2]?.wire;
  cat.socket.pause();
  while (wire?.isLagging === false) {
    wire.sendAlone(new Frame("x".repeat(1_000_000)));
    await new Promise(setImmediate);
  }
  memory.share = 0.93;
  it.round();
  expect([...connections.open].map((one) => one.wire)).not.toContain(wire);
  expect(connections.open.size).toBe(2);
  cat.socket.resume();
  expect(
    (await cat.whole()).endsWith(
      "lines closing the server is short of memory; come back in a minute\n",
    ),
  ).toBe(true);
  it.round();
  expect(await bob.whole()).toContain("come back in a minute");
  expect(ann.text).not.toContain("closing");
  expect(told.slice(1)).toEqual([
    "93 % of the memory is in use: 1 of 3 connections were let go",
    "93 % of the memory is in use: 1 of 2 connections were let go",
  ]);
});

const wire = (lastAsked: number, laggingSince?: number) => ({
  wire: { lastAsked, laggingSince },
});

test("the longest lagging go first, then the longest idle", () => {
  const all = [wire(100), wire(50), wire(999, 900), wire(1, 950), wire(70)];
  const order = toLetGo(Array.from({ length: 10 }, () => all).flat(), 1_000);
  expect(order).toEqual([all[2]]);
  const many = Array.from({ length: 50 }, (_, n) => wire(n));
  expect(toLetGo([...many, ...all], 1_000)).toEqual([all[2]]);
  const [, , , fourth] = all;
  const more = Array.from({ length: 95 }, (_, n) => wire(n + 10));
  expect(toLetGo([...more, ...all], 1_000)).toEqual([all[2], fourth]);
});

test.each([
  [0, 0],
  [1, 1],
  [49, 1],
  [100, 2],
  [10_000, 200],
])("of %i a round lets go of %i", (count, chosen) => {
  const all = Array.from({ length: count }, (_, n) => wire(n));
  expect(toLetGo(all, count)).toEqual(all.slice(0, chosen));
});

test("the memory in use is a share of what there is", () => {
  expect(memoryProbe(Infinity)()).toBeGreaterThanOrEqual(0);
  expect(memoryProbe(Infinity)()).toBeLessThan(1);
  const { rss } = process.memoryUsage();
  expect(memoryProbe(rss / 2)()).toBeCloseTo(2, 0);
});
