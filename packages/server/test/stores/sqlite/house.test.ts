// What keeps order in the house, and what members have read, from one opening of SQLite's file to the next.
import { expect, test } from "vitest";
import { tokenIdOf } from "../../../src/core/ids.ts";
import {
  accountOf,
  ann,
  auditOf,
  bob,
  makeRoom,
  sanctionOf,
  sayMany,
  tokenOf,
} from "../contract/world.ts";
import { newFolder, openIn, withDatabase } from "./folder.ts";

const record = auditOf("kick", "~kitchen000");

test("bans, rules, the audit, resets, owners, tokens, room roles and what was read survive reopening", async () => {
  const data = newFolder();
  const first = await openIn(data);
  const room = await makeRoom(first, "kitchen");
  await first.rooms.addMember(room, ann);
  await sayMany(first, room, 5);
  await first.rooms.setMemberRole(room, ann, "moderator");
  await first.rooms.mark([{ room, identity: ann, seq: 2 }]);
  await first.rooms.change(room, { description: "tea", isArchived: true });
  await first.identities.createAccount(accountOf(ann), 1_000);
  await first.identities.makeFirstOwner(ann);
  const facts = {
    label: "bot",
    scopes: ["read"] as const,
    door: "native",
    address: "::1",
    until: 9_000,
  };
  await first.identities.addToken(ann, tokenOf(ann), 1_000, facts);
  const ban = sanctionOf({ until: 9_000 });
  await first.house.addSanction(ban);
  await first.house.setRules({ registration: "closed", guests: "locked" });
  for (const _ of "123") await first.house.audit(record);
  await first.house.addReset(tokenOf(bob), ann, 9_000);
  await first[Symbol.asyncDispose]();

  await using store = await openIn(data);
  const { rooms, house, identities } = store;
  expect(await rooms.standing(room, ann)).toMatchObject({
    room: { description: "tea", isArchived: true },
    role: "moderator",
    read: 2,
    unread: 3,
  });
  await sayMany(store, room, 1);
  expect(await rooms.standing(room, ann)).toMatchObject({ unread: 4 });
  expect(await identities.makeFirstOwner(ann)).toBe(false);
  expect(await identities.tokensOf(ann)).toEqual([
    { ...facts, id: tokenIdOf(tokenOf(ann)), at: 1_000 },
  ]);
  expect(await house.sanctions()).toEqual([ban]);
  expect(await house.rules()).toEqual({
    registration: "closed",
    guests: "locked",
  });
  await house.audit(record);
  const page = await house.auditPage(Infinity, 10);
  expect(page.map(({ n }) => n)).toEqual([4, 3, 2, 1]);
  expect(await house.takeReset(tokenOf(bob), 2_000)).toBe(ann);
});

test("of more than 100,000 records of the audit the oldest go", async () => {
  const data = newFolder();
  const first = await openIn(data);
  for (const _ of "12345") await first.house.audit(record);
  await first[Symbol.asyncDispose]();
  withDatabase(data, (database) =>
    database.exec("UPDATE audit SET n = 100002 WHERE n = 5"),
  );
  await using store = await openIn(data);
  const numbers = async (room?: string) =>
    (await store.house.auditPage(Infinity, 10, room)).map(({ n }) => n);
  expect(await numbers()).toEqual([100_002, 4, 3, 2, 1]);
  await store.house.audit(record);
  expect(await numbers()).toEqual([100_003, 100_002, 4]);
  await Promise.all([store.house.audit(record), store.house.audit(record)]);
  expect(await numbers()).toEqual([100_005, 100_004, 100_003, 100_002]);
  expect(await numbers("~kitchen000")).toEqual(await numbers());
});
