// The contract of invitations: one lets one person in once.
import { expect, test } from "vitest";
import { codeOf } from "../../support/chat.ts";
import { ann, bob, makeGuest, makeRoom, opened, type Open } from "./world.ts";

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
