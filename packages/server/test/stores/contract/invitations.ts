// The contract of invitations: one lets one person in once.
import { expect, test } from "vitest";
import { codeOf, upTo } from "../../support/chat.ts";
import {
  accountOf,
  ann,
  bob,
  cat,
  makeGuest,
  makeRoom,
  opened,
  type Open,
} from "./world.ts";

const nobody = new Set<string>();

export function invitations(open: Open): void {
  test("an invitation holds for its room and its person, and is used once", async () => {
    const store = await opened(open);
    const room = await makeRoom(store, "kitchen");
    const other = await makeRoom(store, "garden");
    expect(await store.rooms.isInvited(room, ann)).toBe(false);
    await store.rooms.invite(room, ann);
    expect(await store.rooms.isInvited(room, ann)).toBe(true);
    expect(await store.rooms.isInvited(room, bob)).toBe(false);
    expect(await store.rooms.isInvited(other, ann)).toBe(false);
    expect(await store.rooms.isMember(room, ann)).toBe(false);
    const used = await Promise.all([
      store.rooms.uninvite(room, ann),
      store.rooms.uninvite(room, ann),
      store.rooms.uninvite(room, bob),
      store.rooms.uninvite(other, ann),
      store.rooms.uninvite("~nowhere000", ann),
    ]);
    expect(used).toEqual([true, false, false, false, false]);
    expect(await store.rooms.isInvited(room, ann)).toBe(false);
    await store.rooms.invite(room, ann);
    expect(await store.rooms.uninvite(room, ann)).toBe(true);
  });

  test("someone invited twice is invited once", async () => {
    const store = await opened(open);
    const room = await makeRoom(store, "kitchen");
    await store.rooms.invite(room, ann);
    await store.rooms.invite(room, ann);
    expect(await store.rooms.uninvite(room, ann)).toBe(true);
    expect(await store.rooms.uninvite(room, ann)).toBe(false);
  });

  test("nobody is invited to a room that is not there", async () => {
    const store = await opened(open);
    const room = await makeRoom(store, "kitchen");
    const [, late] = await Promise.all([
      store.rooms.removeIfUnused(room),
      codeOf(store.rooms.invite(room, ann)),
    ]);
    expect(late).toBe("no_such_room");
    expect(await store.rooms.isInvited(room, ann)).toBe(false);
  });

  test("invitations keep no room, and go with theirs", async () => {
    const store = await opened(open);
    const room = await makeRoom(store, "kitchen");
    await store.rooms.invite(room, ann);
    expect(await store.rooms.removeIfUnused(room)).toBe(true);
    expect(await store.rooms.isInvited(room, ann)).toBe(false);
    const again = await makeRoom(store, "kitchen");
    expect(await store.rooms.isInvited(again, ann)).toBe(false);
    expect(await store.rooms.uninvite(again, ann)).toBe(false);
  });

  test("of too many invitations the oldest goes of whoever has invited most often", async () => {
    const store = await opened(open);
    for (const who of [bob, cat])
      await store.identities.createAccount(accountOf(who), 1_000);
    const rooms: string[] = [];
    const invite = async (by: string) => {
      const room = await makeRoom(store, `room ${rooms.length}`);
      rooms.push(room);
      await store.rooms.invite(room, ann, by, 4);
    };
    const left = async () => {
      const isThere = await Promise.all(
        rooms.map((room) => store.rooms.isInvited(room, ann)),
      );
      return upTo(rooms.length, 1).filter((n) => isThere[n - 1]);
    };
    await invite(cat);
    for (let n = 0; n < 3; n++) await invite(bob);
    expect(await left()).toEqual([1, 2, 3, 4]);
    for (let n = 0; n < 9; n++) await invite(bob);
    // However often bob invites, cat's stays.
    expect(await left()).toEqual([1, 11, 12, 13]);
    await invite(cat);
    expect(await left()).toEqual([1, 12, 13, 14]);
    await invite(cat);
    expect(await left()).toEqual([12, 13, 14, 15]);
    // Someone invited twice by one is so once, and of another person nothing goes.
    await store.rooms.invite(rooms[14] ?? "", ann, cat, 4);
    await store.rooms.invite(rooms[0] ?? "", bob, cat, 1);
    expect(await left()).toEqual([12, 13, 14, 15]);
  });

  test("whoever invites someone after another does so for himself, and one use is all", async () => {
    const store = await opened(open);
    for (const who of [bob, cat])
      await store.identities.createAccount(accountOf(who), 1_000);
    const den = await makeRoom(store, "den");
    await store.rooms.invite(den, ann, bob, 3);
    await store.rooms.invite(den, ann, cat, 3);
    // Bob pushes out what was his own.
    for (const title of ["one", "two", "three", "four"])
      await store.rooms.invite(await makeRoom(store, title), ann, bob, 3);
    expect(await store.rooms.isInvited(den, ann)).toBe(true);
    expect(await store.rooms.uninvite(den, ann)).toBe(true);
    expect(await store.rooms.isInvited(den, ann)).toBe(false);
  });

  test("however many strangers invite someone, what friends wrote stays", async () => {
    const store = await opened(open);
    const people = upTo(8).map((n) => `stranger${n}`.padEnd(16, "0"));
    for (const who of [bob, ...people]) {
      const account = { ...accountOf(who), folded: who };
      await store.identities.createAccount(account, 1_000);
    }
    const [club, hall, den] = [
      await makeRoom(store, "club"),
      await makeRoom(store, "hall"),
      await makeRoom(store, "den"),
    ];
    await store.rooms.change(club, { kind: "closed" });
    for (const who of [ann, bob]) await store.rooms.addMember(club, who);
    await store.rooms.invite(den, ann, bob, 4);
    const rooms: string[] = [];
    for (const who of people) {
      // Being in the same public room makes nobody a friend.
      await store.rooms.addMember(hall, who);
      await store.rooms.addMember(hall, ann);
      const room = await makeRoom(store, who);
      rooms.push(room);
      await store.rooms.invite(room, ann, who, 4);
    }
    expect(await store.rooms.isInvited(den, ann)).toBe(true);
    const left = await Promise.all(
      rooms.map((room) => store.rooms.isInvited(room, ann)),
    );
    expect(upTo(8).filter((n) => left[n - 1])).toEqual([6, 7, 8]);
  });

  test("guests who invite count as one, since anyone can be many", async () => {
    const store = await opened(open);
    await store.identities.createAccount(accountOf(bob), 1_000);
    const rooms = await Promise.all(
      upTo(9).map((n) => makeRoom(store, `room ${n}`)),
    );
    const [first = "", ...others] = rooms;
    await store.rooms.invite(first, ann, bob, 4);
    for (const [n, room] of others.entries()) {
      const guest = `guest${n}`.padEnd(16, "0");
      if (n % 2 === 0) await makeGuest(store, guest);
      await store.rooms.invite(room, ann, guest, 4);
    }
    const left = await Promise.all(
      rooms.map((room) => store.rooms.isInvited(room, ann)),
    );
    expect(upTo(9).filter((n) => left[n - 1])).toEqual([1, 7, 8, 9]);
  });

  test("with a guest who is forgotten go his invitations", async () => {
    const store = await opened(open);
    await makeGuest(store, ann);
    await makeGuest(store, bob, 5_000);
    const room = await makeRoom(store, "kitchen");
    await store.rooms.addMember(room, bob);
    await store.rooms.invite(room, ann);
    await store.rooms.invite(room, bob);
    const { identities } = store;
    expect(await identities.forgetGuests(2_000, 2_000, nobody, nobody)).toBe(1);
    expect(await store.rooms.isInvited(room, ann)).toBe(false);
    expect(await store.rooms.isInvited(room, bob)).toBe(true);
  });

  test("a room that went with its last guest takes the invitations of others with it", async () => {
    const store = await opened(open);
    await makeGuest(store, ann);
    const room = await makeRoom(store, "kitchen");
    await store.rooms.addMember(room, ann);
    await store.rooms.invite(room, bob);
    const { identities } = store;
    expect(await identities.forgetGuests(2_000, 2_000, nobody, nobody)).toBe(1);
    expect(await store.rooms.byId(room)).toBeUndefined();
    const again = await makeRoom(store, "kitchen");
    expect(await store.rooms.isInvited(room, bob)).toBe(false);
    expect(await store.rooms.isInvited(again, bob)).toBe(false);
  });
}
