// The contract of members: their nicks, roles and the order of joining, and how they are listed.
import { expect, test } from "vitest";
import { codeOf, upTo } from "../../support/chat.ts";
import {
  accountOf,
  ann,
  bob,
  cat,
  directOf,
  makeGuest,
  makeRoom,
  opened,
  type Open,
} from "./world.ts";

export function members(open: Open): void {
  test("a member is one once, until removed", async () => {
    const store = await opened(open);
    const { addMember, removeMember, isMember, membership } = bound(
      store.rooms,
    );
    const room = await makeRoom(store, "kitchen");
    expect(await isMember(room, ann)).toBe(false);
    const has = { nick: undefined, role: undefined, read: 0 };
    expect(await addMember(room, ann)).toEqual({ isNew: true, ...has });
    expect(await addMember(room, ann)).toEqual({ isNew: false, ...has });
    expect(await isMember(room, ann)).toBe(true);
    expect(await isMember(room, bob)).toBe(false);
    expect(await membership(room, ann)).toEqual(has);
    expect(await membership(room, bob)).toBeUndefined();
    expect(await membership("~nowhere000", ann)).toBeUndefined();
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
    const { addMember, removeMember, membership } = bound(store.rooms);
    const room = await makeRoom(store, "kitchen");
    const other = await makeRoom(store, "garden");
    const nickOf = async (nick?: string | null) =>
      (await addMember(room, ann, nick)).nick;
    const named = { nick: "annie", role: undefined, read: 0 };
    expect(await addMember(room, ann, "annie")).toEqual({
      ...named,
      isNew: true,
    });
    expect(await addMember(room, ann)).toEqual({ ...named, isNew: false });
    expect(await membership(room, ann)).toEqual(named);
    expect((await addMember(other, ann)).nick).toBeUndefined();
    expect((await addMember(room, bob)).nick).toBeUndefined();
    expect(await nickOf("anna")).toBe("anna");
    expect(await nickOf("anna")).toBe("anna");
    expect(await nickOf()).toBe("anna");
    expect(await nickOf(null)).toBeUndefined();
    expect(await nickOf()).toBeUndefined();
    await nickOf("annie");
    await removeMember(room, ann);
    expect(await addMember(room, ann)).toMatchObject({
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

  test("a role is a member's own in one room, kept whatever his nick, until he goes", async () => {
    const store = await opened(open);
    const { addMember, removeMember, setMemberRole, membership } = bound(
      store.rooms,
    );
    const [room, other] = [
      await makeRoom(store, "kitchen"),
      await makeRoom(store, "garden"),
    ];
    for (const one of [room, other]) await addMember(one, ann, "annie");
    await addMember(room, bob);
    const roleOf = async (where = room, who = ann) =>
      (await membership(where, who))?.role;
    expect(await roleOf()).toBeUndefined();
    expect(await setMemberRole(room, ann, "moderator")).toBe(true);
    expect(await roleOf()).toBe("moderator");
    expect(await setMemberRole(room, ann, "admin")).toBe(true);
    expect(await membership(room, ann)).toMatchObject({
      nick: "annie",
      role: "admin",
      read: 0,
    });
    expect(await addMember(room, ann, null)).toMatchObject({ role: "admin" });
    expect(await roleOf(other)).toBeUndefined();
    expect(await roleOf(room, bob)).toBeUndefined();
    expect(await setMemberRole(room, ann, undefined)).toBe(true);
    expect(await roleOf()).toBeUndefined();
    await setMemberRole(room, ann, "admin");
    await removeMember(room, ann);
    expect(await setMemberRole(room, ann, "moderator")).toBe(false);
    expect(await setMemberRole("~nowhere000", bob, "admin")).toBe(false);
    expect(await addMember(room, ann)).toMatchObject({ role: undefined });
  });

  test("members are listed in the order of their ids, page by page, as who they are", async () => {
    const store = await opened(open);
    const { addMember, setMemberRole, members: page } = bound(store.rooms);
    const room = await makeRoom(store, "kitchen");
    const other = await makeRoom(store, "garden");
    await makeGuest(store, ann);
    await store.identities.createAccount(accountOf(bob), 1_000);
    await store.identities.createAccount(accountOf(cat), 1_000);
    await store.identities.setRole(cat, "admin");
    expect(await page(room, "", 10)).toEqual([]);
    for (const who of [cat, ann, bob]) await addMember(room, who);
    await addMember(other, bob, "bobby");
    await addMember(room, ann, "annie");
    await setMemberRole(room, ann, "moderator");
    const plain = { nick: undefined, role: undefined, read: 0 };
    const wanted = [
      {
        ...plain,
        id: ann,
        name: "ann",
        nick: "annie",
        role: "moderator",
        isAccount: false,
        serverRole: undefined,
      },
      {
        ...plain,
        id: bob,
        name: "bob",
        isAccount: true,
        serverRole: undefined,
      },
      {
        ...plain,
        id: cat,
        name: "cat",
        isAccount: true,
        serverRole: "admin",
      },
    ];
    expect(await page(room, "", 10)).toEqual(wanted);
    expect(await page(room, "", 2)).toEqual(wanted.slice(0, 2));
    expect(await page(room, bob, 2)).toEqual(wanted.slice(2));
    expect(await page(room, "b", 1)).toEqual(wanted.slice(1, 2));
    expect(await page(room, cat, 10)).toEqual([]);
    expect(await page("~nowhere000", "", 10)).toEqual([]);
    expect(await store.rooms.countMembers(room)).toBe(3);
    expect(await store.rooms.countMembers(other)).toBe(1);
    expect(await store.rooms.countMembers("~nowhere000")).toBe(0);
  });

  test("members are found by their names, in either reading, if they are accounts", async () => {
    const store = await opened(open);
    const { addMember, membersNamed } = bound(store.rooms);
    const room = await makeRoom(store, "kitchen");
    const other = await makeRoom(store, "garden");
    await makeGuest(store, ann);
    await store.identities.createAccount(
      { ...accountOf(bob), alike: "bbo" },
      1_000,
    );
    await store.identities.createAccount(accountOf(cat), 1_000);
    for (const who of [ann, bob]) await addMember(room, who);
    await addMember(other, cat);
    expect(await membersNamed(room, [])).toEqual([]);
    expect(await membersNamed(room, ["ann", "bob", "cat", "dan"])).toEqual([
      { folded: "bob", id: bob },
    ]);
    expect(await membersNamed(room, ["bbo", "bob"])).toEqual([
      { folded: "bbo", id: bob },
      { folded: "bob", id: bob },
    ]);
    expect(await membersNamed(other, ["bob", "cat"])).toEqual([
      { folded: "cat", id: cat },
    ]);
    expect(await membersNamed("~nowhere000", ["bob"])).toEqual([]);
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
