// Who is there and how, over a fake platform: roles, presence, who is writing, who may not, and what one tells of oneself.
import { expect, test } from "vitest";
import { joinResult, ROOM, said, standing } from "./support/entries.ts";
import { settle } from "./support/fake-platform.ts";
import { comeBack, inKitchen } from "./support/online-client.ts";

const ann = { id: "ann", name: "ann" };
const bob = { id: "bob", name: "bob" };
const cat = { id: "cat", name: "cat" };
const owner = { ...ann, role: "owner", presence: "online" };
const moderator = { ...bob, role: "moderator", presence: "away" };

/** ann in the kitchen with bob, whose roles were asked for. */
async function withBob() {
  const both = await inKitchen(4);
  const { socket } = both.platform;
  socket.receive({ ev: "joined", room: ROOM, members: [bob] });
  const loading = both.client.loadMembers(ROOM);
  await settle();
  const members = [owner, moderator];
  socket.receive(socket.ok("members", { count: 2, members }));
  await loading;
  return both;
}

test("members have roles and presence once they were asked for, and keep them up to date", async () => {
  const { client, platform } = await withBob();
  const { socket } = platform;
  const members = () => client.room(ROOM)?.members;
  expect(members()).toEqual([owner, moderator]);
  socket.receive(
    { ev: "presence", room: ROOM, id: "bob", presence: "online" },
    { ev: "role", room: ROOM, who: bob, role: "admin", by: ann },
    { ev: "renamed", room: ROOM, id: "bob", name: "rob", was: "bob" },
  );
  expect(members()).toEqual([
    owner,
    { id: "bob", name: "rob", role: "admin", presence: "online" },
  ]);
  // A list without roles, after a lag.
  const rob = { ...bob, name: "rob" };
  socket.receive({ ev: "members", room: ROOM, count: 2, members: [ann, rob] });
  expect(members()).toMatchObject([{ role: "owner" }, { role: "admin" }]);
});

test("who comes back has his role, and who is new is asked for once, a while later", async () => {
  const { client, platform } = await withBob();
  const { socket } = platform;
  socket.receive(
    { ev: "left", room: ROOM, members: [bob] },
    { ev: "joined", room: ROOM, members: [bob] },
  );
  expect(client.room(ROOM)?.members[1]).toMatchObject({
    role: "moderator",
    presence: "online",
  });
  await platform.pass(5_000);
  expect(socket.count("members")).toBe(1);
  const dan = { id: "dan", name: "dan" };
  socket.receive({ ev: "joined", room: ROOM, members: [cat] });
  socket.receive({ ev: "joined", room: ROOM, members: [dan] });
  expect(client.room(ROOM)?.members).toHaveLength(4);
  await platform.pass(2_000);
  expect(socket.count("members")).toBe(2);
});

test("of a conversation its people are asked for, there or not", async () => {
  const { client, platform } = await inKitchen(4);
  const { socket } = platform;
  const room = "~direct0000";
  socket.receive({ ev: "direct", room, people: [ann, bob] });
  const more = { room, title: "ann, bob", access: "direct" } as const;
  socket.receive(socket.ok("join", joinResult(0, more)));
  await settle();
  const loading = client.loadMembers(room);
  await settle();
  expect(socket.last("members")).toMatchObject({ room, all: true });
  const away = { ...moderator, presence: "offline" };
  socket.receive(socket.ok("members", { count: 2, members: [owner, away] }));
  await loading;
  socket.receive({ ev: "presence", room, id: "bob", presence: "online" });
  expect(client.room(room)?.members[1]?.presence).toBe("online");
});

test("a room tells what one may do there, what it is for, and whether it goes on", async () => {
  const { client, platform } = await inKitchen(4);
  const { socket } = platform;
  const by = bob;
  socket.receive(
    { ev: "role", room: ROOM, who: ann, role: "moderator", by },
    {
      ev: "changed",
      room: ROOM,
      by,
      description: "For cooks.",
      archived: true,
    },
    { ev: "changed", room: ROOM, by, access: "private", most: 9 },
  );
  expect(client.room(ROOM)).toMatchObject({
    role: "moderator",
    description: "For cooks.",
    isArchived: true,
    access: "private",
    most: 9,
  });
  socket.receive({ ev: "master", room: ROOM, master: ann, was: bob });
  expect(socket.count("memberships")).toBe(1);
  const rooms = [standing({ role: "owner", archived: true })];
  socket.receive(socket.ok("memberships", { rooms }));
  expect(client.room(ROOM)).toMatchObject({ role: "owner", master: ann });
});

