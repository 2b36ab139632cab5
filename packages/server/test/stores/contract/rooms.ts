// The contract of rooms.
import { expect, test } from "vitest";
import type {
  RoomChange,
  RoomRecord,
} from "../../../src/core/ports/room-store.ts";
import { codeOf, upTo } from "../../support/chat.ts";
import {
  ann,
  bob,
  cat,
  directOf,
  makeGuest,
  makeRoom,
  opened,
  privateOf,
  recordOf,
  sayMany,
  type Open,
} from "./world.ts";

export function rooms(open: Open): void {
  test("a room is found by its id and by its folded title", async () => {
    const store = await opened(open);
    const record = {
      ...recordOf("Kitchen"),
      kind: "closed" as const,
      most: 12,
      master: ann,
      topic: "tea",
      description: "Where we cook 😀",
    };
    expect(await store.rooms.create(record)).toEqual({
      room: record,
      made: true,
    });
    expect(await store.rooms.byId(record.id)).toEqual(record);
    expect(await store.rooms.byFolded("kitchen")).toEqual(record);
    expect(await store.rooms.byId("~nowhere000")).toBeUndefined();
    expect(await store.rooms.byFolded("Kitchen")).toBeUndefined();
  });

  test("of many who make a room of one title at once, one makes it and all get it", async () => {
    const store = await opened(open);
    const made = await Promise.all(
      upTo(20).map((n) =>
        store.rooms.create(recordOf(n % 2 === 0 ? "Kitchen" : "KITCHEN")),
      ),
    );
    expect(made.filter(({ made: isNew }) => isNew)).toHaveLength(1);
    const holder = made.find(({ made: isNew }) => isNew)?.room;
    for (const { room } of made) expect(room).toEqual(holder);
    expect(await store.rooms.list("", 10)).toEqual([holder]);
  });

  test("an id that is taken makes no second room", async () => {
    const store = await opened(open);
    const id = await makeRoom(store, "kitchen");
    const again = store.rooms.create({ ...recordOf("garden"), id });
    expect(await codeOf(again)).toBe("unavailable");
    expect((await store.rooms.byId(id))?.title).toBe("kitchen");
    expect(await store.rooms.byFolded("garden")).toBeUndefined();
  });

  test("rooms are listed in the order of the folded title, page by page", async () => {
    const store = await opened(open);
    expect(await store.rooms.list("", 10)).toEqual([]);
    // The two last would be the other way round by code point.
    const folded = ["10", "9", "a", "ab", "b", "z", "é", "😀", "\u{fa0e}"];
    for (const title of [...folded].reverse()) await makeRoom(store, title);
    const seen: string[] = [];
    for (let after = ""; ; after = seen.at(-1) ?? "") {
      const page = await store.rooms.list(after, 2);
      if (page.length === 0) break;
      expect(page.length).toBeLessThanOrEqual(2);
      seen.push(...page.map((room) => room.folded));
    }
    expect(seen).toEqual(folded);
    const rest = await store.rooms.list("aa", 3);
    expect(rest.map((room) => room.folded)).toEqual(["ab", "b", "z"]);
  });

  test("a direct room is found by its people, and neither direct nor private rooms are listed or counted", async () => {
    const store = await opened(open);
    const direct = directOf(ann, bob);
    expect(await store.rooms.create(direct)).toEqual({
      room: direct,
      made: true,
    });
    const again = await store.rooms.create(directOf(ann, bob));
    expect(again).toEqual({ room: direct, made: false });
    await store.rooms.create(directOf(ann, cat));
    await makeRoom(store, "kitchen");
    await store.rooms.create({ ...recordOf("cellar"), kind: "closed" });
    await store.rooms.create(privateOf("attic"));
    expect(await store.rooms.byFolded(direct.folded)).toEqual(direct);
    expect(await store.rooms.byId(direct.id)).toEqual(direct);
    for (const after of ["", direct.folded]) {
      const listed = await store.rooms.list(after, 10);
      expect(listed.map(({ title }) => title)).toEqual(["cellar", "kitchen"]);
    }
    expect(await store.rooms.list("", 1)).toMatchObject([{ title: "cellar" }]);
    expect(await store.rooms.count(10)).toBe(2);
    expect(await store.rooms.count(Infinity)).toBe(2);
    expect(await store.rooms.count(2)).toBe(2);
    expect(await store.rooms.count(1)).toBe(1);
    expect(await store.rooms.count(0)).toBe(0);
    expect(await store.rooms.removeIfUnused(direct.id)).toBe(true);
    expect(await store.rooms.byFolded(direct.folded)).toBeUndefined();
    expect(await store.rooms.count(10)).toBe(2);
  });

  test("what is changed of a room is changed, and nothing else of it", async () => {
    const store = await opened(open);
    const record = recordOf("Kitchen");
    await store.rooms.create(record);
    const other = await makeRoom(store, "garden");
    const after = async (change: RoomChange) => {
      await store.rooms.change(record.id, change);
      const found = await store.rooms.byId(record.id);
      expect(await store.rooms.byFolded("kitchen")).toEqual(found);
      expect(await store.rooms.list("garden", 10)).toEqual([found]);
      return found;
    };
    expect(await after({})).toEqual(record);
    expect(await after({ master: ann })).toEqual({ ...record, master: ann });
    expect(await after({ kind: "closed", most: 5 })).toEqual({
      ...record,
      kind: "closed",
      most: 5,
      master: ann,
    });
    expect(await after({ master: bob })).toMatchObject({
      most: 5,
      master: bob,
    });
    expect(await after({ most: 0 })).toMatchObject({ most: 0, master: bob });
    expect(await after({ master: ann, kind: "public" })).toEqual({
      ...record,
      master: ann,
    });
    expect(await after({ master: null })).toEqual(record);
    const about = { description: "Where we cook", isArchived: true };
    expect(await after(about)).toEqual({ ...record, ...about });
    expect(await after({ isArchived: false })).toMatchObject({
      description: "Where we cook",
      isArchived: false,
    });
    expect(await after({ description: "" })).toEqual(record);
    expect(await store.rooms.byId(other)).toEqual({
      ...recordOf("garden"),
      id: other,
    });
  });

  test("a room is found by what it is changed to, unless another has it; then nothing is changed", async () => {
    const store = await opened(open);
    const record = recordOf("Kitchen");
    await store.rooms.create(record);
    const garden = await makeRoom(store, "garden");
    const change = (folded: string, more: RoomChange = {}) =>
      codeOf(store.rooms.change(record.id, { ...more, folded }));
    const hidden = `\u0000${record.id}`;
    expect(await change(hidden, { kind: "private" })).toBeUndefined();
    const found = await store.rooms.byFolded(hidden);
    expect(found).toEqual({ ...record, folded: hidden, kind: "private" });
    expect(await store.rooms.byFolded("kitchen")).toBeUndefined();
    expect(await store.rooms.count(10)).toBe(1);
    expect(await change("garden", { kind: "public", most: 5 })).toBe(
      "room_exists",
    );
    expect(await store.rooms.byId(record.id)).toEqual(found);
    expect((await store.rooms.byFolded("garden"))?.id).toBe(garden);
    expect(await change(hidden)).toBeUndefined();
    expect(await change("kitchen", { kind: "public" })).toBeUndefined();
    expect(await store.rooms.byId(record.id)).toEqual(record);
    expect(await store.rooms.byFolded(hidden)).toBeUndefined();
    const gone = store.rooms.change("~nowhere000", { folded: "attic" });
    expect(await codeOf(gone)).toBe("no_such_room");
  });

  test("private rooms of one title are several, and a public one beside them", async () => {
    const store = await opened(open);
    const records = [privateOf("Kitchen"), privateOf("Kitchen")];
    for (const record of [...records, recordOf("Kitchen")])
      expect(await store.rooms.create(record)).toEqual({
        room: record,
        made: true,
      });
    for (const record of records)
      expect(await store.rooms.byFolded(record.folded)).toEqual(record);
    const listed = await store.rooms.list("", 10);
    expect(listed).toMatchObject([{ kind: "public" }]);
  });

  test("a private room shows to its members, its master and whoever is invited", async () => {
    const store = await opened(open);
    const record = { ...privateOf("attic"), master: ann };
    const { id, folded } = record;
    await store.rooms.create(record);
    const shown = async (who: string) => {
      const found = await store.rooms.visible({ id }, who);
      expect(await store.rooms.visible({ folded }, who)).toEqual(found);
      if (found !== undefined) expect(found).toEqual(record);
      return found !== undefined;
    };
    expect([await shown(ann), await shown(bob)]).toEqual([true, false]);
    await store.rooms.invite(id, bob);
    expect([await shown(bob), await shown(cat)]).toEqual([true, false]);
    await store.rooms.uninvite(id, bob);
    expect(await shown(bob)).toBe(false);
    await store.rooms.addMember(id, bob);
    expect([await shown(bob), await shown(cat)]).toEqual([true, false]);
    await store.rooms.removeMember(id, bob);
    expect(await shown(bob)).toBe(false);
    // Nor does another room show it.
    const other = await makeRoom(store, "kitchen");
    await store.rooms.addMember(other, cat);
    expect(await shown(cat)).toBe(false);
  });

  test("a direct room shows to its people, public and closed ones to everyone, and what is not there to nobody", async () => {
    const store = await opened(open);
    const direct = directOf(ann, bob);
    const everyones = recordOf("kitchen");
    const closed = { ...recordOf("cellar"), kind: "closed" as const };
    for (const record of [direct, everyones, closed])
      await store.rooms.create(record);
    const shown = async ({ id, folded }: RoomRecord, who: string) => {
      const found = await store.rooms.visible({ id }, who);
      expect(await store.rooms.visible({ folded }, who)).toEqual(found);
      return found;
    };
    expect(await shown(direct, ann)).toEqual(direct);
    expect(await shown(direct, bob)).toEqual(direct);
    for (const who of [cat, "", ann.slice(1), `${ann} ${bob}`])
      expect(await shown(direct, who)).toBeUndefined();
    for (const record of [everyones, closed])
      for (const who of [ann, cat])
        expect(await shown(record, who)).toEqual(record);
    expect(await shown(recordOf("attic"), ann)).toBeUndefined();
  });

  test("the private rooms of a person are those that he is in or invited to", async () => {
    const store = await opened(open);
    const records = ["1", "2", "3", "4"].map(privateOf);
    for (const record of records) await store.rooms.create(record);
    const [mine, invited, both] = records.map(({ id }) => id);
    const titlesOf = async (who: string, limit = 10) => {
      const found = await store.rooms.privateOf(who, limit);
      for (const record of found) expect(records).toContainEqual(record);
      return found.map(({ title }) => title).sort();
    };
    expect(await titlesOf(ann)).toEqual([]);
    for (const room of [mine, both])
      await store.rooms.addMember(room ?? "", ann);
    for (const room of [invited, both])
      await store.rooms.invite(room ?? "", ann);
    await store.rooms.addMember(await makeRoom(store, "kitchen"), ann);
    const { room: direct } = await store.rooms.create(directOf(ann, bob));
    await store.rooms.addMember(direct.id, ann);
    expect(await titlesOf(ann)).toEqual(["1", "2", "3"]);
    expect(await titlesOf(ann, 2)).toHaveLength(2);
    expect(await titlesOf(bob)).toEqual([]);
  });

  test("a room that went is not changed, also when it went just now", async () => {
    const store = await opened(open);
    const room = await makeRoom(store, "kitchen");
    const [, late] = await Promise.all([
      store.rooms.removeIfUnused(room),
      codeOf(store.rooms.change(room, { most: 2 })),
    ]);
    expect(late).toBe("no_such_room");
    const nowhere = store.rooms.change("~nowhere000", {});
    expect(await codeOf(nowhere)).toBe("no_such_room");
  });

  test("a private room without a member goes with all that was said in it", async () => {
    const store = await opened(open);
    const { rooms, log } = store;
    const den = await makeRoom(store, "den");
    const lair = await makeRoom(store, "lair");
    for (const room of [lair, den]) {
      const hidden = { kind: "private", folded: `\0${room}` } as const;
      await rooms.change(room, hidden);
      await rooms.addMember(room, ann);
      await sayMany(store, room, 3);
    }
    await rooms.invite(lair, bob);
    expect(await rooms.removeIfUnused(lair)).toBe(false);
    await rooms.removeMember(lair, ann);
    // What is on its way comes before or after it.
    const ends = await Promise.all([
      codeOf(sayMany(store, lair, 1)),
      rooms.removeIfUnused(lair),
      codeOf(sayMany(store, lair, 1)),
      codeOf(rooms.addMember(lair, bob)),
    ]);
    expect(ends).toEqual([undefined, true, "no_such_room", "no_such_room"]);
    expect(await rooms.byId(lair)).toBeUndefined();
    expect(await rooms.isInvited(lair, bob)).toBe(false);
    expect(await rooms.privateOf(bob, 10)).toEqual([]);
    expect(await codeOf(log.page(lair, Infinity, 10))).toBe("no_such_room");
    // One that is made next begins at its beginning, whatever is still to be cleared away; the other is as it was.
    const next = await makeRoom(store, "next");
    expect((await sayMany(store, next, 1))[0]?.seq).toBe(1);
    expect((await sayMany(store, den, 1))[0]?.seq).toBe(4);
  });

  test("with a guest who is forgotten goes the private room that he alone was a member of", async () => {
    const store = await opened(open);
    const { rooms, identities } = store;
    for (const who of [ann, bob]) await makeGuest(store, who);
    const [lair, den] = [
      await makeRoom(store, "lair"),
      await makeRoom(store, "den"),
    ];
    for (const room of [lair, den]) {
      const hidden = { kind: "private", folded: `\0${room}` } as const;
      await rooms.change(room, hidden);
      await rooms.addMember(room, ann);
      await sayMany(store, room, 1);
    }
    await rooms.addMember(den, cat);
    const nobody = new Set<string>();
    expect(
      await identities.forgetGuests(9_000, 9_000, nobody, nobody),
    ).toBeGreaterThan(0);
    expect(await rooms.byId(lair)).toBeUndefined();
    expect(await rooms.byId(den)).toBeDefined();
  });

  test("a room goes only when it has neither an entry nor a member", async () => {
    const store = await opened(open);
    const spoken = await makeRoom(store, "spoken");
    const joined = await makeRoom(store, "joined");
    const unused = await makeRoom(store, "unused");
    await sayMany(store, spoken, 1);
    await store.rooms.addMember(joined, ann);
    expect(await store.rooms.removeIfUnused(spoken)).toBe(false);
    expect(await store.rooms.removeIfUnused(joined)).toBe(false);
    expect(await store.rooms.removeIfUnused(unused)).toBe(true);
    expect(await store.rooms.removeIfUnused(unused)).toBe(false);
    expect(await store.rooms.byId(unused)).toBeUndefined();
    expect(await store.rooms.byFolded("unused")).toBeUndefined();
    expect(await store.rooms.list("", 10)).toHaveLength(2);
    await store.rooms.removeMember(joined, ann);
    expect(await store.rooms.removeIfUnused(joined)).toBe(true);
    const again = await makeRoom(store, "unused");
    expect((await sayMany(store, again, 1))[0]?.seq).toBe(1);
  });
}
