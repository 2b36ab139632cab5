import { expect, test } from "vitest";
import { Room } from "../src/room.ts";
import { joinResult, ROOM, run, said } from "./support/entries.ts";

function joined(seq: number, most = 10): Room {
  const room = new Room({
    id: ROOM,
    title: "kitchen",
    most,
    pending: () => [],
  });
  room.joined(
    joinResult(seq, { entries: run(Math.max(1, seq - 4), seq) }),
    false,
    "ann",
  );
  return room;
}

test("entries follow each other without a hole or a repeat", () => {
  const room = joined(5);
  expect(room.apply(said(5), "ann")).toBe("known");
  expect(room.apply(said(7), "ann")).toBe("hole");
  expect(room.apply(said(6), "ann")).toBe("applied");
  expect(room.state.entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(room.state.cursor).toBe(6);
});

test("a snapshot is not changed by what comes later, and stays the same until something does", () => {
  const room = joined(5);
  const before = room.state;
  expect(room.state).toBe(before);
  room.apply(said(6), "ann");
  expect(before.entries).toHaveLength(5);
  expect(room.state).not.toBe(before);
});

test("what others say is unread until it is seen", () => {
  const room = joined(5);
  expect(room.state).toMatchObject({ unread: 0, seen: 5 });
  room.apply(said(6, "bob"), "ann");
  room.apply(said(7, "ann"), "ann");
  expect(room.state).toMatchObject({ unread: 1, seen: 5 });
  expect(room.see()).toBe(true);
  expect(room.state).toMatchObject({ unread: 0, seen: 7 });
  expect(room.see()).toBe(false);
});

test("only the newest entries are kept, and older ones can be asked for", () => {
  const room = joined(0);
  for (let seq = 1; seq <= 1_000; seq++) room.apply(said(seq), "ann");
  const { entries, hasOlder } = room.state;
  expect(entries.length).toBeLessThan(10 + 200);
  expect(entries.at(-1)?.seq).toBe(1_000);
  expect(hasOlder).toBe(true);
});

test("a page of older entries goes before, up to the first of the log", () => {
  const room = joined(20);
  expect(room.oldest).toBe(16);
  const older = run(6, 15);
  expect(room.prepend({ epoch: "e1", first: 6, entries: older })).toBe(10);
  expect(room.state.entries.map(({ seq }) => seq)).toEqual(
    run(6, 20).map(({ seq }) => seq),
  );
  expect(room.state.hasOlder).toBe(false);
});

test("what was loaded is not cut off again by the next entries", () => {
  const room = joined(500);
  room.prepend({ epoch: "e1", first: 1, entries: run(296, 495) });
  for (let seq = 501; seq <= 600; seq++) room.apply(said(seq), "ann");
  expect(room.oldest).toBe(296);
});

test("a resumed room goes on where it was", () => {
  const room = joined(5);
  expect(room.joined(joinResult(9), true, "ann")).toEqual([]);
  expect(room.state).toMatchObject({ cursor: 5, startedOver: 0 });
});

test("a room that starts over in the same log counts what it missed and tells the fresh entries", () => {
  const room = joined(5);
  const result = joinResult(100, { entries: run(91, 100) });
  const fresh = room.joined(result, false, "ann");
  expect(fresh.map(({ seq }) => seq)).toEqual(
    run(91, 100).map(({ seq }) => seq),
  );
  expect(room.state).toMatchObject({ startedOver: 1, seen: 5, unread: 95 });
});

test("a room that starts over in another log has nothing unread and nothing fresh", () => {
  const room = joined(5);
  const result = joinResult(8, { epoch: "e2", entries: run(1, 8) });
  expect(room.joined(result, false, "ann")).toEqual([]);
  expect(room.state).toMatchObject({
    startedOver: 1,
    seen: 8,
    unread: 0,
    epoch: "e2",
  });
});
