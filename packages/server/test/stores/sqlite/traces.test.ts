// What is left in SQLite's file of guests who were forgotten and of rooms that went.
import type { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import {
  ann,
  bob,
  cat,
  makeGuest,
  makeRoom,
  said,
  sanctionOf,
} from "../contract/world.ts";
import { newFolder, openIn, withDatabase } from "./folder.ts";

/** The columns of the file's tables that have this value in some row, as `table.column`. */
function columnsWith(database: DatabaseSync, value: string | number): string[] {
  const columns = database
    .prepare(
      `SELECT tables.name AS "table", columns.name AS "column"
       FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
       WHERE tables.type = 'table' ORDER BY 1, 2`,
    )
    .all()
    .map((row) => [String(row["table"]), String(row["column"])] as const);
  return columns
    .filter(([table, column]) =>
      database
        .prepare(`SELECT 1 FROM "${table}" WHERE "${column}" = ?`)
        .get(value),
    )
    .map((names) => names.join("."));
}

test("of a guest who is forgotten nothing is left but what he said and what was done to him", async () => {
  const data = newFolder();
  const store = await openIn(data);
  const { rooms, log, identities, house } = store;
  await makeGuest(store, ann);
  await identities.setPreferences(ann, "webchat", "red");
  const room = await makeRoom(store, "kitchen");
  await rooms.addMember(room, ann);
  await rooms.invite(room, ann);
  await log.append(room, { ...said(ann, "hi"), mentions: [bob] });
  await log.append(room, { ...said(bob, "hi"), mentions: [ann] });
  await house.addSanction(
    sanctionOf({ room, identity: ann, by: { id: bob, name: "bob" } }),
  );
  const before = new Set(
    withDatabase(data, (database) => columnsWith(database, ann)),
  );
  const taken = [
    "identities.id",
    "invitations.identity",
    "members.identity",
    "mentions.identity",
    "preferences.identity",
    "tokens.identity",
  ];
  for (const column of taken) expect(before).toContain(column);
  expect(
    await identities.forgetGuests(9_000, 9_000, new Set(), new Set()),
  ).toBe(1);
  await store[Symbol.asyncDispose]();
  const left = withDatabase(data, (database) => columnsWith(database, ann));
  expect(left).toEqual([
    "entries.author",
    "entries.mentions",
    "mentions.author",
    "sanctions.identity",
  ]);
});

test("of a room that went nothing is left that another with its number could take over", async () => {
  const data = newFolder();
  const first = await openIn(data);
  const room = await makeRoom(first, "kitchen");
  await first.rooms.invite(room, cat);
  await first[Symbol.asyncDispose]();
  // As if it had had entries once.
  const n = 1;
  withDatabase(data, (database) =>
    database.exec(`
      INSERT INTO mentions VALUES ('${bob}', ${n}, 1, '${ann}');
      INSERT INTO reactions (room, of, reaction, identity, seq) VALUES (${n}, 1, '👍', '${bob}', 2);
      INSERT INTO reaction_counts (room, of, reaction, count, first) VALUES (${n}, 1, '👍', 1, 2)`),
  );
  const roomsWith = (): string[] =>
    withDatabase(data, (database) =>
      columnsWith(database, n).filter((name) => name.endsWith(".room")),
    );
  expect(roomsWith()).toHaveLength(4);
  const store = await openIn(data);
  expect(await store.rooms.removeIfUnused(room)).toBe(true);
  await store[Symbol.asyncDispose]();
  expect(roomsWith()).toEqual([]);
});
