import fc from "fast-check";
import { expect, test } from "vitest";
import { People, type RoomNotice } from "../src/people.ts";
import type { Person } from "../src/state.ts";

const room = "~kitchen000";
const person = (id: string, name = id): Person => ({ id, name });
const joined = (...ids: string[]): RoomNotice => ({
  ev: "joined",
  room,
  members: ids.map((id) => person(id)),
});
const left = (...ids: string[]): RoomNotice => ({
  ev: "left",
  room,
  members: ids.map((id) => person(id)),
});
const ids = (people: People): string[] => people.sorted.map(({ id }) => id);

/** ann's list with everyone in it. */
function known(...all: string[]): People {
  const people = new People();
  people.entered("ann", all.length);
  people.answered(
    all.map((id) => person(id)),
    all.length,
  );
  return people;
}

/** ann's list of a room of 1,000 of which she knows 200. */
function big(): People {
  const people = new People();
  people.entered("ann", 1_000);
  people.answered(
    Array.from({ length: 200 }, (_, n) => person(`p${n}`)),
    1_000,
  );
  return people;
}

test("people are sorted by name, and the list keeps its identity until it changes", () => {
  const people = known("cat", "ann");
  const before = people.sorted;
  expect(people.sorted).toBe(before);
  people.apply(joined("bob"));
  expect(ids(people)).toEqual(["ann", "bob", "cat"]);
  people.apply({ ev: "renamed", room, id: "ann", name: "zoe", was: "ann" });
  expect(people.sorted.map(({ name }) => name)).toEqual(["bob", "cat", "zoe"]);
  expect(before.map(({ name }) => name)).toEqual(["ann", "cat"]);
});

test("who comes twice counts once, who leaves unknown counts not at all", () => {
  const people = known("ann");
  people.apply(joined("bob", "bob"));
  people.apply(left("dan"));
  expect(people.count).toBe(2);
});

test("in a big room the unknown are counted, and oneself only once", () => {
  const people = big();
  people.apply(joined("ann"));
  expect(people.count).toBe(1_000);
  people.apply(joined("new"));
  people.apply(left("unknown"));
  people.apply(left("other"));
  expect(people.count).toBe(999);
  expect(people.isComplete).toBe(false);
});

test("a big room that becomes small is asked for", () => {
  const people = big();
  const gone = Array.from({ length: 799 }, (_, n) => `gone ${n}`);
  expect(people.apply(left(...gone))).toBe(false);
  expect(people.apply(left("p0"))).toBe(true);
});

test("members without a list have to be asked for", () => {
  expect(known("ann").apply({ ev: "members", room, count: 500 })).toBe(true);
});

test("who left while the list was asked for is not brought back by its answer", () => {
  const people = known("ann", "bob");
  people.asking();
  people.apply(left("bob"));
  people.apply(joined("cat"));
  people.answered([person("ann"), person("bob")], 2);
  expect(ids(people)).toEqual(["ann", "cat"]);
  expect(people.count).toBe(2);
});

test("more people than the bound are counted only", () => {
  const people = known("ann");
  for (let n = 0; n < 3_000; n++) people.apply(joined(`p${n}`));
  expect(people.count).toBe(3_001);
  expect(people.sorted.length).toBeLessThanOrEqual(1_000);
  expect(people.isComplete).toBe(false);
});

test("a complete list equals who is there after any comings and goings, wherever the answer falls", () => {
  const step = fc.record({
    id: fc.constantFrom("bob", "cat", "dan", "eve"),
    isThere: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 20, size: "max" }),
      fc.nat(20),
      fc.nat(20),
      (steps, asked, made) => {
        const people = known("ann");
        const there = new Set(["ann"]);
        let answer: Person[] = [];
        for (const [n, { id, isThere }] of steps.entries()) {
          if (n === asked) people.asking();
          if (n === asked + made)
            answer = [...there].map((each) => person(each));
          if (isThere) there.add(id);
          else there.delete(id);
          people.apply(isThere ? joined(id) : left(id));
        }
        if (asked + made < steps.length) people.answered(answer, answer.length);
        expect(ids(people)).toEqual([...there].sort());
        expect(people.count).toBe(there.size);
      },
    ),
  );
});

test("a room that has another owner shows him so at once, and what the other one is has to be asked for", () => {
  const people = new People();
  people.entered("ann", 2);
  const roles = (role: "owner" | "member", id: string) => ({
    ...person(id),
    role,
  });
  people.answered([roles("owner", "ann"), roles("member", "bob")], 2);
  expect(people.lacksRoles).toBe(false);
  const was = person("ann");
  people.apply({ ev: "master", room, master: person("bob"), was });
  expect(people.sorted).toEqual([was, roles("owner", "bob")]);
  expect(people.lacksRoles).toBe(true);
});
