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
import { upTo } from "../../support/chat.ts";
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
  expect(await house.resetOf(tokenOf(bob), 2_000)).toBe(ann);
});

test("of more than 50,000 records of all rooms, and as many of the chat, the oldest go", async () => {
  const data = newFolder();
  await (await openIn(data))[Symbol.asyncDispose]();
  withDatabase(data, (database) =>
    database.exec(
      `INSERT INTO audit (at, by, by_name, act, room, note, owner)
       WITH RECURSIVE one (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM one WHERE n < 100000)
       SELECT n, 'a', 'ann', 'kick', iif(n % 2 = 1, '~room' || n, NULL), '', '-' FROM one`,
    ),
  );
  await using store = await openIn(data);
  const oldest = async () =>
    (await store.house.auditPage(1_000, 1_000)).slice(-2);
  expect((await oldest()).map(({ n }) => n)).toEqual([2, 1]);
  const audit = (roomOf: (n: number) => string | undefined) =>
    Promise.all(
      upTo(100).map((n) => store.house.audit(auditOf("kick", roomOf(n)))),
    );
  await audit((n) => `~new${n}`);
  // What was done in rooms has pushed out what was done in rooms.
  expect((await oldest()).map(({ n }) => n)).toEqual([4, 2]);
  await audit(() => undefined);
  expect((await oldest()).map(({ n }) => n)).toEqual([202, 201]);
});
