// The contract of members: their nicks and the order of joining.
import { expect, test } from "vitest";
import { codeOf, upTo } from "../../support/chat.ts";
import { ann, bob, directOf, makeRoom, opened, type Open } from "./world.ts";

export function members(open: Open): void {
  test("a member is one once, until removed", async () => {
    const store = await opened(open);
    const { addMember, removeMember, isMember } = bound(store.rooms);
    const room = await makeRoom(store, "kitchen");
    expect(await isMember(room, ann)).toBe(false);
    const has = { nick: undefined };
    expect(await addMember(room, ann)).toEqual({ isNew: true, ...has });
    expect(await addMember(room, ann)).toEqual({ isNew: false, ...has });
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

  test("a nick is kept until another is given, or none, or its member goes", async () => {
    const store = await opened(open);
    const { addMember, removeMember } = bound(store.rooms);
    const room = await makeRoom(store, "kitchen");
    const other = await makeRoom(store, "garden");
    const nickOf = async (nick?: string | null) =>
      (await addMember(room, ann, nick)).nick;
    expect(await addMember(room, ann, "annie")).toEqual({
      isNew: true,
      nick: "annie",
    });
    expect(await addMember(room, ann)).toEqual({ isNew: false, nick: "annie" });
    expect((await addMember(other, ann)).nick).toBeUndefined();
    expect((await addMember(room, bob)).nick).toBeUndefined();
    expect(await nickOf("anna")).toBe("anna");
    expect(await nickOf("anna")).toBe("anna");
    expect(await nickOf()).toBe("anna");
    expect(await nickOf(null)).toBeUndefined();
    expect(await nickOf()).toBeUndefined();
    await nickOf("annie");
    await removeMember(room, ann);
    expect(await addMember(room, ann)).toEqual({
      isNew: true,
      nick: undefined,
    });
    await removeMember(room, ann);
    expect((await addMember(room, ann, null)).nick).toBeUndefined();
  });

  test("the rooms of a person are in the order of joining, direct ones among them", async () => {
    const store = await opened(open);
    const { addMember, removeMember, roomsOf } = bound(store.rooms);
    const [kitchen, garden, cellar] = [
      await makeRoom(store, "kitchen"),
      await makeRoom(store, "garden"),
      await makeRoom(store, "cellar"),
    ];
    const { room: direct } = await store.rooms.create(directOf(ann, bob));
    await addMember(kitchen, bob);
    await Promise.all(
      [cellar, direct.id, kitchen, garden].map((room) => addMember(room, ann)),
    );
    const order = [cellar, direct.id, kitchen, garden];
    expect(await roomsOf(ann, 10)).toEqual(order);
    expect(await roomsOf(ann, 2)).toEqual(order.slice(0, 2));
    // Joining again changes nothing; leaving and joining does.
    await addMember(cellar, ann, "annie");
    expect(await roomsOf(ann, 10)).toEqual(order);
    await removeMember(direct.id, ann);
    await addMember(direct.id, ann);
    await removeMember(cellar, ann);
    await addMember(cellar, ann);
    const later = [kitchen, garden, direct.id, cellar];
    expect(await roomsOf(ann, 10)).toEqual(later);
    expect(await roomsOf(bob, 10)).toEqual([kitchen]);
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
