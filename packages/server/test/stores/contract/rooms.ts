// The contract of rooms and their members.
import { expect, test } from "vitest";
import { newRoomId } from "../../../src/core/ids.ts";
import { codeOf, upTo } from "../../support/chat.ts";
import { ann, bob, makeRoom, opened, sayMany, type Open } from "./world.ts";

export function rooms(open: Open): void {
  test("a room is found by its id and by its folded title", async () => {
    const store = await opened(open);
    const record = { id: newRoomId(), title: "Kitchen", folded: "kitchen" };
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
        store.rooms.create({
          id: newRoomId(),
          title: n % 2 === 0 ? "Kitchen" : "KITCHEN",
          folded: "kitchen",
        }),
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
    const again = store.rooms.create({ id, title: "garden", folded: "garden" });
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

  test("a member is one once, until removed", async () => {
    const store = await opened(open);
    const { addMember, removeMember, isMember } = bound(store.rooms);
    const room = await makeRoom(store, "kitchen");
    expect(await isMember(room, ann)).toBe(false);
    expect(await addMember(room, ann)).toBe(true);
    expect(await addMember(room, ann)).toBe(false);
    expect(await isMember(room, ann)).toBe(true);
    expect(await isMember(room, bob)).toBe(false);
    expect(await removeMember(room, bob)).toBe(false);
    expect(await removeMember(room, ann)).toBe(true);
    expect(await removeMember(room, ann)).toBe(false);
    expect(await isMember(room, ann)).toBe(false);
  });

  test("a room that went takes no member, also when it went just now", async () => {
    const store = await opened(open);
    const { addMember, removeMember, isMember } = bound(store.rooms);
    const room = await makeRoom(store, "kitchen");
    await addMember(room, ann);
    const [, went, late] = await Promise.all([
      removeMember(room, ann),
      store.rooms.removeIfUnused(room),
      codeOf(addMember(room, bob)),
    ]);
    expect(went).toBe(true);
    expect(late).toBe("no_such_room");
    expect(await codeOf(addMember("~nowhere000", ann))).toBe("no_such_room");
    expect(await removeMember(room, bob)).toBe(false);
    expect(await isMember(room, bob)).toBe(false);
    expect(await store.rooms.roomsOf(bob, 10)).toEqual([]);
  });

  test("the rooms of a person are those that he is a member of, at most so many", async () => {
    const store = await opened(open);
    const ids = [];
    for (const n of upTo(5)) {
      const room = await makeRoom(store, `room ${n}`);
      ids.push(room);
      await store.rooms.addMember(room, ann);
      if (n === 1) await store.rooms.addMember(room, bob);
    }
    const mine = await store.rooms.roomsOf(ann, 10);
    expect([...mine].sort()).toEqual([...ids].sort());
    expect(await store.rooms.roomsOf(ann, 2)).toHaveLength(2);
    expect(await store.rooms.roomsOf(bob, 10)).toEqual([ids[0]]);
  });
}

function bound<Port extends object>(port: Port): Port {
  return new Proxy(port, {
    get(target, name: keyof Port & string) {
      const member = target[name];
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
}
