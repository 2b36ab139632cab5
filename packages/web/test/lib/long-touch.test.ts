import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LongTouch } from "../../src/lib/long-touch.ts";

const at = (clientX: number, clientY: number, pointerType = "touch") => ({
  clientX,
  clientY,
  pointerType,
});
let touch: LongTouch;
let acts: string[];

beforeEach(() => {
  vi.useFakeTimers();
  touch = new LongTouch();
  acts = [];
});

afterEach(() => vi.useRealTimers());

test("a finger that stays where it is is one, once", () => {
  touch.begin(at(50, 50), () => acts.push("long"));
  touch.move(at(53, 46));
  vi.advanceTimersByTime(440);
  expect(acts).toEqual([]);
  expect(touch.isUnderWay).toBe(true);
  vi.advanceTimersByTime(5_000);
  expect(acts).toEqual(["long"]);
});

test("one that is lifted before, moves, or is the mouse is none", () => {
  touch.begin(at(50, 50), () => acts.push("lifted"));
  vi.advanceTimersByTime(300);
  touch.end();
  vi.advanceTimersByTime(5_000);
  touch.begin(at(50, 50), () => acts.push("moved"));
  touch.move(at(50, 61));
  touch.move(at(50, 50));
  vi.advanceTimersByTime(5_000);
  touch.begin(at(50, 50, "mouse"), () => acts.push("mouse"));
  expect(touch.isUnderWay).toBe(false);
  vi.advanceTimersByTime(5_000);
  expect(acts).toEqual([]);
});

test("a second finger begins anew", () => {
  touch.begin(at(50, 50), () => acts.push("first"));
  vi.advanceTimersByTime(300);
  touch.begin(at(90, 90), () => acts.push("second"));
  vi.advanceTimersByTime(440);
  expect(acts).toEqual([]);
  vi.advanceTimersByTime(20);
  expect(acts).toEqual(["second"]);
});
