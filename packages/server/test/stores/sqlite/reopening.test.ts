// What SQLite's file holds from one opening to the next, and which files are refused.
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import {
  accountOf,
  ann,
  bob,
  directOf,
  makeGuest,
  makeRoom,
  ownerOf,
  recordOf,
  said,
  sayMany,
  startOf,
  tokenOf,
} from "../contract/world.ts";
import { startChild } from "./children.ts";
import { newFolder, openIn, withDatabase } from "./folder.ts";

const newestVersion = 4;
const fileIn = (data: string) => path.join(data, "koine.db");

test("rooms, entries, keys, epochs, members, guests and tokens survive reopening", async () => {
  const data = newFolder();
  const first = await openIn(data);
  const room = await makeRoom(first, "kitchen");
  const { entry } = await first.log.append(room, said(ann, "hi", "k1"));
  await sayMany(first, room, 4, bob);
  const state = await first.log.state(room);
  await makeGuest(first, ann);
  await first.rooms.addMember(room, ann);
  await first[Symbol.asyncDispose]();

  await using store = await openIn(data);
  expect(await store.log.state(room)).toEqual(state);
  expect(state.head).toBe(5);
  expect(await store.log.append(room, said(ann, "again", "k1"))).toEqual({
    entry,
    repeated: true,
  });
  expect((await sayMany(store, room, 1))[0]?.seq).toBe(6);
  expect(await store.rooms.byFolded("kitchen")).toMatchObject({ id: room });
  expect(await store.rooms.isMember(room, ann)).toBe(true);
  expect(await ownerOf(store, tokenOf(ann))).toMatchObject({ name: "ann" });
});

test("kinds, masters, nicks, the order of joining, direct rooms and invitations survive reopening", async () => {
  const data = newFolder();
  const first = await openIn(data);
  const kitchen = { ...recordOf("Kitchen"), most: 5 };
  const direct = directOf(ann, bob);
  const garden = await makeRoom(first, "garden");
  await first.rooms.create(kitchen);
  await first.rooms.create(direct);
  await first.rooms.change(kitchen.id, { kind: "closed", master: ann });
  await first.rooms.addMember(kitchen.id, ann, "annie");
  await first.rooms.addMember(direct.id, ann);
  await first.rooms.addMember(garden, ann);
  await first.rooms.invite(kitchen.id, bob);
  await first[Symbol.asyncDispose]();

  await using store = await openIn(data);
  const closed = { ...kitchen, kind: "closed", master: ann };
  expect(await store.rooms.byId(kitchen.id)).toEqual(closed);
  expect(await store.rooms.byFolded(direct.folded)).toEqual(direct);
  expect(await store.rooms.count(10)).toBe(2);
  expect(await store.rooms.list("", 10)).toHaveLength(2);
  expect(await store.rooms.addMember(kitchen.id, ann)).toMatchObject({
    isNew: false,
    nick: "annie",
  });
  const cellar = await makeRoom(store, "cellar");
  await store.rooms.addMember(cellar, ann);
  const joined = [kitchen.id, direct.id, garden, cellar];
  expect(await store.rooms.roomsOf(ann, 10)).toEqual(joined);
  expect(await store.rooms.isInvited(kitchen.id, bob)).toBe(true);
  expect(await store.rooms.uninvite(kitchen.id, bob)).toBe(true);
});

test("accounts, their roles, tokens and preferences survive reopening", async () => {
  const data = newFolder();
  const first = await openIn(data);
  await first.identities.createAccount(accountOf(ann), 1_000);
  await first.identities.setPassword(ann, "another", undefined);
  await first.identities.setRole(ann, "owner");
  await first.identities.setPreferences(ann, "webchat", "colour=red");
  await first.identities.addToken(ann, tokenOf(ann), 2_000);
  await first[Symbol.asyncDispose]();

  await using store = await openIn(data);
  const { identities } = store;
  const record = { id: ann, kind: "account", name: "ann", role: "owner" };
  expect(await ownerOf(store, tokenOf(ann))).toEqual(record);
  expect(await identities.accountByFolded("ann")).toEqual({
    ...record,
    passwordHash: "another",
  });
  expect(await identities.preferences(ann, "webchat")).toBe("colour=red");
  const again = { ...accountOf(bob), folded: "ann" };
  expect(await identities.createAccount(again, 3_000)).toBe(false);
});

test("who has spoken is known after reopening", async () => {
  const data = newFolder();
  const first = await openIn(data);
  await makeGuest(first, ann);
  await makeGuest(first, bob);
  await sayMany(first, await makeRoom(first, "kitchen"), 1, ann);
  await first[Symbol.asyncDispose]();
  await using store = await openIn(data);
  const { identities } = store;
  expect(await identities.forgetGuests(9_000, 1, new Set(), new Set())).toBe(1);
  expect(await identities.byId(ann)).toBeDefined();
});

