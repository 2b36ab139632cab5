// Direct conversations over a fake platform: opened by the server, resumed like rooms, whispered into once.
import { expect, test } from "vitest";
import { joinResult, said, standing } from "./support/entries.ts";
import { settle } from "./support/fake-platform.ts";
import { comeBack, inKitchen, onlineClient } from "./support/online-client.ts";
import type { Saved } from "../src/store.ts";

const ROOM = "~direct0000";
const ann = { id: "ann", name: "ann" };
const bob = { id: "bob", name: "bob" };
const direct = { ev: "direct", room: ROOM, people: [ann, bob] };
const inDirect = (seq: number, by = "bob", key?: string) => ({
  ...said(seq, by, key),
  room: ROOM,
});
const joined = (seq: number, from = seq + 1, read = seq) =>
  joinResult(seq, {
    read,
    room: ROOM,
    title: "ann, bob",
    access: "direct",
    entries: Array.from({ length: seq - from + 1 }, (_, n) =>
      inDirect(from + n),
    ),
  });

const inMemberships = standing({
  room: ROOM,
  title: "ann, bob",
  access: "direct",
  people: [ann, bob],
});

/** ann has been written to by bob: `seq` is the message. */
async function writtenTo(seq: number, saves: Saved[] = []) {
  const store = {
    load: () => undefined,
    save: (saved: Saved) => void saves.push(saved),
  };
  const both = await onlineClient({ store });
  const heard: number[] = [];
  both.client.hear((entry) => void heard.push(entry.seq));
  const { socket } = both.platform;
  socket.receive(direct, inDirect(seq));
  expect(socket.last("join")).toMatchObject({ room: ROOM, last: 50 });
  socket.receive(socket.ok("join", joined(seq, 1, seq - 1)));
  await settle();
  return { ...both, heard };
}

test("a direct conversation that opens has its last entries, and what opened it is heard and unread", async () => {
  const { client, heard } = await writtenTo(3);
  expect(client.room(ROOM)).toMatchObject({
    title: "bob",
    access: "direct",
    people: [bob],
    cursor: 3,
    unread: 1,
    startedOver: 0,
  });
  expect(heard).toEqual([3]);
});

test("what comes behind the answer is unread once", async () => {
  const { client, platform } = await onlineClient();
  const { socket } = platform;
  socket.receive(direct);
  socket.receive(socket.ok("join", joined(2, 1)), inDirect(3));
  await settle();
  expect(client.room(ROOM)).toMatchObject({ cursor: 3, unread: 1 });
});

test("after a cut it goes on from its cursor", async () => {
  const { client, platform } = await writtenTo(3);
  await comeBack(platform, "ann", [inMemberships]);
  const { socket } = platform;
  expect(socket.last("join")).toMatchObject({
    room: ROOM,
    since: { epoch: "e1", seq: 3 },
  });
  socket.receive(socket.ok("join", joinResult(4, { ...joined(4) })));
  socket.receive(inDirect(4));
  expect(client.room(ROOM)).toMatchObject({ title: "bob", cursor: 4 });
});

test("one that the server let go and opened again is resumed without a hole", async () => {
  const { client, platform, heard } = await writtenTo(3);
  const { socket } = platform;
  socket.receive(direct, inDirect(6));
  expect(socket.last("join")).toMatchObject({ since: { seq: 3 } });
  socket.receive(
    socket.ok("join", joined(6, 7, 2)),
    ...[4, 5, 6].map((seq) => inDirect(seq)),
  );
  await settle();
  expect(heard).toEqual([3, 4, 5, 6]);
  expect(client.room(ROOM)?.unread).toBe(4);
});

