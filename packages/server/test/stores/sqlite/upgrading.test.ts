// Files that earlier versions wrote: they are brought up to date and keep everything.
import { expect, test } from "vitest";
import {
  accountOf,
  ann,
  bob,
  cat,
  makeRoom,
  said,
  sayMany,
  tokenOf,
} from "../contract/world.ts";
import { makeFirstVersion } from "./first-version.ts";
import { newFolder, openIn, withDatabase } from "./folder.ts";

const nobody = new Set<string>();

test("a file of the first version keeps its rooms, entries, keys, members, guests and tokens", async () => {
  const data = newFolder();
  makeFirstVersion(data);
  await using store = await openIn(data);
  const kitchen = {
    id: "~kitchen000",
    title: "Kitchen",
    folded: "kitchen",
    kind: "public",
    most: 0,
    master: undefined,
  };
  expect(await store.rooms.byId("~kitchen000")).toEqual(kitchen);
  expect(await store.rooms.byFolded("kitchen")).toEqual(kitchen);
  const listed = await store.rooms.list("", 10);
  expect(listed.map(({ title }) => title)).toEqual(["Garden", "Kitchen"]);
  expect(await store.rooms.count()).toBe(2);
  expect(await store.log.state("~kitchen000")).toEqual({
    epoch: "epoch 1",
    head: 2,
    first: 1,
  });
  const page = await store.log.page("~kitchen000", Infinity, 10);
  expect(page.map(({ at, by, text }) => [at, by, text])).toEqual([
    [5_000, ann, "hi"],
    [6_000, bob, "hi ann"],
  ]);
  expect(
    await store.log.append("~kitchen000", said(ann, "again", "k1")),
  ).toMatchObject({ repeated: true, entry: { seq: 1, text: "hi" } });
  expect((await sayMany(store, "~kitchen000", 1))[0]?.seq).toBe(3);
  expect(await store.rooms.isMember("~kitchen000", ann)).toBe(true);
  expect(await store.rooms.isMember("~kitchen000", bob)).toBe(false);
  expect(await store.identities.byToken(tokenOf(ann))).toEqual({
    id: ann,
    kind: "guest",
    name: "ann",
  });
  const { identities } = store;
  // Bob has not spoken in this file's eyes, and was seen before 2,000.
  expect(await identities.forgetGuests(2_000, 1, nobody, nobody)).toBe(1);
  expect(await identities.byId(bob)).toBeUndefined();
  expect(await identities.byId(ann)).toBeDefined();
});

test("what the first version did not know works in its file", async () => {
  const data = newFolder();
  makeFirstVersion(data);
  await using store = await openIn(data);
  const { rooms, identities } = store;
  expect(await rooms.addMember("~kitchen000", ann)).toEqual({
    isNew: false,
    nick: undefined,
  });
  expect((await rooms.addMember("~kitchen000", ann, "annie")).nick).toBe(
    "annie",
  );
  await rooms.addMember(await makeRoom(store, "cellar"), ann);
  const mine = await rooms.roomsOf(ann, 10);
  expect(mine).toHaveLength(3);
  // Those of before, in the order in which they were made, and then what was joined since.
  expect(mine.slice(0, 2)).toEqual(["~kitchen000", "~garden0000"]);
  await rooms.change("~kitchen000", { kind: "closed", master: ann });
  await rooms.invite("~kitchen000", bob);
  expect(await rooms.uninvite("~kitchen000", bob)).toBe(true);
  expect(await identities.createAccount(accountOf(cat), 1_000)).toBe(true);
  const same = { ...accountOf("dan0000000000000"), folded: "cat" };
  expect(await identities.createAccount(same, 1_000)).toBe(false);
  await identities.addToken(ann, tokenOf(cat), 7_000);
  expect((await identities.byToken(tokenOf(cat)))?.id).toBe(ann);
  expect((await identities.byToken(tokenOf(ann)))?.id).toBe(ann);
});

test("a file that was brought up to date has the schema of a new one", async () => {
  const [old, fresh] = [newFolder(), newFolder()];
  makeFirstVersion(old);
  const schemas = [];
  for (const data of [old, fresh]) {
    const store = await openIn(data);
    await store[Symbol.asyncDispose]();
    schemas.push(
      withDatabase(data, (database) => [
        database.prepare("PRAGMA user_version").get(),
        database.prepare("PRAGMA application_id").get(),
        database
          .prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY name")
          .all(),
      ]),
    );
  }
  expect(schemas[0]).toEqual(schemas[1]);
});
