// The rooms of which one is a member, over a fake platform: found on a new device and after a cut, with what is unread.
import { expect, test } from "vitest";
import { memoryStore } from "../src/index.ts";
import {
  joinResult,
  ROOM,
  run,
  said,
  standing,
  type Standing,
} from "./support/entries.ts";
import { settle } from "./support/fake-platform.ts";
import {
  comeBack,
  hello,
  inKitchen,
  onlineClient,
} from "./support/online-client.ts";

const ann = { id: "ann", name: "ann" };
const person = (n: number) => ({ id: `person-${n}`, name: `bob${n}` });
const direct = (n: number, more: Partial<Standing> = {}): Standing =>
  standing({
    room: `~direct${n}`,
    title: `ann, bob${n}`,
    access: "direct",
    people: [ann, person(n)],
    ...more,
  });
const joinedDirect = (n: number, seq: number, read = seq) =>
  joinResult(seq, {
    read,
    room: `~direct${n}`,
    title: `ann, bob${n}`,
    access: "direct",
    entries: run(1, seq, `person-${n}`).map((entry) => ({
      ...entry,
      room: `~direct${n}`,
      name: `bob${n}`,
    })),
  });
const many = (count: number): Standing[] =>
  Array.from({ length: count }, (_, n) =>
    standing({ room: `~room${n}`, title: `room ${n}` }),
  );

/** ann, whom the server knew already. */
async function returned(rooms: readonly Standing[], bounds = {}) {
  const both = await onlineClient({ token: "token-ann", bounds }, rooms);
  const heard: string[] = [];
  both.client.hear(({ room, seq }) => void heard.push(`${room} ${seq}`));
  return { ...both, heard };
}

const titles = (client: { state: { rooms: ReadonlyMap<string, unknown> } }) =>
  Array.from(client.state.rooms.values() as Iterable<{ title: string }>).map(
    ({ title }) => title,
  );

test("who comes back by token finds his rooms and conversations, in the order of joining, with what is unread before it is read", async () => {
  const kitchen = { topic: "soup", role: "admin", archived: true } as const;
  const { client, platform, heard } = await returned([
    direct(1),
    standing({ ...kitchen, seq: 90, read: 10, unread: 40, mentions: 2 }),
  ]);
  expect(titles(client)).toEqual(["bob1", "kitchen"]);
  expect(client.room("kitchen")).toMatchObject({
    presence: { is: "joining" },
    topic: "soup",
    role: "admin",
    isArchived: true,
    unread: 40,
    mentions: 2,
    read: 10,
    entries: [],
  });
  const { socket } = platform;
  expect(socket.last("join")).toMatchObject({ room: ROOM, last: 50 });
  socket.receive(
    socket.ok("join", joinResult(90, { entries: run(61, 90), read: 10 })),
    said(91),
    { ...said(92), mentions: ["ann"] },
  );
  await settle();
  // Of the 40, 30 are here: the server knows of the others.
  expect(client.room("kitchen")).toMatchObject({ unread: 42, mentions: 3 });
  expect(client.room("~direct1")?.people).toEqual([person(1)]);
  expect(heard).toEqual([`${ROOM} 91`, `${ROOM} 92`]);
});

test("who logs in is told of them too, and a new guest asks for none", async () => {
  const { client, platform } = await onlineClient();
  expect(platform.socket.count("memberships")).toBe(0);
  void client.login("ann", "secret");
  await settle();
  const { socket } = platform;
  socket.open();
  await settle();
  socket.receive(socket.ok("hello", { ...hello("account"), account: true }));
  await settle();
  expect(socket.count("memberships")).toBe(1);
});

test("rooms are joined a few at a time, and no more than the bound: those joined last", async () => {
  const { client, platform } = await returned(many(600));
  expect(client.state.rooms.size).toBe(500);
  expect(titles(client).slice(0, 2)).toEqual(["room 100", "room 101"]);
  expect(platform.socket.count("join")).toBe(16);
});

test("who wants no rooms joined by themselves is left alone with them", async () => {
  const { client, platform } = await returned(many(3), { rooms: 0 });
  expect(client.state.rooms.size).toBe(0);
  expect(platform.socket.count("join")).toBe(0);
});

test("a conversation that was begun while one was cut off is heard; one of before goes on from its cursor", async () => {
  const { client, platform, heard } = await returned([direct(1)]);
  platform.socket.receive(platform.socket.ok("join", joinedDirect(1, 3)));
  await settle();
  await comeBack(platform, "ann", [direct(1), direct(2)]);
  const { socket } = platform;
  const joins = socket.sent.filter((frame) => frame["do"] === "join");
  expect(joins).toMatchObject([{ since: { seq: 3 } }, { room: "~direct2" }]);
  socket.receive(socket.ok("join", joinedDirect(2, 2, 0)));
  await settle();
  expect(client.room("~direct2")?.unread).toBe(2);
  expect(heard).toEqual(["~direct2 1", "~direct2 2"]);
});

test("what somebody else has is no news to him", async () => {
  const { client, platform, heard } = await returned([direct(1)]);
  await comeBack(platform, "other", [direct(2)]);
  expect([...client.state.rooms.keys()]).toEqual(["~direct2"]);
  platform.socket.receive(platform.socket.ok("join", joinedDirect(2, 2)));
  await settle();
  expect(heard).toEqual([]);
});

