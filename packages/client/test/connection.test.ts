import { expect, test } from "vitest";
import { Client } from "../src/client.ts";
import { FakePlatform, settle } from "./support/fake-platform.ts";
import {
  comeBack,
  enter,
  hello,
  onlineClient,
} from "./support/online-client.ts";

test("a client that is cut waits, a little longer each time, and comes back", async () => {
  const { client, platform } = await onlineClient();
  platform.chance = 0.999_999;
  const waits: number[] = [];
  for (let n = 0; n < 8; n++) {
    platform.socket.cut();
    const { connection } = client.state;
    if (connection.is !== "waiting") throw new Error(connection.is);
    waits.push(connection.until - platform.time);
    await platform.pass(connection.until - platform.time);
  }
  expect(waits).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
  ]);
  await enter(platform);
  expect(client.state.connection.is).toBe("online");
  await platform.pass(10_000);
  platform.socket.cut();
  expect(client.state.connection).toMatchObject({ until: platform.time + 500 });
});

test("a start while waiting, and a network that is back, end the wait", async () => {
  const { client, platform } = await onlineClient();
  platform.socket.cut();
  void client.start();
  await settle();
  expect(platform.sockets).toHaveLength(2);
  platform.socket.cut();
  platform.networkIsBack();
  expect(platform.sockets).toHaveLength(3);
});

test("a network that is back makes a live connection prove that it lives", async () => {
  const { client, platform } = await onlineClient();
  platform.networkIsBack();
  expect(platform.socket.count("ping")).toBe(1);
  await platform.pass(10_000);
  expect(client.state.connection).toMatchObject({
    is: "waiting",
    reason: "the server fell silent",
  });
});

test("two starts at once open one connection", async () => {
  const platform = new FakePlatform();
  const client = new Client({
    url: "http://koine.test",
    name: "ann",
    platform,
  });
  const both = [client.start(), client.start()];
  await settle();
  await enter(platform);
  expect(await Promise.all(both)).toMatchObject([
    { id: "ann", name: "ann" },
    { id: "ann", name: "ann" },
  ]);
  expect(platform.sockets.map(({ url }) => url)).toEqual([
    "ws://koine.test/ws",
  ]);
});

test("a refused name refuses the start, and another one is let in", async () => {
  const platform = new FakePlatform();
  const client = new Client({
    url: "http://koine.test",
    name: "ann",
    platform,
  });
  const first = client.start();
  await settle();
  platform.socket.open();
  await settle();
  platform.socket.receive(platform.socket.no("hello", "name_taken"));
  await expect(first).rejects.toMatchObject({ code: "name_taken" });
  expect(client.state.connection.is).toBe("refused");
  await platform.pass(120_000);
  expect(platform.sockets).toHaveLength(1);

  const second = client.start({ name: "bob" });
  await settle();
  await enter(platform, "bob");
  expect(await second).toMatchObject({ id: "bob", name: "bob" });
  expect(platform.socket.last("hello")).toMatchObject({ name: "bob" });
});

test("a name that comes too late for the hello becomes a rename", async () => {
  const platform = new FakePlatform();
  const client = new Client({
    url: "http://koine.test",
    name: "ann",
    platform,
  });
  void client.start();
  await settle();
  platform.socket.open();
  await settle();
  const renamed = client.start({ name: "bob" });
  await settle();
  platform.socket.receive(platform.socket.ok("hello", hello("ann")));
  await settle();
  platform.socket.receive(platform.socket.ok("rename", { name: "bob" }));
  expect(await renamed).toMatchObject({ id: "ann", name: "bob" });
  expect(client.state.me).toMatchObject({ id: "ann", name: "bob" });
});

test("a client that is closed stays closed, whatever was under way", async () => {
  const platform = new FakePlatform();
  const loading = Promise.withResolvers<undefined>();
  const store = { load: () => loading.promise, save: () => undefined };
  const client = new Client({
    url: "http://koine.test",
    name: "ann",
    platform,
    store,
  });
  const starting = client.start();
  client.close();
  loading.resolve(undefined);
  await expect(starting).rejects.toMatchObject({ code: "closed" });
  expect(platform.sockets).toHaveLength(0);

  const again = client.start();
  await settle();
  platform.socket.open();
  await settle();
  const answer = platform.socket.ok("hello", hello());
  client.close();
  platform.socket.receive(answer);
  await expect(again).rejects.toMatchObject({ code: "closed" });
  expect(client.state.connection.is).toBe("closed");
  await expect(client.join("kitchen")).rejects.toMatchObject({
    code: "closed",
  });
  await platform.pass(120_000);
  expect(platform.sockets).toHaveLength(1);
  expect(platform.timers).toBe(0);
});

