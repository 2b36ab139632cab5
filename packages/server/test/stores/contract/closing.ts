// The contract of a store's end, and of what it tells of its commits.
import { expect, test } from "vitest";
import { tokenIdOf } from "../../../src/core/ids.ts";
import { codeOf, upTo } from "../../support/chat.ts";
import {
  accountOf,
  ann,
  auditOf,
  bob,
  follow,
  makeGuest,
  makeRoom,
  said,
  sanctionOf,
  startOf,
  tokenOf,
  turns,
  type Open,
} from "./world.ts";

export function closing(open: Open): void {
  test("closing waits for what is under way and takes nothing more", async () => {
    const store = await open();
    const room = await makeRoom(store, "kitchen");
    const before = upTo(200).map((n) =>
      store.log.append(room, said(ann, String(n))),
    );
    const closed = store[Symbol.asyncDispose]();
    const late = codeOf(store.log.append(room, said(ann, "late")));
    const ends = await Promise.all(before);
    expect(ends.map(({ entry }) => entry.seq)).toEqual(upTo(200));
    expect(await late).toBe("unavailable");
    await closed;
  });

  test("a closed store refuses everything, and its tails are silent", async () => {
    const store = await open();
    const room = await makeRoom(store, "kitchen");
    const start = await startOf(store, room);
    await store.log.append(room, said(ann, "hi"));
    const before = follow(store, room, { ...start, seq: 1 }, 1);
    await store[Symbol.asyncDispose]();
    const after = follow(store, room, start, 1);
    const asked = [
      store.log.append(room, said(ann, "late")),
      store.log.read(room, start, 1),
      store.log.page(room, Infinity, 1),
      store.log.find(room, ann, "k"),
      store.log.at(room, 1),
      store.log.versions(room, 1, 0, 1_000),
      store.log.reactors(room, 1, 0, 1),
      store.log.state(room),
      makeRoom(store, "garden"),
      store.rooms.list("", 1),
      store.rooms.byId(room),
      store.rooms.count(10),
      store.rooms.change(room, { most: 1 }),
      store.rooms.byFolded("kitchen"),
      store.rooms.visible({ id: room }, ann),
      store.rooms.visible({ folded: "kitchen" }, ann),
      store.rooms.privateOf(ann, 1),
      store.rooms.removeIfUnused(room),
      store.rooms.addMember(room, ann),
      store.rooms.removeMember(room, ann),
      store.rooms.isMember(room, ann),
      store.rooms.membership(room, ann),
      store.rooms.setMemberRole(room, ann, "admin"),
      store.rooms.members(room, "", 1),
      store.rooms.countMembers(room),
      store.rooms.membersNamed(room, ["ann"]),
      store.rooms.roomsOf(ann, 1),
      store.rooms.standings(ann, 1),
      store.rooms.standing(room, ann),
      store.rooms.mark([{ room, identity: ann, seq: 1 }]),
      store.rooms.invite(room, ann),
      store.rooms.isInvited(room, ann),
      store.rooms.uninvite(room, ann),
      makeGuest(store, ann),
      store.identities.byId(ann),
      store.identities.seen([ann], 1),
      store.identities.createAccount(accountOf(bob), 1),
      store.identities.accountByFolded("bob"),
      store.identities.setPassword(bob, "another", undefined),
      store.identities.setRole(bob, "admin"),
      store.identities.makeFirstOwner(bob),
      store.identities.hasOwner(),
      store.identities.rename(bob, "bobby"),
      store.identities.addToken(ann, tokenOf(bob), 1),
      store.identities.removeToken(tokenOf(ann)),
      store.identities.removeTokenById(ann, tokenIdOf(tokenOf(ann))),
      store.identities.tokensOf(ann),
      store.identities.byToken(tokenOf(ann), 1),
      store.identities.preferences(ann, "webchat"),
      store.identities.setPreferences(ann, "webchat", "red"),
      store.identities.forgetGuests(1, 1, new Set(), new Set()),
      store.house.sanctions(),
      store.house.addSanction(sanctionOf()),
      store.house.removeSanction("sanction00000000"),
      store.house.removeSanctionsBefore(1),
      store.house.rules(),
      store.house.setRules({ registration: "closed", guests: "open" }),
      store.house.audit(auditOf("ban")),
      store.house.auditPage(Infinity, 1),
      store.house.addReset(tokenOf(bob), bob, 1),
      store.house.resetOf(tokenOf(bob), 1),
      store.house.useReset(tokenOf(bob), 1, "hash"),
    ];
    for (const one of asked) expect(await codeOf(one)).toBe("unavailable");
    await turns();
    expect([...before.heard, ...after.heard]).toEqual([]);
    before.close();
    after.close();
    await store[Symbol.asyncDispose]();
  });

  test("the observer is told of every write, in commits that were kept", async () => {
    const told: { seconds: number; writes: number; kept: boolean }[] = [];
    const store = await open({
      committed: (seconds, writes, kept) =>
        void told.push({ seconds, writes, kept }),
    });
    const room = await makeRoom(store, "kitchen");
    await Promise.all(
      upTo(50).map((n) => store.log.append(room, said(ann, String(n)))),
    );
    await store.log.page(room, Infinity, 10);
    await store[Symbol.asyncDispose]();
    expect(told.reduce((sum, { writes }) => sum + writes, 0)).toBe(51);
    expect(told.every(({ kept, seconds }) => kept && seconds >= 0)).toBe(true);
  });
}