test("it is saved with its people, and joined again by its id at the next start", async () => {
  const saves: Saved[] = [];
  const before = await writtenTo(3, saves);
  await before.platform.pass(100);
  const saved = saves.at(-1);
  expect(saved?.rooms).toEqual([{ id: ROOM, title: "bob", people: [bob] }]);
  const store = { load: () => saved, save: () => undefined };
  const rooms = [inMemberships];
  const { client, platform } = await onlineClient({ store }, rooms);
  const { socket } = platform;
  expect(socket.last("join")).toMatchObject({ room: ROOM });
  socket.receive(socket.no("join", "no_such_room"));
  await settle();
  // A public room that is called as the person is another.
  expect(socket.count("join")).toBe(1);
  expect(client.room(ROOM)?.presence.is).toBe("refused");
});

test("a room that is called as a person is not taken for the conversation", async () => {
  const { client, platform } = await writtenTo(3);
  expect(client.room("bob")).toBeUndefined();
  const { socket } = platform;
  client.say(ROOM, "hi");
  expect(socket.last("say")).toMatchObject({ room: ROOM, text: "hi" });
});

test("who is called otherwise since is shown so", async () => {
  const { client, platform } = await writtenTo(3);
  platform.socket.receive({ ...inDirect(4), name: "rob" });
  expect(client.room(ROOM)).toMatchObject({
    title: "rob",
    people: [{ id: "bob", name: "rob" }],
  });
});

test("a direct conversation cannot be left, until the server does not know it", async () => {
  const { client, platform } = await writtenTo(3);
  await expect(client.leave(ROOM)).rejects.toMatchObject({
    code: "not_allowed",
  });
  expect(client.room(ROOM)?.presence.is).toBe("here");
  await comeBack(platform, "ann", [inMemberships]);
  platform.socket.receive(platform.socket.no("join", "no_such_room"));
  await settle();
  await client.leave(ROOM);
  expect(client.room(ROOM)).toBeUndefined();
});

test("a whisper is sent again with its key after a cut, and opens the conversation", async () => {
  const { client, platform } = await inKitchen(4);
  const whispered = client.whisper("bob", "psst");
  await settle();
  const { key } = platform.socket.last("whisper");
  expect(key).toBe("key-1");
  await comeBack(platform);
  const { socket } = platform;
  expect(socket.last("whisper")).toMatchObject({
    to: "bob",
    text: "psst",
    key,
  });
  const kept = { room: ROOM, to: bob, seq: 1, at: 9, repeated: true };
  socket.receive(socket.ok("whisper", kept));
  expect(await whispered).toEqual({ room: ROOM, seq: 1, at: 9 });
  expect(socket.last("join")).toMatchObject({ room: ROOM, last: 50 });
  expect(client.room(ROOM)?.title).toBe("bob");
});

test("a whisper that may have been kept is not sent again as somebody else", async () => {
  const { client, platform } = await inKitchen(4);
  const whispered = client.whisper("bob", "psst");
  whispered.catch(() => undefined);
  await settle();
  platform.socket.cut();
  await settle();
  await platform.pass(60_000);
  const { socket } = platform;
  socket.open();
  await settle();
  socket.receive(socket.no("hello", "bad_token"));
  await settle();
  const hello = { session: "s", id: "other", name: "ann", account: false };
  socket.receive(socket.ok("hello", { ...hello, token: "t", lobby: {} }));
  await expect(whispered).rejects.toMatchObject({ code: "uncertain" });
  expect(socket.count("whisper")).toBe(0);
});

test.each([
  ["", "bad_request"],
  [" \n", "bad_request"],
  ["x".repeat(4_001), "too_large"],
])("a whisper of %j is refused before it is sent", async (text, code) => {
  const { client, platform } = await inKitchen();
  await expect(client.whisper("bob", text)).rejects.toMatchObject({ code });
  expect(platform.socket.count("whisper")).toBe(0);
});

test("others do not open conversations without end", async () => {
  const { client, platform } = await onlineClient();
  for (let n = 0; n < 300; n++)
    platform.socket.receive({ ...direct, room: `~direct${n}` });
  expect(client.state.rooms.size).toBe(200);
  expect(client.room("~direct299")).toBeDefined();
});
