// Read markers over a fake platform: told to the server at most once a second, never lost, never stuck.
import { expect, test } from "vitest";
import { joinResult, ROOM, run, said, standing } from "./support/entries.ts";
import { settle } from "./support/fake-platform.ts";
import { comeBack, inKitchen, onlineClient } from "./support/online-client.ts";

const nothing = { unread: 0, mentions: 0 };
const reads = (socket: { sent: readonly Record<string, unknown>[] }) =>
  socket.sent.filter((frame) => frame["do"] === "read").map(({ seq }) => seq);

test("what was read is told at once, then at most once a second, the last one", async () => {
  const { client, platform } = await inKitchen(4);
  const { socket } = platform;
  socket.receive(...run(5, 9));
  for (let seq = 5; seq <= 8; seq++) client.markRead(ROOM, seq);
  expect(client.room(ROOM)).toMatchObject({ unread: 1, read: 8 });
  expect(reads(socket)).toEqual([5]);
  socket.receive(socket.ok("read", { seq: 5, unread: 4, mentions: 0 }));
  await platform.pass(999);
  expect(reads(socket)).toEqual([5]);
  await platform.pass(1);
  expect(reads(socket)).toEqual([5, 8]);
  socket.receive(socket.ok("read", { seq: 8, unread: 1, mentions: 0 }));
  await platform.pass(5_000);
  client.seen(ROOM);
  client.markRead(ROOM, 3);
  expect(reads(socket)).toEqual([5, 8, 9]);
  expect(client.room(ROOM)).toMatchObject({ unread: 0, read: 9 });
});

test("a marker that was on its way in a cut is told again, and one that was told is not", async () => {
  const { client, platform } = await inKitchen(4);
  platform.socket.receive(said(5), said(6));
  client.markRead(ROOM, 5);
  client.seen(ROOM);
  await comeBack(platform, "ann", [standing({ seq: 6, read: 5, unread: 1 })]);
  const { socket } = platform;
  expect(client.room(ROOM)).toMatchObject({ unread: 0, read: 6 });
  socket.receive(socket.ok("join", joinResult(6, { read: 5 })));
  expect(reads(socket)).toEqual([6]);
  socket.receive(socket.ok("read", { seq: 6, ...nothing }));
  await comeBack(platform, "ann", [standing({ seq: 6, read: 6 })]);
  platform.socket.receive(platform.socket.ok("join", joinResult(6)));
  await platform.pass(5_000);
  expect(reads(platform.socket)).toEqual([]);
});

test("a marker that the server could not take just now is told again a second later", async () => {
  const { client, platform } = await inKitchen(4);
  const { socket } = platform;
  socket.receive(said(5));
  client.seen(ROOM);
  await platform.pass(2_000);
  socket.receive(socket.no("read", "rate_limited"));
  await settle();
  await platform.pass(1_000);
  expect(reads(socket)).toEqual([5, 5]);
  socket.receive(socket.no("read", "not_member"));
  await platform.pass(5_000);
  expect(reads(socket)).toEqual([5, 5]);
});

test("what was read at another device is read here", async () => {
  const { client, platform } = await inKitchen(4);
  const { socket } = platform;
  socket.receive(said(5), { ...said(6), mentions: ["ann"] });
  expect(client.room(ROOM)).toMatchObject({ unread: 2, mentions: 1 });
  socket.receive({ ev: "read", room: ROOM, seq: 6, ...nothing });
  expect(client.room(ROOM)).toMatchObject({ ...nothing, read: 6 });
  await platform.pass(5_000);
  expect(reads(socket)).toEqual([]);
});

test("counts are the server's again after each cut, whatever they were", async () => {
  const { client, platform } = await inKitchen(4);
  platform.socket.receive(...run(5, 9));
  expect(client.room(ROOM)?.unread).toBe(5);
  await comeBack(platform, "ann", [standing({ seq: 9, read: 9 })]);
  expect(client.room(ROOM)).toMatchObject({ ...nothing, read: 9 });
});

test("who says something has read what was there", async () => {
  const { client, platform } = await inKitchen(4);
  const { socket } = platform;
  socket.receive(said(5));
  const { key } = client.say(ROOM, "hi");
  socket.receive(said(6, "ann", key));
  expect(client.room(ROOM)).toMatchObject({ ...nothing, read: 6 });
  expect(reads(socket)).toEqual([6]);
  // What he says on another device is that one's to tell.
  socket.receive(said(7), said(8, "ann", "other"));
  expect(client.room(ROOM)).toMatchObject({ unread: 1, read: 6 });
});

test("what is unread in a room that was joined anew is asked for where it is not here", async () => {
  const { client, platform } = await onlineClient();
  const joining = client.join("kitchen");
  await settle();
  const { socket } = platform;
  const entries = run(51, 100);
  socket.receive(socket.ok("join", joinResult(100, { entries, read: 10 })));
  await joining;
  expect(reads(socket)).toEqual([10]);
  socket.receive(socket.ok("read", { seq: 10, unread: 60, mentions: 1 }));
  expect(client.room(ROOM)).toMatchObject({ unread: 60, mentions: 1 });
});

test("what was read last is told before the connection is closed, and no timer is left", async () => {
  const { client, platform } = await inKitchen(4);
  const { socket } = platform;
  socket.receive(said(5), said(6));
  client.markRead(ROOM, 5);
  client.markRead(ROOM, 6);
  client.close();
  expect(reads(socket)).toEqual([5, 6]);
  await platform.pass(5_000);
  expect(platform.timers).toBe(0);
});
