// Accounts, direct messages and what is told to one person, between the client and the real server.
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { memoryStore, type Client, type ClientOptions } from "../src/index.ts";
import { CuttingProxy } from "./support/cutting-proxy.ts";
import { RealClients, until } from "./support/real-clients.ts";
import { TestServer } from "./support/test-server.ts";

let server: TestServer;
const clients = new RealClients(() => server.url);

beforeAll(async () => {
  server = await TestServer.start();
});

afterEach(() => clients.close());

afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const make = (more: Partial<ClientOptions> = {}): Client => clients.make(more);

const texts = (client: Client, room: string): string[] =>
  client.room(room)?.entries.map(({ text }) => text) ?? [];

test("who registers is logged in, comes back by token and by password, and his name is no guest's", async () => {
  const store = memoryStore();
  const ann = make({ store });
  const me = await ann.register("ann", "secret");
  expect(me).toMatchObject({ name: "ann", isAccount: true });
  await expect(ann.rename("anna")).rejects.toMatchObject({
    code: "not_allowed",
  });
  ann.close();

  expect(await make({ store }).start()).toEqual(me);
  expect(await make({ name: "ANN", password: "secret" }).start()).toEqual(me);
  await expect(make({ name: "ann" }).start()).rejects.toMatchObject({
    code: "name_taken",
  });
  await expect(make().login("ann", "wrong")).rejects.toMatchObject({
    code: "bad_login",
  });
  await expect(make().register("Ann", "other")).rejects.toMatchObject({
    code: "name_taken",
  });
});

test("a guest who logs in is the account, in the public rooms of before", async () => {
  await make().register("bea", "secret");
  const guest = make({ name: "somebody" });
  await guest.start();
  const { id } = await guest.join("reading");
  expect(await guest.login("bea", "secret")).toMatchObject({ name: "bea" });
  await until(guest, ({ rooms }) => rooms.get(id)?.presence.is === "here");
  expect(guest.room(id)?.name).toBe("bea");
  await guest.say(id, "hello").kept;
  await until(guest, () => guest.room(id)?.entries.at(-1)?.name === "bea");
});

test("a guest who registers his name keeps his id, token, rooms and conversations", async () => {
  const store = memoryStore();
  const lea = make({ name: "lea", store });
  const moe = make({ name: "moe" });
  const { id } = await lea.start();
  await moe.start();
  const kitchen = await lea.join("lea's kitchen");
  const { room } = await lea.whisper("moe", "psst");
  const { token } = lea;
  expect(await lea.register("lea", "secret")).toEqual({
    id,
    name: "lea",
    isAccount: true,
    role: "member",
  });
  expect(lea.token).toBe(token);
  await lea.say(kitchen.id, "mine").kept;
  await moe.say(room, "still there").kept;
  await until(lea, () => texts(lea, room).length === 2);
  lea.close();
  expect(await make({ store }).start()).toMatchObject({ id, isAccount: true });
  const device = make();
  expect(await device.login("lea", "secret")).toMatchObject({ id });
  await until(device, () => texts(device, room).length === 2);
  expect(device.room(room)).toMatchObject({ title: "moe", unread: 1 });
});

test("a conversation that was begun while one was away is found, by whoever comes back by token", async () => {
  const store = memoryStore();
  const ned = make({ name: "ned", store });
  const { id } = await ned.start();
  const { id: kitchen } = await ned.join("ned's kitchen");
  await ned.say(kitchen, "back soon").kept;
  ned.close();
  const ola = make({ name: "ola" });
  await ola.start();
  const { room } = await ola.whisper(id, "are you there?");
  const back = make({ store });
  await back.start();
  await until(back, () => texts(back, room).length === 1);
  await back.say(room, "now").kept;
  await until(ola, () => texts(ola, room).length === 2);
});

test("a token is nobody's after forgetting: a guest's and an account's", async () => {
  const pia = make({ name: "pia" });
  await pia.start();
  const guest = pia.token ?? "";
  await pia.forget();
  const gone = { code: "bad_token" };
  await expect(make({ token: guest }).start()).rejects.toMatchObject(gone);
  const qua = make();
  await qua.register("qua", "secret");
  const account = qua.token ?? "";
  await qua.forget();
  await expect(make({ token: account }).start()).rejects.toMatchObject(gone);
  await make().login("qua", "secret");
});

