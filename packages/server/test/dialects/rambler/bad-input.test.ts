import { describe, expect, test } from "vitest";
import { defaultLimits } from "../../../src/core/limits.ts";
import { startServer } from "../../support/server.ts";
import { arrive, connect, enter, greeting, wires } from "./client.ts";

const unreadable = {
  WebSocket: "SERVER:Binary frames are not read. Send text.",
  TCP: "SERVER:This is not UTF-8. Send UTF-8 text.",
};

const nonsense = [
  "#constructor",
  "#__proto__ x",
  `#${"x".repeat(30_000)}`,
  `#join room ${"x".repeat(30_000)}`,
  `#join room ${"x ".repeat(15_000)}`,
  `#left room ${"' ".repeat(15_000)}`,
  `#change nick ${'"'.repeat(30_000)}`,
  `#change nick ${'"'.repeat(30_000)} x`,
  `#login ${"x".repeat(30_000)} x`,
  `#login x ${"x".repeat(30_000)}`,
  `#msg ${"x".repeat(30_000)} x`,
  "#join room ~aaaaaaaaaa",
  "#join room \u202e",
  "#msg \u0000 \u0000",
];

describe.each(wires)("over %s", (wire) => {
  test("what is no text is refused, and the next line is read", async () => {
    const server = await startServer({ doors: ["rambler"] });
    const ann = await arrive(wire, server);
    const bob = await arrive(wire, server);
    const { carrier } = ann;
    await carrier.raw(carrier.binaryOf(Buffer.from([0xc3, 0x28, 0xff])));
    await ann.gets(unreadable[wire]);
    await ann.says("hi", "MESSAGE:[Free Chat] Anonymous: hi");
    await bob.gets("MESSAGE:[Free Chat] Anonymous: hi");
    await bob.getsNothing();
  });

  test("50 unreadable frames in a row end the connection", async () => {
    const server = await startServer({ doors: ["rambler"] });
    const ann = await arrive(wire, server);
    const { carrier } = ann;
    const bad = carrier.binaryOf(Buffer.from([0xff]));
    for (let n = 0; n < 49; n++) void carrier.raw(bad);
    await ann.gets(...Array.from({ length: 49 }, () => unreadable[wire]));
    await ann.getsNothing();
    for (let n = 0; n < 50; n++) void carrier.raw(bad);
    await carrier.ended;
  });

  test("whoever talks too fast is told, and what he said before is kept", async () => {
    const says = { perSecond: 0.01, burst: 3 };
    const server = await startServer({ doors: ["rambler"], limits: { says } });
    const ann = await arrive(wire, server);
    for (const text of ["1", "2", "3"])
      await ann.says(text, `MESSAGE:[Free Chat] Anonymous: ${text}`);
    await ann.says(
      "4",
      "SERVER:You are talking too fast. Wait a second, then send it again.",
    );
    // Anonymous is many: another one has a pace of his own.
    const bob = await connect(wire, server);
    const kept = ["1", "2", "3"].map(
      (text) => `MESSAGE:[Free Chat] Anonymous: ${text}`,
    );
    await bob.gets(...kept, greeting);
    await bob.says("5", "MESSAGE:[Free Chat] Anonymous: 5");
  });

  test("whoever is refused again and again is answered slowly", async () => {
    const refusals = { perSecond: 0.01, burst: 2 };
    const server = await startServer({
      doors: ["rambler"],
      limits: { ...defaultLimits, refusals },
    });
    const ann = await arrive(wire, server);
    const began = performance.now();
    await ann.getsNothing();
    await ann.getsNothing();
    expect(performance.now() - began).toBeLessThan(900);
    await ann.getsNothing();
    expect(performance.now() - began).toBeGreaterThan(900);
  });

  test("nonsense is refused in a few words, and nothing else happens", async () => {
    const server = await startServer({ doors: ["rambler"] });
    const ann = await enter(wire, server, "ann");
    for (const line of nonsense) {
      await ann.says(line, /^SERVER:.{1,1500}$/s);
      await ann.says("hi", "MESSAGE:[Free Chat] ann: hi");
    }
    await ann.getsNothing();
  });
});

test("a line that is too long is refused, and the next one is read", async () => {
  const server = await startServer({ doors: ["rambler"] });
  const ann = await arrive("TCP", server);
  await ann.says("hi", "MESSAGE:[Free Chat] Anonymous: hi");
  await ann.says(
    "x".repeat(100_000),
    "SERVER:This is too long. Send less at once.",
  );
  await ann.says("hi", "MESSAGE:[Free Chat] Anonymous: hi");
});

test("whoever cannot be let in is told why, and goes", async () => {
  const hellos = { perSecond: 0.01, burst: 1 };
  const server = await startServer({
    doors: ["rambler"],
    trustProxy: true,
    limits: { hellos },
  });
  const headers = { "x-forwarded-for": "192.0.2.1" };
  await (await connect("WebSocket", server, headers)).gets(greeting);
  const late = await connect("WebSocket", server, headers);
  late.send("hi");
  await late.gets(/^SERVER:./);
  await late.carrier.ended;
  expect(late.carrier.told).toHaveLength(1);
});
