// What is told to one person or to everyone, and events that this client does not know.
import { expect, test } from "vitest";
import type { Notice } from "../src/index.ts";
import { joinResult, ROOM, said } from "./support/entries.ts";
import { settle } from "./support/fake-platform.ts";
import { comeBack, inKitchen } from "./support/online-client.ts";

const bob = { id: "bob", name: "bob" };
const invited = { ev: "invited", room: "~hall000000", title: "hall", by: bob };
const broadcast = (text: string) => ({ ev: "broadcast", by: bob, text });

test("notices are in the state and heard, until they are dismissed", async () => {
  const { client, platform } = await inKitchen();
  const heeded: Notice[] = [];
  const end = client.heed((notice) => void heeded.push(notice));
  platform.socket.receive(invited, broadcast("soup!"));
  expect(client.state.notices).toMatchObject([invited, broadcast("soup!")]);
  expect(heeded).toEqual(client.state.notices);
  expect(client.dismiss(heeded[0]?.id ?? 0)).toBe(true);
  expect(client.dismiss(heeded[0]?.id ?? 0)).toBe(false);
  expect(client.state.notices).toMatchObject([broadcast("soup!")]);
  end();
  platform.socket.receive(invited);
  expect(heeded).toHaveLength(2);
});

test("only the newest 50 are kept, and of one room's invitations the last", async () => {
  const { client, platform } = await inKitchen();
  platform.socket.receive(invited, invited);
  expect(client.state.notices).toHaveLength(1);
  for (let n = 1; n <= 60; n++) platform.socket.receive(broadcast(`${n}`));
  expect(client.state.notices).toHaveLength(50);
  expect(client.state.notices.at(-1)).toMatchObject({ text: "60" });
});

test("who is sent out of a room is told by whom, and what waits there is refused", async () => {
  const { client, platform } = await inKitchen(4);
  const { socket } = platform;
  const [on, waiting] = [client.say(ROOM, "a"), client.say(ROOM, "b")];
  socket.receive({ ev: "kicked", room: ROOM, title: "kitchen", by: bob });
  const reason = 'bob has sent you out of "kitchen".';
  expect(client.room(ROOM)?.presence).toEqual({ is: "left", reason });
  await expect(waiting.kept).rejects.toMatchObject({ code: "not_member" });
  socket.receive(socket.no("say", "not_member"));
  await expect(on.kept).rejects.toMatchObject({ code: "not_member" });
  expect(client.room(ROOM)?.presence).toEqual({ is: "left", reason });
  expect(() => client.say(ROOM, "c")).toThrow(/bob has sent you out/);
  expect(client.state.notices).toMatchObject([{ ev: "kicked" }]);
  await comeBack(platform, "ann", []);
  expect(platform.socket.count("join")).toBe(0);
});

test("a room tells who is its master and who may enter", async () => {
  const { client, platform } = await inKitchen();
  const { socket } = platform;
  socket.receive({ ev: "master", room: ROOM, master: bob });
  socket.receive({
    ev: "changed",
    room: ROOM,
    by: bob,
    most: 7,
    access: "closed",
  });
  expect(client.room(ROOM)).toMatchObject({
    master: bob,
    most: 7,
    access: "closed",
  });
  await comeBack(platform);
  platform.socket.receive(platform.socket.ok("join", joinResult(0)));
  expect(client.room(ROOM)).toMatchObject({ master: undefined, most: 0 });
});

test("what a newer server sends is passed over, and what is said goes on", async () => {
  const { client, platform } = await inKitchen(4);
  const heard: number[] = [];
  client.hear(({ seq }) => void heard.push(seq));
  platform.socket.receive(
    { ev: "sung", text: "la" },
    { ev: "typing", room: ROOM, by: "bob" },
    { ev: "joined", room: ROOM },
    { ev: "direct" },
    { ev: "kicked", room: ROOM },
    { ev: 7 },
    { ...said(5), ev: "reacted" },
    said(6),
  );
  await settle();
  expect(heard).toEqual([6]);
  expect(client.room(ROOM)).toMatchObject({ cursor: 6, unread: 1 });
  expect(client.room(ROOM)?.entries.map(({ seq }) => seq)).toEqual([6]);
  expect(client.state.connection.is).toBe("online");
});