test("who has another password keeps his token, and other devices lose theirs", async () => {
  const one = make();
  await one.register("rob", "first secret");
  const other = make();
  await other.login("rob", "first secret");
  const wrong = one.changePassword("wrong", "next secret");
  await expect(wrong).rejects.toMatchObject({ code: "bad_login" });
  await one.changePassword("first secret", "next secret");
  await make({ token: one.token ?? "" }).start();
  await expect(
    make({ token: other.token ?? "" }).start(),
  ).rejects.toMatchObject({ code: "bad_token" });
  await make().login("rob", "next secret");
});

test("a direct message opens a conversation at both, and goes on both ways", async () => {
  const cat = make({ name: "cat" });
  const dan = make({ name: "dan" });
  const toCat = (await cat.start()).id;
  await dan.start();
  const heard: string[] = [];
  cat.hear(({ name, text }) => void heard.push(`${name}: ${text}`));
  const { room } = await dan.whisper(toCat, "psst");
  await until(cat, () => cat.room(room)?.unread === 1);
  expect(cat.room(room)).toMatchObject({ title: "dan", access: "direct" });
  await cat.say(room, "what?").kept;
  await dan.say(room, "nothing").kept;
  await dan.whisper("cat", "never mind");
  const all = ["psst", "what?", "nothing", "never mind"];
  for (const client of [cat, dan])
    await until(client, () => texts(client, room).length === 4);
  expect(texts(cat, room)).toEqual(all);
  expect(texts(dan, room)).toEqual(all);
  expect(dan.room(room)?.title).toBe("cat");
  expect(heard).toEqual([
    "dan: psst",
    "cat: what?",
    "dan: nothing",
    "dan: never mind",
  ]);
});

test("a conversation comes back with its person after a restart of the program", async () => {
  const store = memoryStore();
  const eve = make({ name: "eve", store });
  const fay = make({ name: "fay" });
  await eve.start();
  await fay.start();
  const { room } = await eve.whisper("fay", "one");
  await until(fay, () => fay.room(room) !== undefined);
  eve.close();
  await fay.say(room, "two").kept;
  const back = make({ store });
  await back.start();
  await until(back, () => texts(back, room).length === 2);
  expect(back.room(room)?.title).toBe("fay");
  await fay.say(room, "three").kept;
  await until(back, () => texts(back, room).length === 3);
});

test.each([1, 2, 3])(
  "whatever is cut, a direct message is kept once (seed %i)",
  async (seed) => {
    await using proxy = await CuttingProxy.start(server.port, seed, 6_000);
    const gus = make({ name: `gus${seed}`, url: proxy.url });
    const hal = make({ name: `hal${seed}`, url: proxy.url });
    await gus.start();
    const to = (await hal.start()).id;
    const wanted = Array.from({ length: 60 }, (_, n) => `${n}`);
    let room = "";
    for (const text of wanted) ({ room } = await gus.whisper(to, text));
    await until(gus, () => gus.room(room)?.cursor === 60);
    await until(hal, () => hal.room(room)?.cursor === 60);
    expect(texts(gus, room)).toEqual(wanted);
    expect(texts(hal, room).slice(-50)).toEqual(wanted.slice(-50));
    expect(proxy.cuts).toBeGreaterThan(3);
  },
);

test("who is invited is told, and who is sent out is told by whom", async () => {
  const ida = make({ name: "ida" });
  const jon = make({ name: "jon" });
  await ida.start();
  await jon.start();
  const { id } = await ida.join("cellar");
  await ida.call("change", { room: id, access: "closed" });
  await until(ida, () => ida.room(id)?.access === "closed");
  await expect(jon.join("cellar")).rejects.toMatchObject({
    code: "not_invited",
  });
  await ida.call("invite", { room: id, who: "jon" });
  await until(jon, ({ notices }) => notices.length === 1);
  expect(jon.state.notices[0]).toMatchObject({
    ev: "invited",
    title: "cellar",
  });
  await jon.join(id);
  await ida.call("kick", { room: id, who: "jon" });
  await until(jon, () => jon.room(id)?.presence.is === "left");
  expect(jon.room(id)?.presence).toEqual({
    is: "left",
    reason: 'ida has sent you out of "cellar".',
  });
});

test("another session's nick and rename are told apart", async () => {
  const store = memoryStore();
  const one = make({ name: "kim", store });
  await one.start();
  const { id } = await one.join("kitchen");
  await one.join("hall");
  const other = make({ store });
  await other.start();
  await other.call("nick", { room: id, nick: "chef" });
  await until(one, () => one.room(id)?.name === "chef");
  await one.call("ping", {});
  expect(one.state.me?.name).toBe("kim");
  await other.rename("kimi");
  await until(one, ({ me }) => me?.name === "kimi");
  expect(one.room(id)?.name).toBe("chef");
  expect(one.room("hall")?.name).toBe("kimi");
});
