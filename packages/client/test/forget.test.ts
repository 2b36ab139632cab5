// Forgetting over a fake platform: the token is given back in one try, and nothing of before is left.
import { expect, test } from "vitest";
import { Client } from "../src/client.ts";
import { joinResult } from "./support/entries.ts";
import { FakePlatform, settle } from "./support/fake-platform.ts";
import { inKitchen, onlineClient } from "./support/online-client.ts";

test("one who forgets is nobody at once, and comes back as somebody else", async () => {
  const saves: unknown[] = [];
  const store = {
    load: () => undefined,
    save: (saved: unknown) => void saves.push(saved),
  };
  const { client, platform } = await inKitchen(4, { store });
  client.say("kitchen", "hi");
  const { socket } = platform;
  const forgotten = client.forget();
  expect(client.token).toBeUndefined();
  expect(client.state).toMatchObject({
    me: undefined,
    rooms: new Map(),
    connection: { is: "closed" },
  });
  await settle();
  expect(saves.at(-1)).toEqual({ rooms: [], unsent: [] });
  expect(socket.last("logout")).toMatchObject({ token: "token-ann" });
  expect(socket.isClosed).toBe(false);
  socket.receive(socket.ok("logout", {}));
  await forgotten;
  expect(socket.isClosed).toBe(true);
  expect(socket.count("logout")).toBe(1);

  const nobody = client.start();
  await settle();
  platform.socket.open();
  await expect(nobody).rejects.toMatchObject({ code: "bad_name" });
  void client.start({ name: "bob" });
  await settle();
  platform.socket.open();
  await settle();
  const { name, token } = platform.socket.last("hello");
  expect({ name, token }).toEqual({ name: "bob", token: undefined });
});

test("what was under way when one forgets is cut, and its answer changes nothing", async () => {
  const { client, platform } = await onlineClient();
  const joining = client.join("kitchen");
  joining.catch(() => undefined);
  await settle();
  const forgotten = client.forget();
  await expect(joining).rejects.toMatchObject({ code: "closed" });
  const { socket } = platform;
  const people = [{ id: "bob", name: "bob" }];
  socket.receive(
    socket.ok("join", joinResult(4)),
    { ev: "direct", room: "~direct0000", people },
    socket.no("logout", "unavailable"),
  );
  await forgotten;
  expect(client.state.rooms.size).toBe(0);
  expect(socket.count("logout")).toBe(1);
});

test("a server that does not answer, or goes, is not waited for", async () => {
  const silent = await onlineClient();
  const waited = silent.client.forget();
  await silent.platform.pass(10_000);
  await waited;
  expect(silent.platform.socket.isClosed).toBe(true);
  expect(silent.platform.timers).toBe(0);

  const gone = await onlineClient();
  const cut = gone.client.forget();
  gone.platform.socket.cut();
  await cut;
  await gone.platform.pass(60_000);
  expect(gone.platform.sockets).toHaveLength(1);
});

test("who has no connection gives nothing back", async () => {
  const { client, platform } = await onlineClient();
  platform.socket.cut();
  await client.forget();
  await platform.pass(60_000);
  expect(platform.sockets).toHaveLength(1);
  expect(platform.socket.count("logout")).toBe(0);
  const fresh = new FakePlatform();
  await new Client({ url: "http://koine.test", platform: fresh }).forget();
  expect(fresh.sockets).toEqual([]);
});
