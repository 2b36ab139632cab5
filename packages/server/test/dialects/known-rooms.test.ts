import { expect, test } from "vitest";
import { KnownRooms } from "../../src/dialects/known-rooms.ts";

test("a name is the room's that it was noted for last", () => {
  const known = new KnownRooms();
  known.note("Demo", "~1");
  known.note("Demo", "~2");
  expect(known.find("Demo")).toBe("~2");
  expect(known.find("demo")).toBe(undefined);
});

test("what a client calls rooms is bounded, and so is each name", () => {
  const known = new KnownRooms();
  for (let n = 0; n < 1_000; n++) known.note(`room ${n}`, `~${n}`);
  known.note("x".repeat(10_000), "~long");
  expect(known.find("room 0")).toBe(undefined);
  expect(known.find("room 999")).toBe("~999");
  expect(known.find("x".repeat(10_000))).toBe(undefined);
});