test("the time of an entry is never before that of the last, also when the clock went back", async () => {
  const data = newFolder();
  const first = await openIn(data);
  const room = await makeRoom(first, "kitchen");
  await sayMany(first, room, 1);
  await first[Symbol.asyncDispose]();
  const future = Date.now() + 1e9;
  withDatabase(data, (database) =>
    database.exec(`UPDATE entries SET at = ${future}`),
  );
  await using store = await openIn(data);
  const start = await startOf(store, room);
  const [entry] = await sayMany(store, room, 2);
  expect(entry?.at).toBe(future);
  const kept = await store.log.read(room, start, 10);
  expect(kept !== "reset" && kept.map(({ at }) => at)).toEqual(
    Array.from({ length: 3 }, () => future),
  );
});

test("a closed store leaves no journal and its file at the newest version", async () => {
  const data = newFolder();
  const store = await openIn(data);
  await sayMany(store, await makeRoom(store, "kitchen"), 100);
  expect(statSync(`${fileIn(data)}-wal`).size).toBeGreaterThan(0);
  await store[Symbol.asyncDispose]();
  expect(existsSync(`${fileIn(data)}-wal`)).toBe(false);
  const version = withDatabase(data, (database) =>
    database.prepare("PRAGMA user_version").get(),
  );
  expect(version).toEqual({ user_version: newestVersion });
});

test("an empty file is taken for a new one", async () => {
  const data = newFolder();
  writeFileSync(fileIn(data), "");
  await using store = await openIn(data);
  expect(await store.rooms.list("", 1)).toEqual([]);
});

const make = (sql: string) => (file: string) => {
  using database = new DatabaseSync(file);
  database.exec(sql);
};
const refused: readonly [string, (file: string) => void, RegExp][] = [
  [
    "of a newer version",
    make(
      `CREATE TABLE rooms (n); PRAGMA application_id = 0x4b6f696e; PRAGMA user_version = ${newestVersion + 1}`,
    ),
    /version 5, .* up to 4\. Start the newer/,
  ],
  [
    "of another program",
    make("CREATE TABLE shopping (what)"),
    /another program's database\. Move it away/,
  ],
  [
    "that is no database",
    (file) => writeFileSync(file, "Dear diary, ".repeat(1_000)),
    /no database\. Move it away/,
  ],
];
for (const [what, prepare, text] of refused) {
  test(`a file ${what} is refused and left as it is`, async () => {
    const data = newFolder();
    const file = fileIn(data);
    prepare(file);
    const before = readFileSync(file);
    const opening = openIn(data);
    await expect(opening).rejects.toThrow(text);
    await expect(opening).rejects.toThrow(file);
    expect(readFileSync(file).equals(before)).toBe(true);
    // The lock was let go of: the same again, not "in use".
    await expect(openIn(data)).rejects.toThrow(text);
  });
}

test("a second store on the same folder is refused, until the first is closed", async () => {
  const data = newFolder();
  const first = await openIn(data);
  const inUse = /Another server is using .*--data/;
  await expect(openIn(data)).rejects.toThrow(inUse);
  await expect(openIn(`${data}/.`)).rejects.toThrow(inUse);
  await first[Symbol.asyncDispose]();
  const second = await openIn(data);
  await second[Symbol.asyncDispose]();
});

test("another process on the same folder is refused, and the lock dies with its holder", async () => {
  const data = newFolder();
  const child = startChild([data, "hold"]);
  await child.reported(1);
  expect(child.lines).toEqual(["open"]);
  await expect(openIn(data)).rejects.toThrow(/Another server is using/);
  await child.kill();
  const store = await openIn(data);
  expect(await store.rooms.list("", 10)).toHaveLength(3);
  await store[Symbol.asyncDispose]();
});

test("a folder that cannot be made is refused, with what to do", async () => {
  const data = newFolder();
  writeFileSync(path.join(data, "file"), "");
  await expect(openIn(path.join(data, "file", "below"))).rejects.toThrow(
    /cannot be used .*--data/,
  );
});

test("words behind sqlite: are refused, with where to write them", async () => {
  const { openSqlite } = await import("../../../src/stores/sqlite/store.ts");
  const options = {
    data: newFolder(),
    durability: "normal",
    observer: { committed: () => {} },
  } as const;
  await expect(openSqlite("x.db", options)).rejects.toThrow(/--data/);
});

/** Bytes that this process has read so far, from wherever. */
const bytesRead = (): number =>
  Number(/rchar: (\d+)/.exec(readFileSync("/proc/self/io", "utf8"))?.[1]);

test.runIf(existsSync("/proc/self/io"))(
  "opening reads a small part of a file with many rooms",
  async () => {
    const data = newFolder();
    const first = await openIn(data);
    await first[Symbol.asyncDispose]();
    withDatabase(data, (database) =>
      database.exec(`
        INSERT INTO rooms (id, title, folded, epoch)
          WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 100000)
          SELECT printf('~%010d', n), printf('room %d', n), CAST(printf('room %d', n) AS BLOB), 'epoch' || n FROM numbers`),
    );
    const { size } = statSync(fileIn(data));
    expect(size).toBeGreaterThan(8_000_000);
    const before = bytesRead();
    const store = await openIn(data);
    expect(await store.rooms.byId("~0000050000")).toBeDefined();
    expect((await sayMany(store, "~0000050000", 1))[0]?.seq).toBe(1);
    expect(bytesRead() - before).toBeLessThan(size / 4);
    await store[Symbol.asyncDispose]();
  },
);
