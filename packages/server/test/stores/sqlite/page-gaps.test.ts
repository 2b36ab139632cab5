// Gaps in pages of a database: found where something is in them, and nowhere that could hold anything.
import { readFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import {
  dirtyGap,
  pageFormOf,
  type PageForm,
} from "../../../src/stores/sqlite/page-gaps.ts";
import { upTo } from "../../support/chat.ts";
import { newFolder } from "./folder.ts";

const form: PageForm = { size: 4_096, reserved: 0 };

/** A page of SQLite's own making, with an index, many small rows, and one that runs over into pages of its own. */
function pagesOf(pragma: string): Buffer {
  const file = path.join(newFolder(), "some.db");
  using database = new DatabaseSync(file);
  database.exec(`${pragma}; PRAGMA secure_delete = ON;
    CREATE TABLE words (n INTEGER PRIMARY KEY, word TEXT, other TEXT UNIQUE);
    CREATE TABLE others (word TEXT PRIMARY KEY) WITHOUT ROWID; BEGIN`);
  const insert = database.prepare("INSERT INTO words VALUES (?, ?, ?)");
  for (const n of upTo(3_000))
    insert.run((n * 7_919) % 100_000, `word ${n}`, `${(n * 31) % 9_999} ${n}`);
  insert.run(200_000, "x".repeat(50_000), null);
  database.exec("INSERT INTO others SELECT word FROM words WHERE n < 90000");
  database.exec("DELETE FROM words WHERE n % 3 = 0; COMMIT");
  return readFileSync(file);
}

const rowsOf = (database: DatabaseSync): readonly unknown[] =>
  ["words", "others"].flatMap((table) =>
    database.prepare(`SELECT * FROM ${table} ORDER BY 1`).all(),
  );

for (const [name, pragma] of [
  ["usual pages", "PRAGMA page_size = 4096"],
  ["small pages", "PRAGMA page_size = 512"],
  ["the largest pages", "PRAGMA page_size = 65536"],
] as const)
  test(`with its gaps overwritten a file of ${name} holds the same, and no gap is found any more`, () => {
    const bytes = pagesOf(pragma);
    const { size } = pageFormOf(bytes);
    expect(size).toBe(Number(pragma.split(" ").at(-1)));
    using untouched = new DatabaseSync(":memory:");
    untouched.deserialize(Uint8Array.from(bytes));
    const before = rowsOf(untouched);
    expect(before.length).toBeGreaterThan(4_000);
    let found = 0;
    const each = (use: (page: Buffer, number: number) => void): void => {
      for (let at = 0; at < bytes.length; at += size)
        use(bytes.subarray(at, at + size), at / size + 1);
    };
    each((page, number) => {
      const gap = dirtyGap(page, number, pageFormOf(bytes));
      if (gap === undefined) return;
      found++;
      page.fill(0, gap.start, gap.end);
    });
    expect(found).toBeGreaterThan(0);
    each((page, number) =>
      expect(dirtyGap(page, number, pageFormOf(bytes))).toBeUndefined(),
    );
    using database = new DatabaseSync(":memory:");
    database.deserialize(bytes);
    expect(database.prepare("PRAGMA integrity_check").all()).toEqual([
      { integrity_check: "ok" },
    ]);
    expect(rowsOf(database)).toEqual(before);
  });

test("a page that is none of a tree, or looks odd, is left alone", () => {
  /** A leaf of a table with one cell, and something in its gap. */
  const leaf = (): Buffer => {
    const page = Buffer.alloc(form.size);
    page[0] = 13;
    page.writeUInt16BE(1, 3);
    page.writeUInt16BE(4_000, 5);
    page.writeUInt16BE(4_000, 8);
    return page.fill("secret", 500, 600);
  };
  expect(dirtyGap(leaf(), 2, form)).toEqual({ start: 10, end: 4_000 });
  expect(dirtyGap(leaf().fill(0, 500, 600), 2, form)).toBeUndefined();
  const odd: readonly ((page: Buffer) => unknown)[] = [
    // It runs over from another: it begins with the number of the next.
    (page) => page.writeUInt32BE(77, 0),
    (page) => page.writeUInt8(1, 0),
    // Cells without a place, in the pointers, in the gap, and beyond the end.
    (page) => page.writeUInt16BE(3_000, 3),
    (page) => page.writeUInt16BE(9, 5),
    (page) => page.writeUInt16BE(3_999, 8),
    (page) => page.writeUInt16BE(4_096, 8),
    (page) => page.writeUInt16BE(5_000, 5),
  ];
  for (const spoil of odd) {
    const page = leaf();
    spoil(page);
    expect(dirtyGap(page, 2, form)).toBeUndefined();
  }
});

test("pages that map others are left alone, however much they look like a tree", () => {
  const file = path.join(newFolder(), "some.db");
  using database = new DatabaseSync(file);
  database.exec(`PRAGMA page_size = 4096; PRAGMA auto_vacuum = INCREMENTAL;
    CREATE TABLE words (word TEXT); CREATE TABLE others (word TEXT);
    BEGIN`);
  for (const table of ["words", "others"])
    database.exec(`WITH RECURSIVE one (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM one WHERE n < 9000)
      INSERT INTO ${table} SELECT hex(zeroblob(250)) FROM one`);
  database.exec("COMMIT; DROP TABLE words");
  const bytes = readFileSync(file);
  const form = pageFormOf(bytes);
  const page = (number: number) =>
    bytes.subarray((number - 1) * 4_096, number * 4_096);
  // The second of its maps begins with pages that are free.
  expect(dirtyGap(page(822), 822, { ...form, hasMaps: false })).toBeDefined();
  expect(form.hasMaps).toBe(true);
  expect(dirtyGap(page(822), 822, form)).toBeUndefined();
  expect(pageFormOf(pagesOf("PRAGMA page_size = 4096")).hasMaps).toBe(false);
});
