import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ChatError } from "../../../src/core/errors.ts";
import { Marks } from "../../../src/core/room/marks.ts";
import type { Mark } from "../../../src/core/ports/room-store.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Markers over a store that takes each write when it is let. */
function marks() {
  const written: (readonly Mark[])[] = [];
  const bugs: unknown[] = [];
  let gate: Promise<unknown> = Promise.resolve();
  const of = new Marks(
    {
      async mark(all) {
        written.push(all);
        await gate;
      },
    },
    (error) => bugs.push(error),
  );
  return {
    of,
    written,
    bugs,
    shown: () =>
      written.map((all) =>
        all.map(({ identity, room, seq }) => `${identity} ${room} ${seq}`),
      ),
    /** From now on a write waits; the returned ends it. */
    hold(): PromiseWithResolvers<undefined> {
      const held = Promise.withResolvers<undefined>();
      held.promise.catch(() => undefined);
      gate = held.promise;
      return held;
    },
  };
}

const mark = (identity: string, seq: number, room = "~den"): Mark => ({
  identity,
  seq,
  room,
});
const away = () => new ChatError("unavailable", "Not now.");

test("the first is written at once, and the others together a second later", async () => {
  const { of, shown } = marks();
  of.note(mark("ann", 1));
  expect(shown()).toEqual([["ann ~den 1"]]);
  of.note(mark("ann", 2));
  of.note(mark("bob", 1));
  of.note(mark("ann", 3));
  of.note(mark("ann", 9, "~hall"));
  await vi.advanceTimersByTimeAsync(999);
  expect(shown()).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(shown().slice(1)).toEqual([
    ["ann ~den 3", "ann ~hall 9", "bob ~den 1"],
  ]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(shown()).toHaveLength(2);
  of.note(mark("bob", 2));
  expect(shown()).toHaveLength(3);
});

test("one that is noted does not go back, and is known until it is written", async () => {
  const { of, shown, hold } = marks();
  const held = hold();
  of.note(mark("ann", 5));
  of.note(mark("ann", 3));
  expect(of.noted("~den", "ann")).toBe(5);
  held.resolve(undefined);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(shown()).toEqual([["ann ~den 5"], ["ann ~den 3"]]);
  expect(of.noted("~den", "ann")).toBe(0);
});

test("a store that takes its time gets one write at a time", async () => {
  const { of, shown, hold } = marks();
  const held = hold();
  of.note(mark("ann", 1));
  for (let n = 2; n < 6; n++) {
    of.note(mark("ann", n));
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(shown()).toHaveLength(1);
  held.resolve(undefined);
  await vi.advanceTimersByTimeAsync(0);
  expect(shown().slice(1)).toEqual([["ann ~den 5"]]);
});

test("what could not be written is written later, with what came meanwhile", async () => {
  const { of, shown, hold, bugs } = marks();
  const held = hold();
  of.note(mark("ann", 4));
  of.note(mark("bob", 2));
  held.reject(away());
  await vi.advanceTimersByTimeAsync(0);
  expect(of.noted("~den", "ann")).toBe(4);
  hold().resolve(undefined);
  of.note(mark("ann", 3));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(shown().at(-1)?.sort()).toEqual(["ann ~den 4", "bob ~den 2"]);
  expect(bugs).toEqual([]);
});

test("whoever needs it written waits for his own, and is refused when it cannot be", async () => {
  const { of, shown, hold } = marks();
  await of.written("ann");
  expect(shown()).toEqual([]);
  const held = hold();
  of.note(mark("ann", 1));
  of.note(mark("bob", 1));
  let isWritten = false;
  const waiting = of.written("bob").then(() => (isWritten = true));
  await vi.advanceTimersByTimeAsync(0);
  expect([isWritten, shown().length]).toEqual([false, 1]);
  held.resolve(undefined);
  await waiting;
  expect(shown()[1]).toEqual(["bob ~den 1"]);
  hold().reject(away());
  of.note(mark("ann", 2));
  await expect(of.written("ann")).rejects.toThrow("Not now.");
  expect(of.noted("~den", "ann")).toBe(2);
});

test("nothing that was noted is lost when it closes", async () => {
  const { of, shown, hold } = marks();
  const held = hold();
  of.note(mark("ann", 1));
  of.note(mark("ann", 2));
  const closing = of.close();
  held.reject(away());
  hold().resolve(undefined);
  await closing;
  expect(shown().at(-1)).toEqual(["ann ~den 2"]);
  expect(vi.getTimerCount()).toBe(0);
});

test("what cannot be written when it closes is told of", async () => {
  const { of, hold, bugs } = marks();
  hold().reject(away());
  of.note(mark("ann", 1));
  await of.close();
  expect(bugs).toEqual([away()]);
});

test("only so many wait for the store, whether they are being written or not", async () => {
  const { of, hold } = marks();
  hold();
  let noted = 0;
  const fill = () => {
    for (;;) of.note(mark(`${noted++}`, 1));
  };
  expect(fill).toThrow("Send it again later");
  await vi.advanceTimersByTimeAsync(3_000);
  expect(fill).toThrow("Send it again later");
  expect(noted).toBe(50_002);
  // One that waits already may move on.
  of.note(mark("7", 2));
  expect(of.noted("~den", "7")).toBe(2);
});
