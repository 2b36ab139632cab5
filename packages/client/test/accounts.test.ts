// Logging in and registering over a fake platform: which hello is said, and what is remembered.
import { expect, test } from "vitest";
import { Client } from "../src/client.ts";
import type { ClientOptions } from "../src/options.ts";
import type { Saved } from "../src/store.ts";
import { FakePlatform, settle } from "./support/fake-platform.ts";
import {
  comeBack,
  inKitchen,
  lobby,
  onlineClient,
} from "./support/online-client.ts";

const account = {
  session: "s",
  id: "account",
  name: "ann",
  account: true,
  role: "member",
  token: "token-account",
  lobby,
};

async function connecting(more: Partial<ClientOptions>) {
  const platform = new FakePlatform();
  const url = "http://koine.test";
  const client = new Client({ url, platform, ...more });
  const started = client.start();
  await settle();
  platform.socket.open();
  await settle();
  return { client, platform, started };
}

function saving(saved?: Saved) {
  const saves: Saved[] = [];
  const save = (next: Saved): void => void saves.push(next);
  return { saves, store: { load: () => saved, save } };
}

const me = { id: "account", name: "ann", token: "token-account" };

test("a name and a password are an account, whose token is kept and whose password is not", async () => {
  const { saves, store } = saving();
  const made = await connecting({ name: "ann", password: "secret", store });
  const { socket } = made.platform;
  expect(socket.last("hello")).toMatchObject({
    name: "ann",
    password: "secret",
  });
  socket.receive(socket.ok("hello", account));
  expect(await made.started).toEqual({
    id: "account",
    name: "ann",
    isAccount: true,
    role: "member",
  });
  await settle();
  expect(saves.at(-1)?.me).toEqual({ ...me, isAccount: true });
  expect(JSON.stringify(saves)).not.toContain("secret");
});

test("where the store has the account's token it is enough, and the password is said when it is nobody's", async () => {
  const { store } = saving({
    me: { ...me, isAccount: true },
    rooms: [],
    unsent: [],
  });
  const { platform } = await connecting({
    name: "Ann",
    password: "secret",
    store,
  });
  const { socket } = platform;
  expect(socket.last("hello")).toMatchObject({ token: "token-account" });
  expect(socket.last("hello")["password"]).toBeUndefined();
  socket.receive(socket.no("hello", "bad_token"));
  await settle();
  expect(socket.last("hello")).toMatchObject({ password: "secret" });
});

test("a guest that the store has is not the account of the same name", async () => {
  const { store } = saving({ me, rooms: [], unsent: [] });
  const { platform } = await connecting({
    name: "ann",
    password: "secret",
    store,
  });
  expect(platform.socket.last("hello")).toMatchObject({ password: "secret" });
});

test("who logs in while in the chat comes anew, and what was private to the guest goes", async () => {
  const { client, platform } = await inKitchen(4);
  const { socket: before } = platform;
  const room = "~direct0000";
  before.receive({ ev: "direct", room, people: [] });
  before.receive({ ev: "broadcast", by: { id: "x", name: "x" }, text: "hi" });
  const logging = client.login("ann", "secret");
  await settle();
  expect(before.isClosed).toBe(true);
  const { socket } = platform;
  expect(socket).not.toBe(before);
  socket.open();
  await settle();
  expect(socket.last("hello")).toMatchObject({ password: "secret" });
  expect(socket.last("hello")["token"]).toBeUndefined();
  socket.receive(socket.ok("hello", account));
  expect(await logging).toMatchObject({ id: "account", isAccount: true });
  expect([...client.state.rooms.values()].map(({ title }) => title)).toEqual([
    "kitchen",
  ]);
  expect(client.state.notices).toEqual([]);
});

test("who logs in shows the password, though there is a token already", async () => {
  const { client, platform } = await connecting({
    name: "ann",
    password: "secret",
  });
  platform.socket.receive(platform.socket.ok("hello", account));
  await settle();
  const logging = client.login("ann", "guessed");
  await settle();
  platform.socket.open();
  await settle();
  expect(platform.socket.last("hello")).toMatchObject({ password: "guessed" });
  platform.socket.receive(platform.socket.no("hello", "bad_login"));
  await expect(logging).rejects.toMatchObject({ code: "bad_login" });
});

test("a wrong password is refused, and a name alone is a guest's again", async () => {
  const { client, platform, started } = await connecting({
    name: "ann",
    password: "wrong",
  });
  platform.socket.receive(platform.socket.no("hello", "bad_login"));
  await expect(started).rejects.toMatchObject({ code: "bad_login" });
  expect(client.state.connection.is).toBe("refused");
  void client.start({ name: "anna" });
  await settle();
  platform.socket.open();
  await settle();
  const { name, password } = platform.socket.last("hello");
  expect({ name, password }).toEqual({ name: "anna", password: undefined });
});

