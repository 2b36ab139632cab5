// What one is called: in a room, and everywhere.
import { expect, test } from "vitest";
import { joinResult, ROOM } from "./support/entries.ts";
import { settle } from "./support/fake-platform.ts";
import { inKitchen } from "./support/online-client.ts";

const renamed = (name: string, was: string): object => ({
  ev: "renamed",
  room: ROOM,
  id: "ann",
  name,
  was,
});

test("another session's rename reaches this one, and an answer does not undo a later one", async () => {
  const { client, platform } = await inKitchen(4);
  const { socket } = platform;
  const answered = client.rename("bea");
  await settle();
  socket.receive(
    socket.ok("rename", { name: "bea" }),
    renamed("bea", "ann"),
    renamed("cleo", "bea"),
  );
  await answered;
  expect(socket.count("people")).toBe(1);
  const people = [{ id: "ann", name: "cleo" }];
  socket.receive(socket.ok("people", { count: 1, people }));
  expect(client.state.me).toMatchObject({ id: "ann", name: "cleo" });
  expect(client.room(ROOM)?.name).toBe("cleo");
});

test("a nick in one room is that room's: the name everywhere stays", async () => {
  const { client, platform } = await inKitchen(4);
  const { socket } = platform;
  expect(client.room(ROOM)?.name).toBe("ann");
  socket.receive(renamed("chef", "ann"));
  const people = [{ id: "ann", name: "ann" }];
  socket.receive(socket.ok("people", { count: 1, people }));
  await settle();
  expect(client.state.me?.name).toBe("ann");
  expect(client.room(ROOM)?.name).toBe("chef");
  socket.receive(renamed("cook", "chef"), renamed("ann", "cook"));
  expect(socket.count("people")).toBe(1);
  expect(client.room(ROOM)?.name).toBe("ann");
});

test("a name that changes while it is asked for is asked for once more", async () => {
  const { client, platform } = await inKitchen(4);
  const { socket } = platform;
  const answer = (name: string): object =>
    socket.ok("people", { count: 1, people: [{ id: "ann", name }] });
  const joined = client.join("hall");
  await settle();
  const hall = { room: "~hall000000", title: "hall" };
  socket.receive(socket.ok("join", joinResult(0, hall)));
  await joined;
  socket.receive(renamed("bea", "ann"));
  socket.receive({ ...renamed("bea", "ann"), room: hall.room });
  expect(socket.count("people")).toBe(1);
  socket.receive(answer("bea"));
  await settle();
  expect(socket.count("people")).toBe(2);
  socket.receive(answer("cleo"));
  await settle();
  expect(socket.count("people")).toBe(2);
  expect(client.state.me?.name).toBe("cleo");
});
