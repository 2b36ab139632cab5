// The table of rights itself: nothing is missing in it, and nothing in it tells of what is hidden.
import { verbs } from "@koine/protocol";
import { expect, test } from "vitest";
import { deeds } from "./deeds.ts";
import { columns, deedOf, ownRows, rowsOf } from "./read-table.ts";
import { circumstances } from "./table.ts";

const all = circumstances.flatMap((circumstance) =>
  rowsOf(circumstance).map((row) => ({ circumstance, row })),
);

test("every verb of the protocol is in the table", () => {
  const known = new Set<string>(all.map(({ row }) => row.verb));
  expect(Object.keys(verbs).filter((verb) => !known.has(verb))).toEqual([]);
});

test("every verb about a room is in it for a public, a closed, a private and a direct room", () => {
  const about = Object.entries(verbs)
    .filter(([, { params }]) => "room" in params.properties)
    .map(([name]) => name);
  for (const name of ["public", "closed", "private", "direct"]) {
    const known = new Set<string>(
      all
        .filter(({ circumstance }) => circumstance.name === name)
        .map(({ row }) => row.verb),
    );
    expect([name, about.filter((verb) => !known.has(verb))]).toEqual([
      name,
      [],
    ]);
  }
});

test("what each line asks is known, and no line stands twice", () => {
  const unknown = all.filter(({ row }) => deeds[deedOf(row)] === undefined);
  expect(unknown.map(({ row }) => deedOf(row))).toEqual([]);
  for (const circumstance of circumstances) {
    const own = ownRows(circumstance).map(deedOf);
    expect(own).toEqual([...new Set(own)]);
  }
});

test("nothing is asked of a deed that no line is about", () => {
  const asked = new Set(all.map(({ row }) => deedOf(row)));
  expect(Object.keys(deeds).filter((deed) => !asked.has(deed))).toEqual([]);
});

test("a private or a direct room does not exist for whoever was not let in", () => {
  const open = ["when invited"];
  for (const { circumstance, row } of all) {
    const isHidden = ["private", "direct"].includes(circumstance.name);
    if (!isHidden || open.includes(row.object)) continue;
    for (const column of ["banned", "outsider"] as const)
      // What holds there is asked for by an id, and is as one that there is not.
      expect([
        row.verb === "lift" ? "bad_request" : "no_such_room",
        "-",
      ]).toContain(row.cells[column]);
  }
});

test("in a room nobody may do what someone of a lower role may not refuse him", () => {
  // Whoever has a role may do what those below him may; but for what is one's own name.
  const ladder = columns.slice(0, 5).reverse();
  for (const { circumstance, row } of all) {
    if (row.verb === "rename") continue;
    const may = ladder
      .map((column) => row.cells[column])
      .filter((cell) => cell !== "-")
      .map((cell) => cell === "yes");
    const first = may.indexOf(true);
    const isLadder = first === -1 || may.slice(first).every(Boolean);
    expect([circumstance.name, deedOf(row), isLadder]).toEqual([
      circumstance.name,
      deedOf(row),
      true,
    ]);
  }
});
