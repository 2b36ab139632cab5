// The contract of how many rooms one person is a member of: what he joins is refused, what others make him a member of is
// not, and something else goes.
import { expect, test } from "vitest";
import type { RoomId } from "../../../src/core/entries.ts";
import type { Store } from "../../../src/core/ports/store.ts";
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
  said,
  type Open,
} from "./world.ts";

const MOST = 500;

export function bounds(open: Open): void {
  test("who is a member of as many rooms as he may be is refused another, and keeps those", async () => {
    const store = await opened(open);
    const { rooms } = store;
    const [first = "", second = "", third = ""] = await Promise.all(
      ["kitchen", "garden", "cellar"].map((title) => makeRoom(store, title)),
    );
    const join = (room: RoomId) => rooms.addMember(room, ann, undefined, 2);
    await join(first);
    // Direct ones are not counted.
    await direct(store, 0);
    await join(second);
    expect(await codeOf(join(third))).toBe("too_many");
    await expect(join(third)).rejects.toThrow("more than 2 rooms");
    expect(await rooms.isMember(third, ann)).toBe(false);
    expect(await join(second)).toMatchObject({ isNew: false });
    expect((await rooms.addMember(second, ann, "annie", 2)).nick).toBe("annie");
    const counts = [1, 2, 10].map((most) => rooms.countJoined(ann, most));
    expect(await Promise.all(counts)).toEqual([1, 2, 2]);
    expect(await rooms.countJoined(bob, 10)).toBe(0);
    expect(await codeOf(rooms.addMember(third, bob, null, 2))).toBe(undefined);
    await rooms.removeMember(first, ann);
    expect(await codeOf(join(third))).toBe(undefined);
    expect(await codeOf(join("~nowhere000"))).toBe("no_such_room");
  });

  test("of too many direct rooms those never read go first, then where nothing was said for longest", async () => {
    const store = await opened(open);
    const { rooms, log } = store;
    await makeGuest(store, ann);
    const hall = await makeRoom(store, "hall");
    await rooms.addMember(hall, ann);
    const ids: RoomId[] = [];
    for (const n of upTo(MOST)) ids.push(await direct(store, n));
    const said1 = ids.map((room) => log.append(room, said(bob, "hi")));
    const last = Math.max(
      ...(await Promise.all(said1)).map(({ entry }) => entry.at),
    );
    const [busy = "", silent = "", unread = ""] = ids;
    const read = ids.filter((room) => room !== unread);
    await rooms.mark(read.map((room) => ({ room, identity: ann, seq: 1 })));
    while (Date.now() <= last) await new Promise(setImmediate);
    await log.append(busy, said(bob, "hi again"));
    const gone = async () => {
      const all = await rooms.roomsOf(ann, 10_000);
      expect(all).toContain(hall);
      return { count: all.length - 1, gone: ids.filter(missing(all)) };
    };
    expect(await gone()).toEqual({ count: MOST, gone: [] });
    const fresh = await direct(store, MOST + 1);
    expect(await gone()).toEqual({ count: MOST, gone: [unread] });
    await log.append(fresh, said(bob, "hi"));
    await rooms.mark([{ room: fresh, identity: ann, seq: 1 }]);
    await direct(store, MOST + 2);
    expect(await gone()).toEqual({ count: MOST, gone: [silent, unread] });
    // The rooms themselves stay.
    expect(await log.state(unread)).toMatchObject({ head: 1 });
    expect(await rooms.visible({ id: unread }, ann)).toBeDefined();
  });

  test("of direct rooms never read those go first that were begun by whoever has begun most; guests count as one", async () => {
    const store = await opened(open);
    const { rooms, log } = store;
    await makeGuest(store, ann);
    for (const id of [bob, cat])
      await store.identities.createAccount(accountOf(id), 1_000);
    const begun = async (by: string, ...with_: readonly string[]) => {
      const record = directOf(ann, ...with_);
      const { room } = await rooms.create(record);
      await rooms.addMember(room.id, ann);
      await log.append(room.id, said(by, "hi"));
      return room.id;
    };
    // The oldest of all, and of a friend.
    const friend = await begun(bob, bob);
    // He has said the first word himself.
    const own = await begun(ann, nth(9_999));
    const strangers: RoomId[] = [];
    for (const n of upTo(260)) strangers.push(await begun(nth(n), nth(n)));
    const groups: RoomId[] = [];
    for (const n of upTo(238)) groups.push(await begun(cat, cat, nth(n)));
    const left = async (all: readonly RoomId[]) => {
      const listed = await rooms.roomsOf(ann, 10_000);
      return all.filter((room) => listed.includes(room)).length;
    };
    expect(await left([friend, own, ...strangers, ...groups])).toBe(MOST);
    for (const n of upTo(60, 1)) await begun(nth(n + 1_000), nth(n + 1_000));
    expect(await left(groups)).toBe(238);
    expect(await left(strangers)).toBe(200);
    for (const n of upTo(60))
      groups.push(await begun(cat, cat, nth(n + 2_000)));
    // As many as the guests' by then.
    expect(await left(groups)).toBe(250);
    expect(await left([friend, own])).toBe(2);
    expect(await rooms.roomsOf(ann, 10_000)).toHaveLength(MOST);
  });

  test("who was let go of a direct room has read there, when it comes back, up to what he said last", async () => {
    const store = await opened(open);
    const { rooms, log } = store;
    await makeGuest(store, ann);
    const room = await direct(store, 1);
    const say = (by: string) => log.append(room, said(by, "hi"));
    const flood = async (from: number) => {
      const others = [];
      for (const n of upTo(from + MOST, from)) {
        const other = await direct(store, n);
        others.push(log.append(other, said(bob, "hi")));
      }
      await Promise.all(others);
      expect(await rooms.isMember(room, ann)).toBe(false);
    };
    for (const by of [bob, ann, bob]) await say(by);
    await flood(2);
    await say(bob);
    const back = { read: 2, head: 4, unread: 2 };
    expect(await rooms.standing(room, ann)).toMatchObject(back);
    await rooms.removeMember(room, ann);
    await rooms.addMember(room, ann);
    await flood(1_000);
    await say(ann);
    const own = { read: 5, head: 5, unread: 0 };
    expect(await rooms.standing(room, ann)).toMatchObject(own);
  });

  test("who was let go of a direct room is its member again with what is said there next", async () => {
    const store = await opened(open);
    const { rooms, log } = store;
    await makeGuest(store, ann);
    const first = await direct(store, 1);
    await log.append(first, said(bob, "one"));
    const others = [];
    for (const n of upTo(MOST + 1, 2)) {
      const room = await direct(store, n);
      others.push(log.append(room, said(bob, "hi")));
    }
    await Promise.all(others);
    expect(await rooms.isMember(first, ann)).toBe(false);
    await log.append(first, said(bob, "two"));
    // Nothing that he may not have read counts as read.
    expect(await rooms.standing(first, ann)).toMatchObject({
      read: 0,
      head: 2,
      unread: 2,
    });
    expect(await rooms.roomsOf(ann, 10_000)).toHaveLength(MOST);
    // Of bob the store knows nothing, and so it keeps nothing.
    expect(await rooms.isMember(first, bob)).toBe(false);
  });
}

const nth = (n: number): string => `bob${String(n).padStart(13, "0")}`;

/** The direct room of ann and somebody, with ann as its member. */
async function direct(store: Store, n: number): Promise<RoomId> {
  const { room } = await store.rooms.create(directOf(ann, nth(n)));
  await store.rooms.addMember(room.id, ann);
  return room.id;
}

const missing =
  (all: readonly RoomId[]) =>
  (room: RoomId): boolean =>
    !all.includes(room);