test("a room that was left elsewhere while one was cut off is left, and not entered again", async () => {
  const { client, platform } = await inKitchen(4);
  platform.socket.cut();
  const { kept } = client.say("kitchen", "hi");
  await comeBack(platform, "ann", []);
  expect(platform.socket.count("join")).toBe(0);
  expect(client.room("kitchen")?.presence).toEqual({ is: "left" });
  await expect(kept).rejects.toMatchObject({ code: "not_member" });
});

test("a room that was left here and entered again elsewhere is entered here, too", async () => {
  const { client, platform } = await inKitchen(4);
  platform.socket.receive({
    ev: "kicked",
    room: ROOM,
    title: "kitchen",
    by: person(1),
  });
  await comeBack(platform, "ann", []);
  expect(client.room("kitchen")?.presence.is).toBe("left");
  await comeBack(platform, "ann", [standing()]);
  expect(platform.socket.last("join")).toMatchObject({ since: { seq: 4 } });
});

test("who is sent out while the question is under way does not come back by himself", async () => {
  const { client, platform } = await inKitchen(4);
  const { socket } = platform;
  socket.receive({ ev: "role", who: ann, role: "admin", by: person(1) });
  socket.receive(
    { ev: "kicked", room: ROOM, title: "kitchen", by: person(1) },
    socket.ok("memberships", { rooms: [standing()] }),
  );
  await settle();
  expect(client.room("kitchen")?.presence.is).toBe("left");
  expect(socket.count("join")).toBe(1);
});

test("a saved room that was left elsewhere is gone at the next start, for whom it was saved, and there for another", async () => {
  const me = { id: "ann", name: "ann", token: "token-ann" };
  const saved = { rooms: [{ id: ROOM, title: "kitchen" }], unsent: [] };
  const own = await onlineClient({ store: memoryStore({ me, ...saved }) });
  expect(own.client.state.rooms.size).toBe(0);
  const store = memoryStore(saved);
  const token = "token-ann";
  const other = await onlineClient({ store, token });
  expect(other.client.state.rooms.size).toBe(1);
  expect(other.platform.socket.count("join")).toBe(1);
});

test("a room that is joined, or left, while the question is under way is neither left nor joined by the answer", async () => {
  const { client, platform } = await inKitchen(4);
  platform.socket.cut();
  await platform.pass(60_000);
  const { socket } = platform;
  socket.open();
  await settle();
  socket.receive(socket.ok("hello", hello()));
  await settle();
  const joined = client.join("kitchen");
  const left = client.leave("garden");
  await settle();
  socket.receive(socket.ok("memberships", { rooms: [] }));
  await settle();
  expect(client.room("kitchen")?.presence.is).toBe("joining");
  socket.receive(socket.ok("join", joinResult(4)));
  expect((await joined).presence.is).toBe("here");
  socket.receive(socket.ok("leave", {}));
  await left;

  const other = await onlineClient();
  const { socket: live } = other.platform;
  live.receive({ ev: "role", who: ann, role: "admin", by: person(1) });
  const leaving = other.client.leave("kitchen").catch(() => undefined);
  await settle();
  live.receive(live.ok("memberships", { rooms: [standing()] }));
  await settle();
  expect(other.client.state.rooms.size).toBe(0);
  live.receive(live.ok("leave", {}));
  await leaving;
});

test("another role in the chat is shown, and asked about in each room", async () => {
  const { client, platform } = await inKitchen(4);
  const { socket } = platform;
  socket.receive({ ev: "role", who: ann, role: "moderator", by: person(1) });
  expect(client.state.me?.role).toBe("moderator");
  const rooms = [standing({ role: "moderator", seq: 4, read: 4 })];
  socket.receive(socket.ok("memberships", { rooms }));
  await settle();
  expect(client.room("kitchen")?.role).toBe("moderator");
  expect(socket.count("join")).toBe(1);
});

test("they are asked for again when the server is busy, not after a cut, and where they cannot be had rooms go on", async () => {
  const { platform } = await inKitchen(4);
  platform.socket.cut();
  await platform.pass(60_000);
  const { socket: first } = platform;
  first.open();
  await settle();
  first.receive(first.ok("hello", hello()));
  await settle();
  first.receive(first.no("memberships", "unavailable"));
  await settle();
  await platform.pass(1_000);
  expect(first.count("memberships")).toBe(2);
  first.cut();
  await platform.pass(60_000);
  expect(first.count("memberships")).toBe(2);
  const { socket } = platform;
  socket.open();
  await settle();
  socket.receive(socket.ok("hello", hello()));
  await settle();
  socket.receive(socket.no("memberships", "unknown_verb"));
  await settle();
  expect(socket.last("join")).toMatchObject({ since: { seq: 4 } });
});

test("of conversations no more than two hundred are kept, the newest", async () => {
  const all = Array.from({ length: 300 }, (_, n) => direct(n));
  const { client } = await returned(all);
  expect(client.state.rooms.size).toBe(200);
  expect(client.room("~direct299")).toBeDefined();
});
