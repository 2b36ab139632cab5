// The client and the real server, each as it is.
import type { EntryEvent } from "@koine/protocol";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  memoryStore,
  type Client,
  type ClientOptions,
  type ClientState,
} from "../src/index.ts";
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

const make = (name: string, more: Partial<ClientOptions> = {}): Client =>
  clients.make({ name, ...more });

async function wholeLog(client: Client, room: string): Promise<EntryEvent[]> {
  const entries: EntryEvent[] = [];
  for (;;) {
    const before = entries[0]?.seq;
    const page = await client.history({
      room,
      limit: 200,
      ...(before === undefined ? {} : { before }),
    });
    if (page.entries.length === 0) return entries;
    entries.unshift(...page.entries);
  }
}

const textOf = (entry: EntryEvent): string =>
  "text" in entry ? entry.text : "";

test("two people talk, and see each other come, be renamed and go", async () => {
  const ann = make("ann");
  const bob = make("bob");
  await ann.start();
  await bob.start();
  const { id } = await ann.join("two people");
  await bob.join("two people");
  const names = (state: ClientState): string =>
    (state.rooms.get(id)?.members ?? []).map(({ name }) => name).join();
  await until(ann, (state) => names(state) === "ann,bob");
  await until(bob, (state) => names(state) === "ann,bob");

  const heard: string[] = [];
  ann.hear(({ name, text }) => void heard.push(`${name}: ${text}`));
  await ann.say(id, "hello, bob").kept;
  await bob.say("Two People", "hello, ann").kept;
  await until(ann, (state) => state.rooms.get(id)?.cursor === 2);
  expect(heard).toEqual(["ann: hello, bob", "bob: hello, ann"]);
  expect(ann.room(id)).toMatchObject({ unread: 1, pending: [] });

  await bob.rename("rob");
  await until(ann, (state) => names(state) === "ann,rob");
  await bob.leave(id);
  await until(ann, (state) => names(state) === "ann");
});

test("a name that is taken is refused, and another one gets in", async () => {
  await make("cat").start();
  const other = make("Cat");
  await expect(other.start()).rejects.toMatchObject({ code: "name_taken" });
  expect(other.state.connection.is).toBe("refused");
  expect(await other.start({ name: "tom" })).toMatchObject({ name: "tom" });
});

test("a store brings the same person back, into the same rooms", async () => {
  const store = memoryStore();
  const first = make("dan", { store });
  const me = await first.start();
  const { id } = await first.join("kept");
  await first.say(id, "once").kept;
  first.close();
  await first.start();
  first.close();

  const second = clients.make({ store });
  expect(await second.start()).toEqual(me);
  await until(second, (state) => state.rooms.get(id)?.presence.is === "here");
  expect(second.room(id)?.entries.map(({ text }) => text)).toEqual(["once"]);
});

test("a join right behind a start waits for the connection, also when the client was closed before", async () => {
  const ivy = make("ivy");
  await ivy.start();
  ivy.close();
  void ivy.start();
  expect((await ivy.join("ivy's")).title).toBe("ivy's");
});

test("a room that was left on another connection is told at the next say", async () => {
  const store = memoryStore();
  const one = make("eve", { store });
  await one.start();
  await one.join("left elsewhere");
  await one.say("left elsewhere", "hi").kept;
  const other = make("eve", { store });
  await other.start();
  await other.leave("left elsewhere");
  const { kept } = one.say("left elsewhere", "still here?");
  await expect(kept).rejects.toMatchObject({ code: "not_member" });
  expect(one.room("left elsewhere")?.presence.is).toBe("left");
});

test("pages of older entries lead back to the first", async () => {
  const ann = make("fay");
  await ann.start();
  await ann.join("long");
  for (let n = 1; n <= 300; n++) ann.say("long", `${n}`);
  await until(ann, () => ann.room("long")?.cursor === 300);
  const bob = make("gus");
  await bob.start();
  await bob.join("long");
  expect(bob.room("long")?.entries).toHaveLength(50);
  expect(await bob.loadOlder("long")).toBe(100);
  while (bob.room("long")?.hasOlder) await bob.loadOlder("long", 200);
  expect(bob.room("long")?.entries.map(({ text }) => text)).toEqual(
    Array.from({ length: 300 }, (_, n) => `${n + 1}`),
  );
});

test.each([1, 2, 3, 4])(
  "whatever is cut, everyone sees every message once and in order (seed %i)",
  async (seed) => {
    await using proxy = await CuttingProxy.start(server.port, seed, 12_000);
    const rooms = [`one ${seed}`, `two ${seed}`];
    const people = [
      make(`hal${seed}`, { url: proxy.url }),
      make(`ida${seed}`, { url: proxy.url }),
    ];
    const heard = people.map(() => new Map<string, EntryEvent[]>());
    for (const [who, client] of people.entries()) {
      client.hear((entry) => {
        const list = heard[who]?.get(entry.room) ?? [];
        heard[who]?.set(entry.room, [...list, entry]);
      });
      await client.start();
    }
    for (const client of people)
      for (const room of rooms) await client.join(room);

    const kept: Promise<unknown>[] = [];
    for (let n = 0; n < 100; n++)
      for (const client of people)
        for (const room of rooms) kept.push(client.say(room, `${n}`).kept);
    await Promise.all(kept);

    const reader = make(`reader${seed}`);
    await reader.start();
    for (const title of rooms) {
      const log = await wholeLog(reader, title);
      expect(log).toHaveLength(200);
      for (const [who, client] of people.entries()) {
        await until(client, () => client.room(title)?.cursor === 200);
        const own = log.filter(({ by }) => by === client.state.me?.id);
        expect(own.map(textOf)).toEqual(
          Array.from({ length: 100 }, (_, n) => `${n}`),
        );
        const { id, entries, pending, startedOver } = client.room(title) ?? {};
        expect(heard[who]?.get(id ?? "")).toEqual(log);
        expect(entries).toEqual(log);
        expect(pending).toEqual([]);
        expect(startedOver).toBe(0);
      }
    }
    expect(proxy.cuts).toBeGreaterThan(10);
  },
);

test("a server that has forgotten everything is begun anew with", async () => {
  await using own = await TestServer.start();
  const ann = make("ann", { url: own.url });
  await ann.start();
  const before = await ann.join("phoenix");
  await ann.say("phoenix", "before").kept;
  await until(ann, () => ann.room("phoenix")?.pending.length === 0);
  await own.kill();
  ann.say("phoenix", "while away");
  await own.beginAnew();
  await until(ann, () => ann.room("phoenix")?.presence.is === "here");
  await until(ann, () => ann.room("phoenix")?.cursor === 1);
  const after = ann.room("phoenix");
  expect(after).toMatchObject({
    title: "phoenix",
    startedOver: 1,
    pending: [],
  });
  expect(after?.entries.map(({ text }) => text)).toEqual(["while away"]);
  expect(after?.epoch).not.toBe(before.epoch);
  expect(ann.state.rooms.size).toBe(1);
});
