import { afterEach, expect, test, vi } from "vitest";
import { Client } from "../src/client.ts";
import { readSaved } from "../src/read-saved.ts";
import { Saver } from "../src/saver.ts";
import { browserStore, memoryStore, type Saved } from "../src/store.ts";
import { ROOM } from "./support/entries.ts";
import { FakePlatform, settle } from "./support/fake-platform.ts";
import { inKitchen } from "./support/online-client.ts";

const me = { id: "ann", name: "ann", token: "t" };
const room = { id: ROOM, title: "kitchen" };
const message = { do: "say", key: "k", room: ROOM, text: "hi", at: 1 } as const;
const saved: Saved = { me, rooms: [room], unsent: [message] };

afterEach(() => void vi.unstubAllGlobals());

class FakeStorage {
  readonly items = new Map<string, string>();
  isFull = false;
  getItem = (key: string): string | null => this.items.get(key) ?? null;
  removeItem = (key: string): void => void this.items.delete(key);
  setItem = (key: string, value: string): void => {
    if (this.isFull) throw new Error("QuotaExceededError");
    this.items.set(key, value);
  };
}

function stubStorages() {
  const localStorage = new FakeStorage();
  const sessionStorage = new FakeStorage();
  vi.stubGlobal("localStorage", localStorage);
  vi.stubGlobal("sessionStorage", sessionStorage);
  return { localStorage, sessionStorage };
}

test("what makes no sense is not taken from a store", () => {
  for (const odd of [null, 5, "x", [], { rooms: 5, unsent: "x", me: [] }])
    expect(readSaved(odd)).toEqual({ rooms: [], unsent: [] });
  const mixed = {
    me: { id: "ann", name: "ann", token: 5 },
    rooms: [null, { id: 1 }, room],
    unsent: [
      {},
      { ...message, text: 5 },
      { ...message, room: "~gone" },
      message,
    ],
  };
  expect(readSaved(mixed)).toEqual({
    me: { id: "ann", name: "ann" },
    rooms: [room],
    unsent: [message],
  });
  expect(readSaved(JSON.parse(JSON.stringify(saved)))).toEqual(saved);
});

test("a browser remembers over a reload, and a new window begins with the rooms and nothing unsent", async () => {
  const { sessionStorage } = stubStorages();
  await browserStore().save(saved);
  expect(browserStore().load()).toEqual(saved);
  sessionStorage.items.clear();
  expect(browserStore().load()).toEqual({ ...saved, unsent: [] });
});

test("broken JSON is nothing, and a full or forbidden storage does not stop a client", () => {
  const { localStorage } = stubStorages();
  localStorage.items.set("koine:me", '{"id":"an');
  localStorage.items.set("koine:rooms", "[");
  expect(browserStore().load()).toBeUndefined();
  localStorage.isFull = true;
  expect(() => browserStore().save(saved)).not.toThrow();
  vi.stubGlobal("localStorage", undefined);
  Object.defineProperty(globalThis, "sessionStorage", {
    configurable: true,
    get() {
      throw new Error("SecurityError");
    },
  });
  expect(browserStore().load()).toBeUndefined();
  expect(() => browserStore().save(saved)).not.toThrow();
});

test("a window that changes nothing about who one is does not bring back what another forgot", async () => {
  const { localStorage } = stubStorages();
  const one = browserStore();
  const other = browserStore();
  await one.save(saved);
  await other.load();
  await one.save({ rooms: [], unsent: [] });
  await other.save({ ...saved, rooms: [] });
  expect(localStorage.items.has("koine:me")).toBe(false);
});

test("the first change is saved at once, those that follow together, and one save at a time", async () => {
  const platform = new FakePlatform();
  const saves: PromiseWithResolvers<void>[] = [];
  const store = {
    load: () => undefined,
    save() {
      saves.push(Promise.withResolvers());
      return saves.at(-1)?.promise;
    },
  };
  const saver = new Saver(store, platform, () => saved);
  saver.soon();
  saver.soon();
  await settle();
  expect(saves).toHaveLength(1);
  for (let n = 0; n < 5; n++) {
    saver.soon();
    await platform.pass(1_000);
  }
  expect(saves).toHaveLength(1);
  saves[0]?.resolve();
  await settle();
  expect(saves).toHaveLength(2);
  saver.soon();
  const done = saver.now();
  saves[1]?.reject(new Error("disk full"));
  await settle();
  saves[2]?.resolve();
  await done;
  expect(platform.warnings).toEqual([
    "The client could not remember its state.",
  ]);
});

test("what was unsent, and whose it was, is there at the next start and goes out under its key", async () => {
  const store = memoryStore();
  const { client, platform } = await inKitchen(4, { store });
  platform.socket.cut();
  client.say("kitchen", "hi");
  client.close();
  await settle();

  const { platform: next } = await (async () => {
    const platform = new FakePlatform();
    const again = new Client({ url: "http://koine.test", store, platform });
    void again.start();
    await settle();
    return { platform };
  })();
  next.socket.open();
  await settle();
  expect(next.socket.last("hello")).toMatchObject({ token: "token-ann" });
  expect(await store.load()).toMatchObject({
    me: { id: "ann", token: "token-ann" },
    rooms: [room],
    unsent: [{ text: "hi", key: "key-1" }],
  });
});

test("a store that fails keeps nobody from chatting", async () => {
  const platform = new FakePlatform();
  const store = {
    load: () => Promise.reject(new Error("no disk")),
    save: () => Promise.reject(new Error("no disk")),
  };
  const client = new Client({
    url: "http://koine.test",
    name: "ann",
    platform,
    store,
  });
  void client.start();
  await settle();
  expect(client.state.connection.is).toBe("connecting");
  expect(platform.warnings).toEqual([
    "The client could not read its saved state.",
  ]);
});

test("what a slow store returns after one has forgotten is not taken", async () => {
  const platform = new FakePlatform();
  const loading = Promise.withResolvers<Saved>();
  const store = { load: () => loading.promise, save: () => undefined };
  const client = new Client({ url: "http://koine.test", platform, store });
  void client.start();
  await client.forget();
  loading.resolve(saved);
  await settle();
  expect(client.state).toMatchObject({ me: undefined, rooms: new Map() });
});
