import { setImmediate as loop } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Frame } from "../../src/lib/frame.ts";
import { line } from "../../src/wires/framings.ts";
import { Outbox } from "../../src/wires/outbox.ts";
import { newTurns, UNHURRIED_MS, type Turns } from "../../src/wires/turn.ts";

/** What is written, in its order, and how long each write takes. */
let written: string[];
let writeMs: number;
let now: number;

beforeEach(() => {
  written = [];
  writeMs = 0;
  now = 1_000;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  // Timers are those of the test, the turns of the event loop are real ones.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function outboxOf(turns: Turns, name: string): Outbox {
  const sink = {
    writableLength: 0,
    writable: true,
    cork: () => undefined,
    uncork: () => undefined,
    write(bytes: Uint8Array) {
      now += writeMs;
      written.push(`${name} ${Buffer.from(bytes).toString().trim()}`);
    },
  };
  return new Outbox(turns, line, sink, () => undefined);
}

/** So many sockets, and a turn that has just taken long to write them all. */
async function afterLongTurn(count: number) {
  const turns = newTurns();
  const all = Array.from({ length: count }, (_, n) => outboxOf(turns, `${n}`));
  writeMs = 1;
  for (const outbox of all) outbox.send(new Frame("first"));
  while (written.length < count) await loop();
  written = [];
  return all;
}

test("when writing takes long the next turn waits for more, and its writes carry that", async () => {
  const [ann, bob] = await afterLongTurn(8);
  const [one, two] = [new Frame("one"), new Frame("two")];
  for (const outbox of [ann, bob]) outbox?.send(one);
  await loop();
  await loop();
  for (const outbox of [ann, bob]) outbox?.send(two);
  expect(written).toEqual([]);
  vi.runAllTimers();
  expect(written).toEqual(["0 one\ntwo", "1 one\ntwo"]);
});

test("an answer does not wait for a turn that does", async () => {
  const [ann, bob] = await afterLongTurn(8);
  const shared = new Frame("shared");
  for (const outbox of [ann, bob]) outbox?.send(shared);
  bob?.sendAlone(new Frame("answer"));
  await loop();
  expect(written).toEqual(["1 shared\nanswer"]);
  bob?.send(new Frame("more"));
  vi.runAllTimers();
  expect(written).toEqual(["1 shared\nanswer", "0 shared", "1 more"]);
});

test("an answer does not wait until a long turn has been written", async () => {
  const turns = newTurns();
  const all = Array.from({ length: 200 }, (_, n) => outboxOf(turns, `${n}`));
  writeMs = 1;
  const shared = new Frame("shared");
  for (const outbox of all) outbox.send(shared);
  await loop();
  const before = written.length;
  expect(before).toBeLessThan(100);
  all.at(-1)?.sendAlone(new Frame("answer"));
  await loop();
  expect(written.slice(before)).toContain("199 shared\nanswer");
  expect(written.length).toBeLessThan(all.length);
  while (written.length < all.length) await loop();
  expect(written.at(-1)).toBe("198 shared");
});

test("many answers take no more of a long turn than a slice, and go with it at the latest", async () => {
  const all = await afterLongTurn(100);
  for (const outbox of all) outbox.sendAlone(new Frame("answer"));
  await loop();
  await loop();
  const soon = written.length;
  expect(soon).toBeGreaterThan(0);
  expect(soon).toBeLessThan(all.length);
  vi.runAllTimers();
  while (written.length < all.length) await loop();
  expect(new Set(written).size).toBe(all.length);
});

test("what can wait is written once for all that came meanwhile, a moment later", async () => {
  const turns = newTurns();
  const [ann, bob] = ["ann", "bob"].map((name) => outboxOf(turns, name));
  for (const text of ["one", "two"]) {
    const frame = new Frame(text);
    for (const outbox of [ann, bob]) outbox?.send(frame, true);
    await loop();
    await loop();
  }
  expect(written).toEqual([]);
  vi.advanceTimersByTime(UNHURRIED_MS);
  expect(written).toEqual(["ann one\ntwo", "bob one\ntwo"]);
});

test("what cannot wait takes along what could, in its order, at those who are owed it", async () => {
  const turns = newTurns();
  const [ann, bob] = ["ann", "bob"].map((name) => outboxOf(turns, name));
  const one = new Frame("one");
  for (const outbox of [ann, bob]) outbox?.send(one, true);
  ann?.sendAlone(new Frame("answer"));
  ann?.send(new Frame("two"), true);
  await loop();
  expect(written).toEqual(["ann one\nanswer\ntwo"]);
  vi.advanceTimersByTime(UNHURRIED_MS);
  expect(written).toEqual(["ann one\nanswer\ntwo", "bob one"]);
});

test("whoever waits until it is written does not wait for what could", async () => {
  const ann = outboxOf(newTurns(), "ann");
  ann.send(new Frame("one"), true);
  await ann.drained();
  expect(written).toEqual(["ann one"]);
});
