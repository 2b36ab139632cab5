// Files that earlier versions wrote: they are brought up to date and keep everything.
import { expect, test } from "vitest";
import {
  accountOf,
  ann,
  auditOf,
  bob,
  cat,
  deleted,
  edited,
  makeRoom,
  ownerOf,
  sanctionOf,
  reacted,
  said,
  sayMany,
  textOf,
  tokenOf,
} from "../contract/world.ts";
import { tokenIdOf } from "../../../src/core/ids.ts";
import { ofHello } from "../../../src/stores/token-facts.ts";
import { makeFirstVersion } from "./first-version.ts";
import { newFolder, openIn, withDatabase } from "./folder.ts";
import { makeSecondVersion } from "./second-version.ts";
import { makeThirdVersion } from "./third-version.ts";

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
    topic: "",
    description: "",
    isArchived: false,
  };
  expect(await store.rooms.byId("~kitchen000")).toEqual(kitchen);
  expect(await store.rooms.byFolded("kitchen")).toEqual(kitchen);
  const listed = await store.rooms.list("", 10);
  expect(listed.map(({ title }) => title)).toEqual(["Garden", "Kitchen"]);
  expect(await store.rooms.count(10)).toBe(2);
  expect(await store.log.state("~kitchen000")).toEqual({
    epoch: "epoch 1",
    head: 2,
    first: 1,
  });
  const page = await store.log.page("~kitchen000", Infinity, 10);
  expect(page.map((entry) => [entry.at, entry.by, textOf(entry)])).toEqual([
    [5_000, ann, "hi"],
    [6_000, bob, "hi ann"],
  ]);
  expect(
    await store.log.append("~kitchen000", said(ann, "again", "k1")),
  ).toMatchObject({ repeated: true, entry: { seq: 1, text: "hi" } });
  expect((await sayMany(store, "~kitchen000", 1))[0]?.seq).toBe(3);
  expect(await store.rooms.isMember("~kitchen000", ann)).toBe(true);
  expect(await store.rooms.isMember("~kitchen000", bob)).toBe(false);
  expect(await ownerOf(store, tokenOf(ann))).toEqual({
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
  expect(await rooms.addMember("~kitchen000", ann)).toMatchObject({
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
  expect((await ownerOf(store, tokenOf(cat)))?.id).toBe(ann);
  expect((await ownerOf(store, tokenOf(ann)))?.id).toBe(ann);
});

test("a file of the second version keeps its rooms, entries, members, invitations, accounts, tokens and preferences", async () => {
  const data = newFolder();
  makeSecondVersion(data);
  await using store = await openIn(data);
  const { rooms, identities, log } = store;
  const plain = { topic: "", description: "", isArchived: false };
  const kitchen = {
    ...plain,
    id: "~kitchen000",
    title: "Kitchen",
    folded: "kitchen",
    kind: "closed",
    most: 5,
    master: ann,
  };
  const folded = `\0${ann} ${bob}`;
  const direct = await rooms.byId("~direct0000");
  expect(direct).toEqual({
    ...plain,
    id: "~direct0000",
    title: "",
    folded,
    kind: "direct",
    most: 0,
    master: undefined,
  });
  expect(await rooms.byFolded("kitchen")).toEqual(kitchen);
  expect(await rooms.byFolded(folded)).toEqual(direct);
  expect(await rooms.list("attic", 10)).toEqual([kitchen]);
  const page = await log.page("~kitchen000", Infinity, 10);
  expect(page.map((entry) => [entry.seq, entry.by, textOf(entry)])).toEqual([
    [1, ann, "hi"],
    [2, ann, "anyone?"],
    [3, bob, "me"],
  ]);
  expect(await log.find("~kitchen000", bob, "k3")).toMatchObject({ seq: 3 });
  expect(await rooms.roomsOf(ann, 10)).toEqual(["~direct0000", "~kitchen000"]);
  expect(await rooms.isInvited("~kitchen000", cat)).toBe(true);
  const owner = { id: ann, kind: "account", name: "ann", role: "owner" };
  for (const reading of ["ann", "nna"])
    expect(await identities.accountByFolded(reading)).toEqual({
      ...owner,
      passwordHash: "a hash",
    });
  expect(await identities.hasOwner()).toBe(true);
  const id = tokenIdOf(tokenOf(ann));
  const token = { ...ofHello, id, at: 4_000 };
  expect(await identities.byToken(tokenOf(ann), 9_000)).toEqual({
    identity: owner,
    token,
  });
  expect(await identities.tokensOf(ann)).toEqual([token]);
  expect(await ownerOf(store, tokenOf(bob))).toMatchObject({ kind: "guest" });
  expect(await identities.preferences(ann, "webchat")).toBe("red");
});

test("who was a member in a file of the second version has read everything that is in it", async () => {
  const data = newFolder();
  makeSecondVersion(data);
  await using store = await openIn(data);
  const { rooms } = store;
  const before = await rooms.standings(ann, 10);
  expect(
    before.map(({ room, read, head, unread, mentions }) => [
      room.id,
      read,
      head,
      unread,
      mentions,
    ]),
  ).toEqual([
    ["~direct0000", 1, 1, 0, 0],
    ["~kitchen000", 3, 3, 0, 0],
  ]);
  expect(before[1]).toMatchObject({ nick: "annie", role: undefined });
  // What is new counts on from what is old.
  await store.log.append("~kitchen000", {
    ...said(bob, "hm"),
    mentions: [ann],
  });
  await store.log.append("~kitchen000", {
    kind: "topic",
    text: "tea",
    by: bob,
    name: "bob",
  });
  await sayMany(store, "~kitchen000", 1, bob);
  expect(await rooms.standing("~kitchen000", ann)).toMatchObject({
    read: 3,
    head: 6,
    unread: 2,
    mentions: 1,
  });
  await rooms.addMember("~attic00000", ann);
  await rooms.mark([{ room: "~kitchen000", identity: ann, seq: 4 }]);
  expect(await rooms.standing("~kitchen000", ann)).toMatchObject({
    read: 4,
    unread: 1,
    mentions: 0,
  });
  expect(await rooms.standing("~attic00000", ann)).toMatchObject({
    read: 0,
    head: 0,
    unread: 0,
  });
});

test("messages of the second version are answered, edited, reacted to and deleted like any", async () => {
  const data = newFolder();
  makeSecondVersion(data);
  await using store = await openIn(data);
  const room = "~kitchen000";
  const { log } = store;
  const drafts = [
    { ...said(bob, "yes"), reply: 1 },
    edited(ann, 1, "hi all"),
    reacted(bob, 1, "👍"),
    deleted(ann, 2),
  ];
  const appended = await Promise.all(
    drafts.map((draft) => log.append(room, draft)),
  );
  expect(appended.map(({ entry }) => entry.seq)).toEqual([4, 5, 6, 7]);
  const page = await log.page(room, Infinity, 10, bob);
  expect(page.map(textOf)).toEqual([
    "hi all",
    "",
    "me",
    "yes",
    "hi all",
    "",
    "",
  ]);
  expect(page[0]).toMatchObject({
    edited: 5,
    reactions: [{ reaction: "👍", count: 1, isMine: true }],
  });
  expect(page[1]).toMatchObject({ isGone: true });
  expect(
    (await log.versions(room, 1, 0, 1_000)).map(({ text }) => text),
  ).toEqual(["hi", "hi all"]);
});

test("what was done in a room before it was last opened is private in a file of the third version", async () => {
  const data = newFolder();
  makeThirdVersion(data);
  await using store = await openIn(data);
  const records = await store.house.auditPage(Infinity, 100);
  const open = records.filter(({ wasPrivate }) => !wasPrivate);
  expect(records).toHaveLength(12);
  expect(open.map(({ note }) => note).reverse()).toEqual([
    "since it is open",
    "since",
    "a -> b",
    "in the whole chat",
  ]);
});

test("records of the third version count as their owners', and its invitations hold", async () => {
  const data = newFolder();
  makeThirdVersion(data);
  await using store = await openIn(data);
  await store.house.audit(auditOf("kick", "~open000000"));
  await store.house.audit(auditOf("kick", "~hidden0000"));
  expect(await store.rooms.isInvited("~open000000", cat)).toBe(true);
  await store[Symbol.asyncDispose]();
  const counts = withDatabase(data, (database) =>
    database
      .prepare("SELECT owner, room, records FROM audit_counts")
      .all()
      .map(({ owner, room, records }) => [owner, room, records]),
  );
  expect(new Set(counts)).toEqual(
    new Set([
      ["", "", 13],
      ["-", "", 3],
      ["-", "~gone000000", 1],
      ["-", "~hidden0000", 2],
      [ann, "", 10],
      [ann, "~always0000", 1],
      [ann, "~born000000", 3],
      [ann, "~open000000", 6],
    ]),
  );
});

test("bans of the third version count as of whoever owns the room, and leave place beside them for those of the guests", async () => {
  const data = newFolder();
  makeThirdVersion(data);
  const rooms = ["", "~open000000", "~hidden0000", "~gone000000"];
  withDatabase(data, (database) => {
    const insert = database.prepare(
      `INSERT INTO sanctions (id, kind, room, identity, address, name, by, by_name, reason, at)
       VALUES (?, 'ban', ?, '', '192.0.2.7', '', ?, 'ann', '', 1000)`,
    );
    rooms.forEach((room, index) => insert.run(`s${index}`, room, ann));
  });
  await using store = await openIn(data);
  const { house } = store;
  const address = "192.0.2.7";
  await house.addSanction(
    sanctionOf({ id: "t", identity: undefined, address }),
  );
  const kept = await house.sanctions();
  expect(new Set(kept.map(({ id, owner }) => `${id} ${owner}`))).toEqual(
    new Set([
      "s0 undefined",
      `s1 ${ann}`,
      "s2 -",
      "s3 undefined",
      "t undefined",
    ]),
  );
  expect((await store.identities.byId(ann))?.under).toBe(undefined);
});

test("a file that was brought up to date has the schema of a new one", async () => {
  const [fresh, first, second] = [newFolder(), newFolder(), newFolder()];
  const third = newFolder();
  makeFirstVersion(first);
  makeSecondVersion(second);
  makeThirdVersion(third);
  const schemas = [];
  for (const data of [fresh, first, second, third]) {
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
  expect(schemas[1]).toEqual(schemas[0]);
  expect(schemas[2]).toEqual(schemas[0]);
  expect(schemas[3]).toEqual(schemas[0]);
});
