// The contract of guests, their tokens, and how they are forgotten.
import { expect, test } from "vitest";
import type { Store } from "../../../src/core/ports/store.ts";
import { codeOf, upTo } from "../../support/chat.ts";
import {
  ann,
  bob,
  cat,
  makeGuest,
  makeRoom,
  opened,
  ownerOf,
  said,
  sanctionOf,
  sayMany,
  tokenOf,
  type Open,
} from "./world.ts";

const nobody = new Set<string>();

/** Who of ann, bob and cat is remembered. */
async function remembered(store: Store): Promise<string> {
  const names = [];
  for (const id of [ann, bob, cat]) {
    const byId = await store.identities.byId(id);
    const byToken = await ownerOf(store, tokenOf(id));
    expect(byToken).toEqual(byId);
    if (byId !== undefined) names.push(byId.name);
  }
  return names.join(" ");
}

export function people(open: Open): void {
  test("a guest is found by his id and by his token", async () => {
    const store = await opened(open);
    const token = await makeGuest(store, ann);
    const guest = { id: ann, kind: "guest", name: "ann" };
    expect(await store.identities.byId(ann)).toEqual(guest);
    expect(await ownerOf(store, token)).toEqual(guest);
    expect(await store.identities.byId(bob)).toBeUndefined();
    expect(await ownerOf(store, tokenOf(bob))).toBeUndefined();
    expect(await ownerOf(store, token.slice(0, 31))).toBeUndefined();
    expect(await ownerOf(store, new Uint8Array())).toBeUndefined();
  });

  test("an id or a token that is taken makes no second guest", async () => {
    const store = await opened(open);
    await makeGuest(store, ann);
    const make = (id: string, token: string) =>
      codeOf(
        store.identities.createGuest(
          { id, kind: "guest", name: "other" },
          tokenOf(token),
          1_000,
        ),
      );
    expect(await make(ann, bob)).toBe("unavailable");
    expect(await make(bob, ann)).toBe("unavailable");
    expect(await remembered(store)).toBe("ann");
  });

  test("a guest renamed has his new name everywhere", async () => {
    const store = await opened(open);
    const token = await makeGuest(store, ann);
    await store.identities.rename(ann, "anna");
    await store.identities.rename(bob, "bobby");
    expect((await store.identities.byId(ann))?.name).toBe("anna");
    expect((await ownerOf(store, token))?.name).toBe("anna");
    expect(await store.identities.byId(bob)).toBeUndefined();
  });

  test("guests are forgotten when last seen before the time, by whether they have spoken", async () => {
    const store = await opened(open);
    const forget = (silent: number, spoken: number) =>
      store.identities.forgetGuests(silent, spoken, nobody, nobody);
    await makeGuest(store, ann, 1_000);
    await makeGuest(store, bob, 2_000);
    await makeGuest(store, cat, 1_000);
    const room = await makeRoom(store, "kitchen");
    await sayMany(store, room, 2, cat);
    expect(await forget(1_000, 1_000)).toBe(0);
    expect(await forget(2_000, 1_000)).toBe(1);
    expect(await remembered(store)).toBe("bob cat");
    expect(await forget(1_000, 1_001)).toBe(1);
    expect(await remembered(store)).toBe("bob");
    expect(await forget(2_001, 2_001)).toBe(1);
    expect(await forget(9_000, 9_000)).toBe(0);
    const [entry] = await store.log.page(room, Infinity, 1);
    expect(entry).toMatchObject({ seq: 2, by: cat, name: "cat" });
  });

  test("who was seen later is remembered longer, and a time never goes back", async () => {
    const store = await opened(open);
    for (const id of [ann, bob, cat]) await makeGuest(store, id, 1_000);
    await store.identities.seen([ann, bob, "unknown000000000"], 3_000);
    await store.identities.seen([bob], 2_000);
    await store.identities.seen([], 9_000);
    await store.identities.forgetGuests(3_000, 3_000, nobody, nobody);
    expect(await remembered(store)).toBe("ann bob");
  });

  test("nobody who is here is forgotten", async () => {
    const store = await opened(open);
    for (const id of [ann, bob, cat]) await makeGuest(store, id);
    const here = new Set([ann, cat]);
    const { identities } = store;
    expect(await identities.forgetGuests(9_000, 9_000, here, nobody)).toBe(1);
    expect(await remembered(store)).toBe("ann cat");
  });

  test("with a guest go his memberships and the rooms left unused, never one that is open", async () => {
    const store = await opened(open);
    await makeGuest(store, ann);
    await makeGuest(store, bob, 5_000);
    const [alone, shared, spoken, isOpen, others] = await Promise.all(
      ["alone", "shared", "spoken", "open", "others"].map((title) =>
        makeRoom(store, title),
      ),
    );
    for (const room of [alone, shared, spoken, isOpen])
      await store.rooms.addMember(room ?? "", ann);
    await store.rooms.addMember(shared ?? "", bob);
    await sayMany(store, spoken ?? "", 1, cat);
    const openRooms = new Set([isOpen ?? ""]);
    expect(
      await store.identities.forgetGuests(2_000, 2_000, nobody, openRooms),
    ).toBe(1);
    expect(await store.rooms.roomsOf(ann, 10)).toEqual([]);
    expect(await store.rooms.isMember(shared ?? "", ann)).toBe(false);
    expect(await store.rooms.isMember(shared ?? "", bob)).toBe(true);
    const left = await store.rooms.list("", 10);
    expect(left.map(({ title }) => title)).toEqual([
      "open",
      "others",
      "shared",
      "spoken",
    ]);
    expect(await store.rooms.removeIfUnused(isOpen ?? "")).toBe(true);
    expect(await store.rooms.removeIfUnused(others ?? "")).toBe(true);
  });

  test("with a guest go what he has read and what mentions him; what was done to keep order stays", async () => {
    const store = await opened(open);
    await makeGuest(store, ann);
    await makeGuest(store, bob, 5_000);
    const room = await makeRoom(store, "kitchen");
    for (const who of [ann, bob]) await store.rooms.addMember(room, who);
    const draft = { ...said(cat, "hi"), mentions: [ann, bob] };
    await store.log.append(room, draft);
    await store.house.addSanction(sanctionOf({ room, identity: ann }));
    await store.identities.forgetGuests(2_000, 2_000, nobody, nobody);
    expect(await store.rooms.standing(room, ann)).toBeUndefined();
    expect(await store.rooms.standings(ann, 10)).toEqual([]);
    expect(await store.rooms.countMembers(room)).toBe(1);
    const standing = await store.rooms.standing(room, bob);
    expect(standing).toMatchObject({ unread: 1, mentions: 1 });
    expect(await store.house.sanctions()).toHaveLength(1);
  });

  test("at most 1,000 guests are forgotten in a call, those who are here not counted", async () => {
    const store = await opened(open);
    const ids = upTo(1_030).map((n) => `guest${String(n).padStart(11, "0")}`);
    await Promise.all(ids.map((id, n) => makeGuest(store, id, 1_000 + n)));
    const here = new Set(ids.slice(0, 20));
    const forget = () =>
      store.identities.forgetGuests(9_000, 9_000, here, nobody);
    expect(await forget()).toBe(1_000);
    expect(await forget()).toBe(10);
    expect(await forget()).toBe(0);
    for (const id of here)
      expect(await store.identities.byId(id)).toBeDefined();
  });
}
