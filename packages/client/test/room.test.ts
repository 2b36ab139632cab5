import { expect, test } from "vitest";
import { Room, type RoomOptions } from "../src/room.ts";
import {
  deleted,
  joinResult,
  ROOM,
  run,
  said,
  standing,
} from "./support/entries.ts";
import { FakePlatform } from "./support/fake-platform.ts";

function make(more: Partial<RoomOptions> = {}): Room {
  return new Room({
    id: ROOM,
    title: "kitchen",
    most: 10,
    platform: new FakePlatform(),
    me: () => "ann",
    pending: () => [],
    changes: () => [],
    muted: () => undefined,
    onChange: () => undefined,
    ...more,
  });
}

/** With the five newest entries, and everything read. */
function joined(seq: number, more: Partial<RoomOptions> = {}): Room {
  const room = make(more);
  const entries = run(Math.max(1, seq - 4), seq);
  room.joined(joinResult(seq, { entries }), false);
  return room;
}

test("a snapshot is not changed by what comes later, and stays the same until something does", () => {
  const room = joined(5);
  const before = room.state;
  expect(room.state).toBe(before);
  room.apply(said(6));
  expect(before.entries).toHaveLength(5);
  expect(room.state).not.toBe(before);
});

test("what others say is unread until it is read, and what mentions one is counted", () => {
  const room = joined(5);
  expect(room.state).toMatchObject({ unread: 0, read: 5 });
  room.apply(said(6, "bob"));
  room.apply({ ...said(7, "ann"), mentions: ["ann"] });
  room.apply({ ...said(8, "bob"), mentions: ["cat"] });
  room.apply({ ...said(9, "bob"), mentions: ["room"] });
  expect(room.state).toMatchObject({ unread: 3, mentions: 1, read: 5 });
  expect(room.unread.mark(8)).toBe(true);
  room.touch();
  expect(room.state).toMatchObject({ unread: 1, mentions: 1, read: 8 });
  expect(room.unread.mark(7)).toBe(false);
  room.apply(deleted(10, 9));
  expect(room.state).toMatchObject({ unread: 0, mentions: 0 });
});

test("what was read at another connection is read here, also before it has come", () => {
  const room = joined(5);
  room.apply(said(6));
  room.told({ seq: 7, unread: 0, mentions: 0 });
  room.apply(said(7));
  room.apply(said(8));
  expect(room.state).toMatchObject({ unread: 1, read: 7 });
  // An answer to an older question.
  room.told({ seq: 6, unread: 9, mentions: 9 });
  expect(room.state).toMatchObject({ unread: 1, mentions: 0, read: 7 });
});

test("where not all that is unread is here, the server's count goes on", () => {
  const room = make();
  const counted = { seq: 100, read: 20, unread: 70, mentions: 4 };
  room.stands(standing(counted));
  expect(room.state).toMatchObject({ unread: 70, mentions: 4, read: 20 });
  const entries = run(96, 100);
  room.joined(joinResult(100, { entries, read: 20 }), false);
  expect(room.unread.isDue).toBe(false);
  room.apply(said(101));
  expect(room.state).toMatchObject({ unread: 71, mentions: 4 });
  // A count that was made while more was on its way.
  room.stands(standing({ ...counted, seq: 103, unread: 73 }));
  room.apply(said(102));
  room.apply(said(103));
  room.apply(said(104));
  expect(room.state).toMatchObject({ unread: 74 });
  room.log.prepend(
    { epoch: "e1", first: 1, entries: run(21, 95) },
    room.log.asking(),
  );
  room.touch();
  expect(room.state).toMatchObject({ unread: 84, mentions: 0 });
});

test("where nobody has counted what is unread, the server has to be asked", () => {
  const room = make();
  const entries = run(96, 100);
  room.joined(joinResult(100, { entries, read: 20 }), false);
  expect(room.unread.isDue).toBe(true);
  expect(room.state.unread).toBe(80);
  room.told({ seq: 20, unread: 33, mentions: 1 });
  expect(room.unread.isDue).toBe(false);
  expect(room.state).toMatchObject({ unread: 33, mentions: 1 });
});

test("what is unread stays counted when its entries go", () => {
  const room = joined(5);
  for (let seq = 6; seq <= 1_005; seq++)
    room.apply({
      ...said(seq),
      ...(seq % 10 === 0 ? { mentions: ["ann"] } : {}),
    });
  expect(room.state.entries.length).toBeLessThan(10 + 200);
  expect(room.state).toMatchObject({ unread: 1_000, mentions: 100 });
  room.unread.mark(1_005);
  room.touch();
  expect(room.state).toMatchObject({ unread: 0, mentions: 0 });
});

test("a marker that the server does not have is due again behind a cut", () => {
  const room = joined(5);
  room.apply(said(6));
  room.unread.mark(6);
  expect(room.unread.isDue).toBe(true);
  room.told({ seq: 6, unread: 0, mentions: 0 });
  expect(room.unread.isDue).toBe(false);
  room.joined(joinResult(6, { read: 5 }), true);
  expect(room.unread.isDue).toBe(true);
  expect(room.state).toMatchObject({ unread: 0, read: 6 });
});

test("a resumed room goes on where it was", () => {
  const room = joined(5);
  expect(room.joined(joinResult(9, { read: 5 }), true)).toEqual([]);
  expect(room.state).toMatchObject({ cursor: 5, startedOver: 0 });
});

test("a room that starts over in the same log counts what it missed and tells the fresh entries", () => {
  const room = joined(5);
  const entries = run(91, 100);
  room.stands(standing({ seq: 100, read: 5, unread: 95 }));
  const fresh = room.joined(joinResult(100, { entries, read: 5 }), false);
  expect(fresh.map(({ seq }) => seq)).toEqual(entries.map(({ seq }) => seq));
  expect(room.state).toMatchObject({ startedOver: 1, read: 5, unread: 95 });
});

test("a room that starts over in another log has nothing fresh, and is read as far as the server knows", () => {
  const room = joined(5);
  const entries = run(1, 8);
  const result = joinResult(8, { epoch: "e2", entries, read: 6 });
  expect(room.joined(result, false)).toEqual([]);
  expect(room.state).toMatchObject({
    startedOver: 1,
    read: 6,
    unread: 2,
    epoch: "e2",
  });
});

test("topic and title change with their entries, which stand in the list", () => {
  const room = joined(5);
  const by = { room: ROOM, by: "bob", name: "bob", at: 6 };
  room.apply({ ev: "topic", seq: 6, text: "soup", ...by });
  room.apply({ ev: "titled", seq: 7, text: "scullery", ...by });
  expect(room.state).toMatchObject({
    topic: "soup",
    title: "scullery",
    unread: 0,
  });
  expect(room.state.entries.slice(-2)).toMatchObject([
    { ev: "topic", text: "soup" },
    { ev: "titled", text: "scullery" },
  ]);
});

test("in a conversation of several, each is called as he was when he spoke last", () => {
  const people = [
    { id: "bob", name: "bob" },
    { id: "cat", name: "cat" },
  ];
  const room = make({ people, title: "bob, cat" });
  const entries = [{ ...said(1, "cat"), name: "kate" }];
  room.joined(joinResult(1, { access: "direct", entries }), false);
  expect(room.title).toBe("bob, kate");
  room.apply({ ...said(2, "bob"), name: "rob" });
  expect(room.state).toMatchObject({
    title: "rob, kate",
    people: [
      { id: "bob", name: "rob" },
      { id: "cat", name: "kate" },
    ],
  });
});