test("who registers needs no hello for it, on a connection of its own, and then logs in", async () => {
  const platform = new FakePlatform();
  const client = new Client({ url: "http://koine.test", platform });
  const registering = client.register("ann", "secret");
  const { socket: spare } = platform;
  spare.open();
  await settle();
  expect(spare.sent).toMatchObject([
    { do: "register", name: "ann", password: "secret" },
  ]);
  spare.receive(spare.ok("register", { id: "account", name: "ann" }));
  await settle();
  expect(spare.isClosed).toBe(true);
  const { socket } = platform;
  socket.open();
  await settle();
  socket.receive(socket.ok("hello", account));
  expect(await registering).toMatchObject({ id: "account", isAccount: true });
});

test("a registration that is refused leaves who one is alone", async () => {
  const { client, platform } = await onlineClient();
  const registering = client.register("bob", "secret");
  const { socket: spare } = platform;
  spare.open();
  await settle();
  spare.receive(spare.no("register", "name_taken"));
  await expect(registering).rejects.toMatchObject({ code: "name_taken" });
  expect(client.state.me?.name).toBe("ann");
  expect(client.state.connection.is).toBe("online");
  const cut = client.register("bob", "secret");
  platform.socket.cut();
  await expect(cut).rejects.toMatchObject({ code: "cut" });
});

test("who closes the client while he registers stays out", async () => {
  const { client, platform } = await onlineClient();
  const registering = client.register("bob", "secret");
  const { socket: spare } = platform;
  client.close();
  spare.open();
  await settle();
  spare.receive(spare.ok("register", { id: "account", name: "bob" }));
  await expect(registering).rejects.toMatchObject({ code: "closed" });
  expect(platform.socket).toBe(spare);
});

const own = { id: "ann", name: "ann" };

test("a guest who registers the name that he has stays who he is, on the connection that he has", async () => {
  const { saves, store } = saving();
  const { client, platform } = await inKitchen(4, { store });
  const registering = client.register("ann", "secret");
  const { socket } = platform;
  socket.receive(socket.ok("register", own));
  // At once: what comes in the same piece is for the account.
  const account = { ...own, isAccount: true, role: "member" };
  expect(client.state.me).toEqual(account);
  expect(await registering).toEqual(account);
  expect(platform.sockets).toHaveLength(1);
  expect(client.room("kitchen")?.presence.is).toBe("here");
  await platform.pass(100);
  expect(saves.at(-1)?.me).toMatchObject({ isAccount: true });
  await comeBack(platform);
  expect(platform.socket.last("hello")["token"]).toBe("token-ann");
});

test("a guest whose own registration is refused is a guest as before", async () => {
  const { client, platform } = await onlineClient();
  const registering = client.register("ann", "ann");
  platform.socket.receive(platform.socket.no("register", "bad_password"));
  await expect(registering).rejects.toMatchObject({ code: "bad_password" });
  expect(client.state).toMatchObject({
    me: { isAccount: false },
    connection: { is: "online" },
  });
});

test("who has lost his name to the registration of another account logs in to that", async () => {
  const { client, platform } = await onlineClient();
  const registering = client.register("ann", "secret");
  const { socket: before } = platform;
  before.receive(before.ok("register", { ...own, id: "account" }));
  await settle();
  expect(platform.socket).not.toBe(before);
  platform.socket.open();
  await settle();
  platform.socket.receive(platform.socket.ok("hello", account));
  expect(await registering).toMatchObject({ id: "account", isAccount: true });
});

test("a guest who is cut off does not become somebody else by registering", async () => {
  const { client, platform } = await onlineClient();
  platform.socket.cut();
  await expect(client.register("ann", "secret")).rejects.toMatchObject({
    code: "offline",
  });
  expect(platform.sockets).toHaveLength(1);
});

test("another password keeps the token, and is said where the token is nobody's", async () => {
  const password = "secret";
  const { client, platform, started } = await connecting({
    name: "ann",
    password,
  });
  platform.socket.receive(platform.socket.ok("hello", account));
  await started;
  const changing = client.changePassword("secret", "other");
  expect(platform.socket.last("password")).toMatchObject({
    old: "secret",
    password: "other",
    token: "token-account",
  });
  platform.socket.receive(platform.socket.ok("password", {}));
  await changing;
  platform.socket.cut();
  await platform.pass(60_000);
  platform.socket.open();
  await settle();
  platform.socket.receive(platform.socket.no("hello", "bad_token"));
  await settle();
  expect(platform.socket.last("hello")).toMatchObject({ password: "other" });
});

test("a password that was typed is said once, and not again when its token is nobody's any more", async () => {
  const { client, platform } = await onlineClient();
  void client.login("ann", "secret");
  await settle();
  platform.socket.open();
  await settle();
  platform.socket.receive(platform.socket.ok("hello", account));
  await settle();
  platform.socket.cut();
  await platform.pass(60_000);
  platform.socket.open();
  await settle();
  const { socket } = platform;
  expect(socket.last("hello")["token"]).toBe("token-account");
  socket.receive(socket.no("hello", "bad_token"));
  await settle();
  // Nor as a guest of the same name.
  expect(socket.count("hello")).toBe(1);
  expect(client.state).toMatchObject({
    connection: { is: "refused", error: { code: "bad_token" } },
    me: { name: "ann", isAccount: true },
  });
  expect(client.token).toBeUndefined();
});
