// How SQLite finds what the store asks for: by an index, however many rows there are.
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { expect, test } from "vitest";
import { deletions } from "../../../src/stores/sqlite/emptying.ts";
import { migrate } from "../../../src/stores/sqlite/migrations.ts";
import { prepareReads } from "../../../src/stores/sqlite/reads.ts";
import { prepareWrites } from "../../../src/stores/sqlite/writes.ts";

class Recording extends DatabaseSync {
  readonly prepared: string[] = [];

  override prepare(sql: string): StatementSync {
    this.prepared.push(sql);
    return super.prepare(sql);
  }
}

interface Plan {
  readonly sql: string;
  readonly steps: readonly string[];
}

function plansOf(prepare: (database: DatabaseSync) => unknown): Plan[] {
  using database = new Recording(":memory:");
  migrate(database);
  database.prepared.length = 0;
  prepare(database);
  return [...database.prepared].map((sql) => {
    const rows = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
    return { sql, steps: rows.map(({ detail }) => String(detail)) };
  });
}

/** At most 10,000 bans and mutes, and a few rules, are read and counted whole. */
const mayScan =
  /^SCAN (CONSTANT ROW|asked|\(subquery-\d+\)|sanctions|rules)( |$)/;
const isSlow = (step: string): boolean =>
  (step.startsWith("SCAN") && !mayScan.test(step)) ||
  step.includes("AUTOMATIC");

const prepareDeletions = (database: DatabaseSync) =>
  deletions.map((sql) => database.prepare(sql));

test("what is left of a room that is gone is found by an index", () => {
  const plans = plansOf(prepareDeletions);
  expect(plans).toHaveLength(4);
  expect(plans.filter(({ steps }) => steps.some(isSlow))).toEqual([]);
});

for (const [who, prepare] of [
  ["reader", prepareReads],
  ["writer", prepareWrites],
] as const) {
  test(`nothing that the ${who} asks for is looked for row by row`, () => {
    const plans = plansOf(prepare);
    expect(plans.length).toBeGreaterThan(20);
    expect(plans.filter(({ steps }) => steps.some(isSlow))).toEqual([]);
  });
}

test("how members stand is read by seeks of their own entries and mentions alone", () => {
  const standings = plansOf(prepareReads).filter(
    ({ sql }) => sql.includes("FROM mentions") && sql.includes("AS unread"),
  );
  expect(standings).toHaveLength(3);
  for (const { steps } of standings) {
    const of = (table: string) =>
      steps.filter((step) => new RegExp(`^SEARCH ${table}\\b`).test(step));
    const mine =
      "SEARCH mentions USING PRIMARY KEY (identity=? AND room=? AND seq>?)";
    expect(of("mentions")).toEqual([mine, mine]);
    for (const table of ["head", "marked"])
      expect(of(table)[0]).toContain("INTEGER PRIMARY KEY (rowid=?)");
    expect(of("entries")).toEqual([
      "SEARCH entries USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)",
    ]);
    expect(steps.join("\n")).not.toContain("TEMP B-TREE");
  }
});
