import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Heartbeat, type Beating } from "../../src/wires/heartbeat.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

class Fake implements Beating {
  missed = 0;
  pings = 0;
  isGone = false;
  ping(): void {
    this.pings++;
  }
  giveUp(): void {
    this.isGone = true;
  }
}

test("a connection is pinged every 30 seconds", () => {
  const heartbeat = new Heartbeat();
  const ann = new Fake();
  heartbeat.add(ann);
  for (let minute = 1; minute <= 3; minute++) {
    for (let half = 0; half < 2; half++) {
      vi.advanceTimersByTime(30_000);
      ann.missed = 0;
    }
    expect(ann.pings).toBe(2 * minute);
  }
  expect(ann.isGone).toBe(false);
  heartbeat.stop();
});

test("two pings without an answer end a connection, not one", () => {
  const heartbeat = new Heartbeat();
  const ann = new Fake();
  heartbeat.add(ann);
  vi.advanceTimersByTime(60_000);
  expect(ann.missed).toBe(2);
  expect(ann.isGone).toBe(false);
  vi.advanceTimersByTime(30_000);
  expect(ann.isGone).toBe(true);
  heartbeat.stop();
});

test("many connections are not pinged at once", () => {
  const heartbeat = new Heartbeat();
  const all = Array.from({ length: 300 }, () => new Fake());
  for (const each of all) heartbeat.add(each);
  for (let second = 1; second <= 30; second++) {
    vi.advanceTimersByTime(1_000);
    const pings = all.reduce((sum, { pings }) => sum + pings, 0);
    expect(pings).toBe(10 * second);
  }
  heartbeat.stop();
});

test("a connection that is gone, and a heart that has stopped, ping nobody", () => {
  const heartbeat = new Heartbeat();
  const ann = new Fake();
  const bob = new Fake();
  const stop = heartbeat.add(ann);
  heartbeat.add(bob);
  stop();
  vi.advanceTimersByTime(30_000);
  heartbeat.stop();
  vi.advanceTimersByTime(90_000);
  expect([ann.pings, bob.pings]).toEqual([0, 1]);
});
