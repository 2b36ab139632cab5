// Notices that went by while the connection was slow: what they were about is asked for, and nothing else changes.
import { expect, test } from "vitest";
import { joinResult, ROOM, run, said, standing } from "./support/entries.ts";
import { settle } from "./support/fake-platform.ts";
import { comeBack, inKitchen } from "./support/online-client.ts";

const missed = { ev: "missed", name: "ann", account: false, role: "guest" };
const by = { id: "bob", name: "bob" };

test("who missed something asks how he stands to his rooms, and what they are like, from where he is", async () => {
  const { client, platform } = await inKitchen(4);
  const { socket } = platform;
  socket.receive(...run(5, 9));
  expect(client.room(ROOM)).toMatchObject({ unread: 5, role: "guest" });
  const heard: number[] = [];
  client.hear(({ seq }) => void heard.push(seq));
  socket.receive(missed);
  await settle();
  const read = { read: 8, unread: 1, mentions: 0 };
  const stands = standing({ seq: 9, ...read, role: "moderator" });
  socket.receive(socket.ok("memberships", { rooms: [stands] }));
  await settle();
  expect(socket.last("join")).toMatchObject({
    room: ROOM,
    since: { epoch: "e1", seq: 9 },
  });
  // What is said meanwhile is read on from the log, behind the answer.
  socket.receive(said(10));
  const now = {
    access: "closed",
    description: "new",
    role: "moderator",
  } as const;
  const muted = { by, reason: "hm" };
  const joined = { ...now, muted, read: 8 } as const;
  socket.receive(socket.ok("join", joinResult(10, joined)), said(10), said(11));
  await settle();
  expect(client.room(ROOM)).toMatchObject({
    ...now,
    muted,
    presence: { is: "here" },
    read: 8,
    unread: 3,
    cursor: 11,
  });
  expect(heard).toEqual([10, 11]);
});

test("who one is now is told with it", async () => {
  const { client, platform } = await inKitchen();
  const muted = { by, reason: "hm" };
  const now = { name: "anna", account: true, role: "moderator" };
  platform.socket.receive({ ev: "missed", ...now, muted });
  expect(client.state.me).toMatchObject({
    name: "anna",
    isAccount: true,
    role: "moderator",
  });
  expect(client.state.muted).toEqual(muted);
  platform.socket.receive({ ev: "missed", ...now });
  expect(client.state.muted).toBe(undefined);
});

test("what waits to be sent goes out once, and what was under way is not sent again", async () => {
  const { client, platform } = await inKitchen();
  const { socket } = platform;
  const first = client.say(ROOM, "one");
  await settle();
  socket.receive(missed);
  await settle();
  const second = client.say(ROOM, "two");
  await settle();
  expect(socket.count("say")).toBe(1);
  const { key } = socket.last("say");
  socket.receive(socket.ok("say", { seq: 1, at: 1 }));
  await settle();
  socket.receive(socket.ok("memberships", { rooms: [standing()] }));
  await settle();
  socket.receive(socket.ok("join", joinResult(1)), said(1, "ann", String(key)));
  await settle();
  expect(socket.last("say")).toMatchObject({ text: "two" });
  expect(socket.count("say")).toBe(2);
  socket.receive(socket.ok("say", { seq: 2, at: 2 }));
  socket.receive(said(2, "ann", String(socket.last("say")["key"])));
  await settle();
  expect(await first.kept).toMatchObject({ seq: 1 });
  expect(await second.kept).toMatchObject({ seq: 2 });
  expect(client.room(ROOM)?.pending).toEqual([]);
});

test("a room that he is no member of any more is left, and one that he is in since is joined", async () => {
  const { client, platform } = await inKitchen();
  const { socket } = platform;
  socket.receive(missed);
  await settle();
  const other = standing({ room: "~other00000", title: "other" });
  socket.receive(socket.ok("memberships", { rooms: [other] }));
  await settle();
  expect(client.room(ROOM)?.presence.is).toBe("left");
  expect(socket.last("join")).toMatchObject({ room: "~other00000" });
});

test("who knows what people may do, and who is away, asks for that too when the list comes afresh", async () => {
  const { client, platform } = await inKitchen();
  const { socket } = platform;
  const ann = { id: "ann", name: "ann" };
  const members = [ann, by];
  socket.receive({ ev: "members", room: ROOM, count: 2, members });
  await settle();
  expect(socket.count("members")).toBe(0);
  const told = (role: string, presence: string) => {
    const all = members.map((one) => ({ ...one, role, presence }));
    return { members: all, count: 2 };
  };
  const loading = client.loadMembers(ROOM);
  await settle();
  socket.receive(socket.ok("members", told("guest", "online")));
  await loading;
  socket.receive({ ev: "members", room: ROOM, count: 2, members });
  await settle();
  socket.receive(socket.ok("members", told("moderator", "away")));
  await settle();
  expect(socket.count("members")).toBe(2);
  expect(client.room(ROOM)?.members.find(({ id }) => id === "bob")).toEqual({
    ...by,
    role: "moderator",
    presence: "away",
  });
  await platform.pass(10_000);
  expect(socket.count("members")).toBe(2);
});

test("a cut in the middle of it is a cut like any other", async () => {
  const { client, platform } = await inKitchen(4);
  platform.socket.receive(missed);
  await settle();
  await comeBack(platform, "ann", [standing({ seq: 6, read: 4, unread: 2 })]);
  const { socket } = platform;
  socket.receive(socket.ok("join", joinResult(6, { read: 4 })), ...run(5, 6));
  await settle();
  expect(client.room(ROOM)).toMatchObject({ unread: 2, cursor: 6 });
  expect(client.room(ROOM)?.presence.is).toBe("here");
});