test("the token brings the same one back after a cut, without the name", async () => {
  const { platform } = await onlineClient();
  await comeBack(platform);
  const { token, name } = platform.socket.last("hello");
  expect({ token, name }).toEqual({ token: "token-ann", name: undefined });
});

test("a token that belongs to nobody any more makes a guest of the same name", async () => {
  const { client, platform } = await onlineClient();
  platform.socket.cut();
  await platform.pass(60_000);
  platform.socket.open();
  await settle();
  platform.socket.receive(platform.socket.no("hello", "bad_token"));
  await settle();
  expect(platform.socket.last("hello")).toMatchObject({ name: "ann" });
  platform.socket.receive(platform.socket.ok("hello", hello("ann2", "ann")));
  await settle();
  expect(client.state.me).toMatchObject({ id: "ann2", name: "ann" });
});

test("a name held by one's own lost hello is asked for again", async () => {
  const platform = new FakePlatform();
  const client = new Client({
    url: "http://koine.test",
    name: "ann",
    platform,
  });
  const started = client.start();
  await settle();
  platform.socket.open();
  await settle();
  platform.socket.cut();
  await platform.pass(1_000);
  platform.socket.open();
  await settle();
  platform.socket.receive(platform.socket.no("hello", "name_taken"));
  await settle();
  expect(client.state.connection.is).toBe("waiting");
  await platform.pass(1_000);
  await enter(platform);
  expect(await started).toMatchObject({ id: "ann", name: "ann" });
});

test("a token is not lost when the cut comes right behind the answer", async () => {
  const platform = new FakePlatform();
  const client = new Client({
    url: "http://koine.test",
    name: "ann",
    platform,
  });
  void client.start();
  await settle();
  const { socket } = platform;
  socket.open();
  await settle();
  socket.receive(socket.ok("hello", hello()));
  socket.cut();
  await settle();
  await platform.pass(60_000);
  platform.socket.open();
  await settle();
  expect(platform.socket.last("hello")["token"]).toBe("token-ann");
});

test("an address that is none is refused with what to do", async () => {
  const platform = new FakePlatform();
  const client = new Client({
    url: "not an address",
    name: "ann",
    platform: {
      ...platform,
      open: () => {
        throw new SyntaxError("bad");
      },
    },
  });
  await expect(client.start()).rejects.toThrow(/no address of a server/);
  expect(client.state.connection.is).toBe("refused");
});

/** The server ends the connection because of whom it is of, and refuses the hello that follows. */
async function putOut(refusal: string, ended = "revoked") {
  const both = await onlineClient();
  const { socket: before } = both.platform;
  const code = ended;
  before.receive({ ev: "closing", code, reason: "You were signed out." });
  before.cut();
  await both.platform.pass(1_000);
  const { socket } = both.platform;
  socket.open();
  await settle();
  socket.receive(socket.no("hello", refusal));
  await settle();
  return { ...both, socket };
}

test.each(["banned", "locked", "bad_token"])(
  "who is put out and refused with %s stays out, and is told why",
  async (code) => {
    const ended = code === "bad_token" ? "revoked" : code;
    const { client, platform, socket } = await putOut(code, ended);
    expect(client.state.connection).toMatchObject({
      is: "refused",
      error: { code },
      reason: "You were signed out.",
    });
    // Not as a new guest of the same name, either.
    expect(socket.count("hello")).toBe(1);
    await platform.pass(600_000);
    expect(platform.sockets).toHaveLength(2);
  },
);

test("who was signed out comes in again when he asks for it, as somebody new", async () => {
  const { client, platform } = await putOut("bad_token");
  expect(client.token).toBeUndefined();
  const back = client.start({ name: "ann" });
  await settle();
  await enter(platform, "ann2");
  const { name, token } = platform.socket.last("hello");
  expect({ name, token }).toEqual({ name: "ann", token: undefined });
  expect(await back).toMatchObject({ id: "ann2" });
});

test("a server that ends itself is come back to, also when it has forgotten everyone", async () => {
  const { client, platform } = await onlineClient();
  platform.socket.receive({
    ev: "closing",
    code: "going_away",
    reason: "It starts again.",
  });
  platform.socket.cut(1008);
  await platform.pass(60_000);
  const { socket } = platform;
  socket.open();
  await settle();
  socket.receive(socket.no("hello", "bad_token"));
  await settle();
  socket.receive(socket.ok("hello", hello("ann2", "ann")));
  await settle();
  expect(client.state.connection.is).toBe("online");
});
