// The contract of how members stand to their rooms: what they have read, what they have not, and what mentions them.
import { expect, test } from "vitest";
import type { Mention } from "../../../src/core/entries.ts";
import { newIdentityId } from "../../../src/core/ids.ts";
import type { Standing } from "../../../src/core/ports/room-store.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import { upTo } from "../../support/chat.ts";
import {
  ann,
  bob,
  directOf,
  newRoom,
  openedOnce,
  said,
  sayMany,
  type Open,
} from "./world.ts";

type Counts = Pick<Standing, "read" | "head" | "unread" | "mentions">;

async function countsOf(
  store: Store,
  room: string,
  identity: string,
): Promise<Counts | undefined> {
  const standing = await store.rooms.standing(room, identity);
  if (standing === undefined) return undefined;
  const { read, head, unread, mentions } = standing;
  return { read, head, unread, mentions };
}

const mention = (
  store: Store,
  room: string,
  mentions: readonly Mention[],
  by = ann,
) => store.log.append(room, { ...said(by, "hi"), mentions });

export function standings(open: Open): void {
  const it = openedOnce(open);

  test("who becomes a member has read everything so far, and what is said then is unread", async () => {
    const store = it();
    const room = await newRoom(store);
    await sayMany(store, room, 3);
    expect(await store.rooms.addMember(room, bob)).toMatchObject({ read: 3 });
    expect(await countsOf(store, room, bob)).toEqual({
      read: 3,
      head: 3,
      unread: 0,
      mentions: 0,
    });
    await sayMany(store, room, 2);
    expect(await countsOf(store, room, bob)).toEqual({
      read: 3,
      head: 5,
      unread: 2,
      mentions: 0,
    });
    // He is one already.
    expect(await store.rooms.addMember(room, bob)).toMatchObject({ read: 3 });
    await store.rooms.removeMember(room, bob);
    expect(await store.rooms.addMember(room, bob)).toMatchObject({ read: 5 });
  });

  test("of a direct room nothing is read yet, so that its first message counts", async () => {
    const store = it();
    const [one, two] = [newIdentityId(), newIdentityId()];
    const { room } = await store.rooms.create(directOf(one, two));
    await store.rooms.addMember(room.id, one);
    await sayMany(store, room.id, 2, one);
    expect(await store.rooms.addMember(room.id, two)).toMatchObject({
      read: 0,
    });
    expect(await countsOf(store, room.id, two)).toMatchObject({ unread: 2 });
  });

  test("only messages are unread, and those that are gone since stay counted", async () => {
    const store = it();
    const room = await newRoom(store);
    await store.rooms.addMember(room, bob);
    await sayMany(store, room, 3);
    const by = { by: ann, name: "ann" };
    await store.log.append(room, { ...by, kind: "edited", of: 1, text: "new" });
    await store.log.append(room, {
      ...by,
      kind: "reacted",
      of: 1,
      reaction: "👍",
      isOn: true,
    });
    await store.log.append(room, { ...by, kind: "topic", text: "tea" });
    await store.log.append(room, { ...by, kind: "deleted", of: 2 });
    await sayMany(store, room, 1);
    expect(await countsOf(store, room, bob)).toEqual({
      read: 0,
      head: 8,
      unread: 4,
      mentions: 0,
    });
    for (const [seq, unread] of [
      [1, 3],
      [3, 1],
      [6, 1],
      [7, 1],
      [8, 0],
    ] as const) {
      await store.rooms.mark([{ room, identity: bob, seq }]);
      expect(await countsOf(store, room, bob)).toMatchObject({
        read: seq,
        unread,
      });
    }
  });

  test("a marker never goes back, nor beyond the head, and is one member's in one room", async () => {
    const store = it();
    const [room, other] = [await newRoom(store), await newRoom(store)];
    for (const one of [room, other])
      for (const who of [ann, bob]) await store.rooms.addMember(one, who);
    await sayMany(store, room, 5);
    await sayMany(store, other, 5);
    const readOf = async (seq: number) => {
      await store.rooms.mark([{ room, identity: bob, seq }]);
      return (await store.rooms.membership(room, bob))?.read;
    };
    expect(await readOf(0)).toBe(0);
    expect(await readOf(3)).toBe(3);
    expect(await readOf(2)).toBe(3);
    expect(await readOf(-1)).toBe(3);
    expect(await readOf(6)).toBe(5);
    await sayMany(store, room, 1);
    expect(await readOf(5)).toBe(5);
    for (const [where, who] of [
      [room, ann],
      [other, bob],
    ] as const)
      expect(await countsOf(store, where, who)).toMatchObject({ read: 0 });
  });

  test("many markers move in one call; of who is no member, and of rooms that are not there, none", async () => {
    const store = it();
    const [room, other] = [await newRoom(store), await newRoom(store)];
    await sayMany(store, room, 0);
    for (const who of [ann, bob]) await store.rooms.addMember(room, who);
    await store.rooms.addMember(other, bob);
    await sayMany(store, room, 4);
    await sayMany(store, other, 4);
    await store.rooms.mark([]);
    await store.rooms.mark([
      { room, identity: ann, seq: 4 },
      { room: "~nowhere000", identity: ann, seq: 4 },
      { room: other, identity: ann, seq: 4 },
      { room, identity: bob, seq: 2 },
      { room, identity: bob, seq: 3 },
      { room: other, identity: bob, seq: 9 },
    ]);
    expect(await countsOf(store, room, ann)).toMatchObject({ read: 4 });
    expect(await countsOf(store, room, bob)).toMatchObject({ read: 3 });
    expect(await countsOf(store, other, bob)).toMatchObject({ read: 4 });
    expect(await store.rooms.isMember(other, ann)).toBe(false);
    await store.rooms.addMember(other, ann);
    expect(await countsOf(store, other, ann)).toMatchObject({ read: 4 });
  });

  test("messages that mention him or the room are counted, each once, never his own", async () => {
    const store = it();
    const [room, other] = [await newRoom(store), await newRoom(store)];
    for (const one of [room, other]) await store.rooms.addMember(one, bob);
    await mention(store, other, [bob]);
    const mentionsOf = async () =>
      (await countsOf(store, room, bob))?.mentions ?? NaN;
    await mention(store, room, [bob]);
    expect(await mentionsOf()).toBe(1);
    await mention(store, room, ["room"]);
    expect(await mentionsOf()).toBe(2);
    await mention(store, room, [ann, bob, "room"]);
    expect(await mentionsOf()).toBe(3);
    await mention(store, room, [ann]);
    await mention(store, room, []);
    await mention(store, room, ["room", bob], bob);
    expect(await mentionsOf()).toBe(3);
    await store.rooms.mark([{ room, identity: bob, seq: 1 }]);
    expect(await mentionsOf()).toBe(2);
    await store.rooms.mark([{ room, identity: bob, seq: 3 }]);
    expect(await mentionsOf()).toBe(0);
    expect(await countsOf(store, other, bob)).toMatchObject({ mentions: 1 });
  });

  test("of an edited message the newest text mentions, of one that is gone none", async () => {
    const store = it();
    const room = await newRoom(store);
    await store.rooms.addMember(room, bob);
    await mention(store, room, []);
    await mention(store, room, [bob]);
    await mention(store, room, [bob]);
    const by = { by: ann, name: "ann", text: "new" };
    const edited = { ...by, kind: "edited" } as const;
    await store.log.append(room, { ...edited, of: 1, mentions: [bob] });
    expect(await countsOf(store, room, bob)).toMatchObject({ mentions: 3 });
    await store.log.append(room, { ...edited, of: 2 });
    expect(await countsOf(store, room, bob)).toMatchObject({ mentions: 2 });
    await store.log.append(room, { ...by, kind: "deleted", of: 3 });
    expect(await countsOf(store, room, bob)).toMatchObject({ mentions: 1 });
  });

  test("mentions are counted up to 1,000", async () => {
    const store = it();
    const room = await newRoom(store);
    await store.rooms.addMember(room, bob);
    await Promise.all(
      upTo(1_010).map((n) =>
        mention(store, room, n % 3 === 0 ? ["room"] : [bob]),
      ),
    );
    expect(await countsOf(store, room, bob)).toMatchObject({
      unread: 1_010,
      mentions: 1_000,
    });
    await store.rooms.mark([{ room, identity: bob, seq: 20 }]);
    expect(await countsOf(store, room, bob)).toMatchObject({ mentions: 990 });
  });

  test("a person's rooms come with how he stands to each, in the order of joining", async () => {
    const store = it();
    const me = newIdentityId();
    const { room: direct } = await store.rooms.create(directOf(me, bob));
    const [kitchen, garden] = [await newRoom(store), await newRoom(store)];
    await sayMany(store, garden, 2);
    await store.rooms.addMember(garden, me, "annie");
    await store.rooms.addMember(kitchen, bob);
    await store.rooms.addMember(direct.id, me);
    await store.rooms.addMember(kitchen, me);
    await store.rooms.setMemberRole(kitchen, me, "moderator");
    await mention(store, kitchen, [me]);
    await sayMany(store, direct.id, 2, bob);
    const epochOf = async (room: string) => (await store.log.state(room)).epoch;
    const none = { nick: undefined, role: undefined, read: 0, mentions: 0 };
    const wanted = [
      {
        ...none,
        nick: "annie",
        read: 2,
        head: 2,
        unread: 0,
        room: await store.rooms.byId(garden),
        epoch: await epochOf(garden),
      },
      {
        ...none,
        head: 2,
        unread: 2,
        room: direct,
        epoch: await epochOf(direct.id),
      },
      {
        ...none,
        role: "moderator",
        head: 1,
        unread: 1,
        mentions: 1,
        room: await store.rooms.byId(kitchen),
        epoch: await epochOf(kitchen),
      },
    ];
    expect(await store.rooms.standings(me, 10)).toEqual(wanted);
    // Whatever others have begun with him, the rooms that he has joined himself are there.
    const [first, , last] = wanted;
    expect(await store.rooms.standings(me, 2)).toEqual([first, last]);
    expect(await store.rooms.standings(me, 1)).toEqual([first]);
    const { room: later } = await store.rooms.create(directOf(me, ann));
    await store.rooms.addMember(later.id, me);
    const newest = (await store.rooms.standings(me, 3)).map(({ room }) => room);
    expect(newest).toEqual([first?.room, last?.room, later]);
    expect(await store.rooms.standing(kitchen, me)).toEqual(wanted[2]);
    expect(await store.rooms.standings(newIdentityId(), 10)).toEqual([]);
    expect(await store.rooms.standing(garden, bob)).toBeUndefined();
    expect(await store.rooms.standing("~nowhere000", me)).toBeUndefined();
  });
}
