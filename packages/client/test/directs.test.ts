// Direct conversations that the server is asked for, over a fake platform: found on a new device and after a cut.
import { expect, test } from "vitest";
import { joinResult, said } from "./support/entries.ts";
import { settle } from "./support/fake-platform.ts";
import { comeBack, enter, onlineClient } from "./support/online-client.ts";

const person = (n: number) => ({ id: `person-${n}`, name: `bob${n}` });
const ann = { id: "ann", name: "ann" };
const direct = (n: number) => ({
  room: `~direct${n}`,
  people: [ann, person(n)],
});
/** Those from `newest` down to `oldest`, as the server lists them. */
const directs = (newest: number, oldest = 1) => ({
  directs: Array.from({ length: newest - oldest + 1 }, (_, i) =>
    direct(newest - i),
  ),
});
const joined = (n: number, seq: number) =>
  joinResult(seq, {
    room: `~direct${n}`,
    title: `ann, bob${n}`,
    access: "direct",
    entries: Array.from({ length: seq }, (_, i) => ({
      ...said(i + 1, `person-${n}`),
      room: `~direct${n}`,
      name: `bob${n}`,
    })),
  });

/** ann, whom the server knew already. */
async function returned() {
  const both = await onlineClient({ token: "token-ann" });
  const heard: string[] = [];
  both.client.hear(({ room, seq }) => void heard.push(`${room} ${seq}`));
  return { ...both, heard };
}

const titles = (client: { state: { rooms: ReadonlyMap<string, unknown> } }) =>
  Array.from(client.state.rooms.values() as Iterable<{ title: string }>).map(
    ({ title }) => title,
  );

test("who comes back by token finds his conversations, the one begun last at the end, and nothing in them is news", async () => {
  const { client, platform, heard } = await returned();
  const { socket } = platform;
  socket.receive(socket.ok("directs", directs(2)));
  await settle();
  expect(titles(client)).toEqual(["bob1", "bob2"]);
  expect(socket.last("join")).toMatchObject({ room: "~direct2", last: 50 });
  socket.receive(socket.ok("join", joined(2, 3)));
  await settle();
  expect(client.room("~direct2")).toMatchObject({
    access: "direct",
    people: [person(2)],
    presence: { is: "here" },
    cursor: 3,
    unread: 0,
  });
  expect(heard).toEqual([]);
});

test("who logs in finds them too, and a new guest asks for none", async () => {
  const guest = await onlineClient();
  expect(guest.platform.socket.count("directs")).toBe(0);
  const { platform } = guest;
  void guest.client.login("ann", "secret");
  await settle();
  const { socket } = platform;
  socket.open();
  await settle();
  const account = { session: "s", id: "account", name: "ann", account: true };
  socket.receive(socket.ok("hello", { ...account, token: "t", lobby: {} }));
  await settle();
  expect(socket.count("directs")).toBe(1);
});

test("of many the newest fifty are joined, a few at a time; the others are left out", async () => {
  const { client, platform } = await returned();
  const { socket } = platform;
  socket.receive(socket.ok("directs", directs(120)));
  await settle();
  expect(titles(client)).toEqual(
    Array.from({ length: 50 }, (_, i) => `bob${71 + i}`),
  );
  expect(socket.count("join")).toBe(16);
  expect(client.room("~direct70")).toBeUndefined();
  socket.receive({ ev: "direct", ...direct(70) });
  expect(client.room("~direct70")?.title).toBe("bob70");
});

test("one that was begun while one was cut off is unread and heard; those of before go on from their cursors", async () => {
  const { client, platform, heard } = await returned();
  platform.socket.receive(platform.socket.ok("directs", directs(1)));
  platform.socket.receive(platform.socket.ok("join", joined(1, 3)));
  await settle();
  await comeBack(platform);
  const { socket } = platform;
  expect(socket.last("join")).toMatchObject({ room: "~direct1", since: {} });
  socket.receive(socket.ok("directs", directs(2)));
  await settle();
  expect(socket.count("join")).toBe(2);
  socket.receive(socket.ok("join", joined(2, 2)));
  await settle();
  expect(client.room("~direct2")?.unread).toBe(2);
  expect(heard).toEqual(["~direct2 1", "~direct2 2"]);
});

test("a new guest's first conversation that was begun while he was cut off is news", async () => {
  const { client, platform } = await onlineClient();
  await comeBack(platform);
  const { socket } = platform;
  socket.receive(socket.ok("directs", directs(1)));
  socket.receive(socket.ok("join", joined(1, 1)));
  await settle();
  expect(client.room("~direct1")?.unread).toBe(1);
});

test("what somebody else has is no news to him", async () => {
  const { client, platform } = await returned();
  platform.socket.receive(platform.socket.ok("directs", directs(1)));
  await settle();
  await comeBack(platform, "other");
  expect(client.state.rooms.size).toBe(0);
  const { socket } = platform;
  socket.receive(socket.ok("directs", directs(2)));
  socket.receive(socket.ok("join", joined(2, 2)));
  await settle();
  expect(client.room("~direct2")?.unread).toBe(0);
});

test("they are asked for again when the server is busy, not after a cut, and a server that has none is left alone", async () => {
  const { platform } = await returned();
  const { socket: first } = platform;
  first.receive(first.no("directs", "unavailable"));
  await settle();
  await platform.pass(1_000);
  expect(first.count("directs")).toBe(2);
  first.cut();
  await platform.pass(60_000);
  expect(first.count("directs")).toBe(2);
  await enter(platform);
  const { socket } = platform;
  socket.receive(socket.no("directs", "unknown_verb"));
  await settle();
  await platform.pass(10_000);
  expect(socket.count("directs")).toBe(1);
});
