import { expect, test } from "vitest";
import { Load, Requests } from "../../src/wires/requests.ts";

/** Requests of a connection whose conversation ends them when the test says so. */
function connection(load = new Load(1_000), most = 2) {
  const reading: boolean[] = [];
  const got: string[] = [];
  const ends: (() => void)[] = [];
  const requests = new Requests({
    most,
    load,
    setReading: (isReading) => reading.push(isReading),
    onBug: (error) => expect(error).toBe(undefined),
  });
  requests.start({
    receive(frame) {
      got.push(frame);
      return new Promise((resolve) => ends.push(resolve));
    },
    refuse: (what) => got.push(what),
    close: () => undefined,
    end: () => undefined,
  });
  const endFirst = async (): Promise<void> => {
    ends.shift()?.();
    await new Promise(setImmediate);
  };
  return { requests, reading, got, endFirst };
}

const frames = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ frame: String(n + 1) }));

test("past the bound the socket is not read, and below it it is again", async () => {
  const { requests, reading, endFirst } = connection();
  const [first, second] = frames(2);
  if (first) requests.receive(first);
  expect(reading).toEqual([]);
  if (second) requests.receive(second);
  expect(reading).toEqual([false]);
  await endFirst();
  expect(reading).toEqual([false, true]);
});

test("what comes in one piece beyond the bound is held, in order, refusals too", async () => {
  const { requests, reading, got, endFirst } = connection();
  for (const frame of frames(3)) requests.receive(frame);
  requests.receive({ refused: "binary" });
  requests.receive({ frame: "4" });
  expect(got).toEqual(["1", "2"]);
  await endFirst();
  expect(got).toEqual(["1", "2", "3"]);
  await endFirst();
  expect(got).toEqual(["1", "2", "3", "binary", "4"]);
  expect(reading).toEqual([false]);
  await endFirst();
  await endFirst();
  expect(reading).toEqual([false, true]);
  await requests.idle();
});

test("while the socket lags nothing of it is read or begun, also when nothing is under way", async () => {
  const { requests, reading, got } = connection();
  requests.setLagging(true);
  requests.receive({ frame: "1" });
  expect(got).toEqual([]);
  requests.setLagging(false);
  expect(got).toEqual(["1"]);
  expect(reading).toEqual([false, true]);
});

test("when all connections together are too many, each has one under way and goes on in its turn", async () => {
  const load = new Load(3);
  const ann = connection(load, 10);
  const bob = connection(load, 10);
  for (const frame of frames(5)) ann.requests.receive(frame);
  for (const frame of frames(2)) bob.requests.receive(frame);
  expect([ann.got.length, bob.got.length]).toEqual([3, 1]);
  expect([ann.reading, bob.reading]).toEqual([[false], [false]]);
  await ann.endFirst();
  await ann.endFirst();
  await bob.endFirst();
  expect(ann.got).toEqual(["1", "2", "3", "4"]);
  expect(bob.got).toEqual(["1", "2"]);
  for (let n = 0; n < 5; n++) await ann.endFirst();
  for (let n = 0; n < 2; n++) await bob.endFirst();
  expect([ann.got.length, bob.got.length, load.underWay]).toEqual([5, 2, 0]);
  expect([ann.reading.at(-1), bob.reading.at(-1)]).toEqual([true, true]);
});

test("what is held when the connection goes is nobody's", async () => {
  const { requests, got, endFirst } = connection();
  for (const frame of frames(4)) requests.receive(frame);
  requests.end();
  await requests.idle();
  await endFirst();
  await endFirst();
  expect(got).toEqual(["1", "2"]);
});

test("of what needs no waiting so many begin in a turn of the event loop, and the others in the next ones", async () => {
  const reading: boolean[] = [];
  let began = 0;
  const requests = new Requests({
    most: 3,
    load: new Load(1_000),
    setReading: (isReading) => reading.push(isReading),
    onBug: (error) => expect(error).toBe(undefined),
  });
  requests.start({
    receive: async () => void began++,
    refuse: () => void began++,
    close: () => undefined,
    end: () => undefined,
  });
  for (const frame of frames(5)) requests.receive(frame);
  for (let n = 0; n < 3; n++) requests.receive({ refused: "not_utf8" });
  const beganByTurn = [began];
  for (let turn = 0; turn < 3; turn++) {
    await new Promise(setImmediate);
    beganByTurn.push(began);
  }
  expect(beganByTurn).toEqual([3, 6, 8, 8]);
  expect(reading).toEqual([false, true]);
  await requests.idle();
});

test("it is idle when what was held last could not be read, too", async () => {
  const { requests, got } = connection();
  for (let n = 0; n < 5; n++) requests.receive({ refused: "not_utf8" });
  await requests.idle();
  requests.setLagging(true);
  requests.receive({ refused: "binary" });
  const idle = requests.idle();
  requests.setLagging(false);
  await idle;
  expect(got).toHaveLength(6);
});

test("a conversation that fails is told of, and its request is no longer under way", async () => {
  const load = new Load(1_000);
  const bugs: unknown[] = [];
  const requests = new Requests({
    most: 1,
    load,
    setReading: () => undefined,
    onBug: (error) => bugs.push(error),
  });
  requests.start({
    receive: (frame) => Promise.reject(new Error(frame)),
    refuse: () => undefined,
    close: () => undefined,
    end: () => undefined,
  });
  requests.receive({ frame: "1" });
  requests.receive({ frame: "2" });
  await requests.idle();
  expect(bugs.map(String)).toEqual(["Error: 1", "Error: 2"]);
  expect(load.underWay).toBe(0);
});