const typing = (who: typeof bob): object => ({
  ev: "typing",
  room: ROOM,
  ...who,
});

test("who is writing is shown for five seconds from the last time, until he says it or goes", async () => {
  const { client, platform } = await inKitchen(4);
  const { socket } = platform;
  const writers = () => client.room(ROOM)?.typing.map(({ id }) => id);
  socket.receive(typing(bob), typing(ann));
  expect(writers()).toEqual(["bob"]);
  const before = client.room(ROOM)?.typing;
  await platform.pass(3_000);
  socket.receive(typing(bob), typing(cat));
  await platform.pass(4_999);
  expect(writers()).toEqual(["bob", "cat"]);
  await platform.pass(1);
  expect(writers()).toEqual([]);
  expect(before).toEqual([bob]);

  socket.receive(typing(bob), typing(cat), said(5, "bob"));
  expect(writers()).toEqual(["cat"]);
  socket.receive({ ev: "left", room: ROOM, members: [cat] });
  expect(writers()).toEqual([]);
  socket.receive(typing(bob));
  platform.socket.cut();
  expect(writers()).toEqual([]);
});

test("that one is writing is told at most every three seconds", async () => {
  const { client, platform } = await inKitchen(4);
  const { socket } = platform;
  for (let n = 0; n < 7; n++) {
    client.typing(ROOM);
    await platform.pass(1_000);
  }
  expect(socket.count("typing")).toBe(3);
  socket.cut();
  client.typing(ROOM);
  expect(socket.count("typing")).toBe(3);
});

test("that one is away is told, and told again to a new session", async () => {
  const { client, platform } = await inKitchen(4);
  client.away(true);
  client.away(true);
  expect(platform.socket.count("away")).toBe(1);
  await comeBack(platform);
  expect(platform.socket.last("away")).toMatchObject({ away: true });
  client.away(false);
  await comeBack(platform);
  expect(platform.socket.count("away")).toBe(0);
});

test("who is muted is told why, and for how long, in a room and everywhere", async () => {
  const { client, platform } = await inKitchen(4);
  const { socket } = platform;
  const reason = "too loud";
  const until = platform.time + 10_000;
  socket.receive(
    { ev: "muted", room: ROOM, by: bob, reason, until },
    { ev: "muted", by: cat, reason: "everywhere" },
  );
  expect(client.room(ROOM)?.muted).toEqual({ reason, until, by: bob });
  expect(client.state.muted).toEqual({ reason: "everywhere", by: cat });
  await platform.pass(9_999);
  expect(client.room(ROOM)?.muted).toBeDefined();
  await platform.pass(1);
  expect(client.room(ROOM)?.muted).toBeUndefined();
  socket.receive({ ev: "unmuted", by: cat });
  expect(client.state.muted).toBeUndefined();
});

test("a mute of years does not end at once, and none outlives its session", async () => {
  const { client, platform } = await inKitchen(4);
  const until = platform.time + 2 ** 40;
  platform.socket.receive({ ev: "muted", by: bob, reason: "", until });
  await platform.pass(10_000);
  expect(client.state.muted).toMatchObject({ until });
  await comeBack(platform);
  expect(client.state.muted).toBeUndefined();
});

test("who learns by a refusal that he is muted is shown so, until what he says is kept", async () => {
  const { client, platform } = await inKitchen(4);
  const { socket } = platform;
  const { kept } = client.say(ROOM, "hi");
  socket.receive(socket.no("say", "muted"));
  await expect(kept).rejects.toMatchObject({ code: "muted" });
  expect(client.room(ROOM)?.muted).toEqual({ reason: "muted" });
  client.say(ROOM, "again");
  socket.receive(socket.ok("say", { seq: 5, at: 5 }));
  await settle();
  expect(client.room(ROOM)?.muted).toBeUndefined();
});

test("who is banned from a room is told by whom, why and until when", async () => {
  const { client, platform } = await inKitchen(4);
  const { socket } = platform;
  const kicked = { ev: "kicked", room: ROOM, title: "kitchen", by: bob };
  socket.receive({ ...kicked, reason: "smoke", until: 0 });
  expect(client.room(ROOM)?.presence).toEqual({
    is: "left",
    reason: 'bob has banned you from "kitchen": smoke',
    until: 0,
  });
});
