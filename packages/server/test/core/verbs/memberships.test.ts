import { expect, test } from "vitest";
import { foldedOf } from "../../../src/core/room/direct.ts";
import { change } from "../../../src/core/verbs/change.ts";
import { createRoom } from "../../../src/core/verbs/create.ts";
import { direct } from "../../../src/core/verbs/direct.ts";
import { directs } from "../../../src/core/verbs/directs.ts";
import { memberships } from "../../../src/core/verbs/memberships.ts";
import { read } from "../../../src/core/verbs/read.ts";
import { setRole } from "../../../src/core/verbs/role.ts";
import { rooms } from "../../../src/core/verbs/rooms.ts";
import { register } from "../../../src/core/verbs/register.ts";
import { whisper } from "../../../src/core/verbs/whisper.ts";
import { enter, openChat, turns } from "../../support/chat.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import { changedStore } from "../../support/changed-store.ts";
import { watched } from "../../support/watched-store.ts";

const free = { perSecond: Infinity, burst: Infinity };

test.each(["memory:", "sqlite:"] as const)(
  "on %s, each room of a person is told with what is unread there and what he is there",
  async (store) => {
    const { chat, guests } = await openChat({ store });
    const [ann, bob] = await guests(["ann", "bob"], "hall");
    const title = "Den";
    const made = { title, access: "private", topic: "us" } as const;
    const { room: den } = await createRoom(chat, bob.session, made);
    await ann.say("hall", "1");
    await ann.say("hall", "2 @bob");
    await ann.say("hall", "3 @room");
    await turns();
    await read(chat, bob.session, { room: "hall", seq: 1 });
    await whisper(chat, ann.session, { to: "bob", text: "psst" });
    const all = await memberships(chat, bob.session);
    expect(all).toMatchObject([
      { title: "hall", effectiveRole: "guest", read: 1, unread: 2, head: 3 },
      { title: "Den", effectiveRole: "owner", unread: 0, head: 0 },
      { effectiveRole: "guest", read: 0, unread: 1, head: 1 },
    ]);
    expect(all[0]?.mentions).toBe(2);
    expect(all[1]?.room).toMatchObject({ id: den.id, topic: "us" });
    expect(all[2]?.people?.map(({ name }) => name).sort()).toEqual([
      "ann",
      "bob",
    ]);
    expect(all[2]?.title.split(", ").sort()).toEqual(["ann", "bob"]);
  },
);

test("a server role counts where it counts in the room", async () => {
  const { chat, store, guests } = await openChat();
  const account = { name: "root", password: "secret" };
  const { id } = await register(chat, account, { address: "127.0.0.1" });
  await store.identities.setRole(id, "moderator");
  const root = await enter(chat, account);
  await guests(["ann"], "hall");
  await root.join("hall");
  await direct(chat, root.session, ["ann"]);
  const all = await memberships(chat, root.session);
  expect(all.map(({ effectiveRole }) => effectiveRole)).toEqual([
    "moderator",
    "member",
  ]);
});

test("names of many people are looked up once each, and only so many", async () => {
  let calls: string[] = [];
  const { chat, guests, store } = await openChat({
    limits: { verbs: free, says: free, hellos: free },
    wrap: (inner) => {
      const { store: seen, calls: made } = watched(inner);
      calls = made;
      return seen;
    },
  });
  const [ann, bob] = await guests(["ann", "bob"]);
  for (let n = 0; n < 30; n++) {
    const [first, second] = await guests([`guest ${n}`, `other ${n}`]);
    for (const refs of [[first.id], [second.id, "bob"]])
      await direct(chat, ann.session, refs);
    for (const who of [first, second]) await who.end();
  }
  // More than are looked up.
  for (let n = 0; n < 200; n++) {
    const ids = Array.from({ length: 8 }, (_, i) =>
      `${n}x${i}`.padEnd(16, "0"),
    );
    const id = `~${`${n}`.padStart(10, "0")}`;
    const folded = `\0${[ann.id, ...ids].sort().join(" ")}`;
    const room = { id, title: "", folded, kind: "direct", most: 0 } as const;
    await store.rooms.create({ ...room, master: undefined });
    await store.rooms.addMember(id, ann.id);
  }
  calls.length = 0;
  const all = await memberships(chat, ann.session);
  const asked = calls.filter((call) => call === "identities.byId").length;
  expect([all.length, asked]).toEqual([260, 1_000]);
  expect(calls.filter((call) => !call.startsWith("identities"))).toEqual([
    "rooms.standings",
  ]);
  expect(all[0]?.title).toContain("guest 0");
  calls.length = 0;
  const few = await directs(chat, ann.session, 2);
  expect(few).toHaveLength(2);
  expect(calls.filter((call) => call === "identities.byId")).toHaveLength(16);
  expect(bob.name).toBe("bob");
});

/** So many direct rooms of someone, all read, that the one that is silent for longest has to give way. */
async function fillUp({ rooms, log }: Store, id: string): Promise<void> {
  const fill = async (n: number): Promise<void> => {
    const who = `${n}`.padStart(16, "x");
    const folded = foldedOf([id, who]);
    const direct = { title: "", kind: "direct", most: 0 } as const;
    const room = `~${`${n}`.padStart(10, "0")}`;
    await rooms.create({ ...direct, id: room, folded, master: undefined });
    const hi = { kind: "said", by: who, name: "x", text: "hi" } as const;
    await log.append(room, { ...hi, key: undefined });
    await rooms.addMember(room, id);
    await rooms.mark([{ room, identity: id, seq: 1 }]);
  };
  await Promise.all(Array.from({ length: 499 }, (_, n) => fill(n)));
  await fill(499);
}

test.each(["memory:", "sqlite:"] as const)(
  "on %s, a direct room that had to give way and came back is counted alike at both devices of a person",
  async (url) => {
    const { chat, guests, store } = await openChat({
      store: url,
      limits: { says: free, verbs: free },
    });
    const [ann, bob] = await guests(["ann", "bob"]);
    const other = await ann.again();
    const tell = (text: string) =>
      whisper(chat, bob.session, { to: "ann", text });
    const { room } = await tell("1");
    await tell("2");
    await turns();
    const readAt = (seq: number) =>
      read(chat, ann.session, { room: room.id, seq });
    const listed = async () => {
      const all = await memberships(chat, other.session);
      return all.find((one) => one.room.id === room.id);
    };
    await readAt(2);
    await chat.marks.written(ann.id);
    await fillUp(store, ann.id);
    expect(await store.rooms.isMember(room.id, ann.id)).toBe(false);
    await tell("3");
    await turns();
    const behind = { unread: 1, mentions: 0 };
    expect(await readAt(0)).toEqual({ seq: 2, ...behind });
    expect(await listed()).toMatchObject({ read: 2, ...behind });
  },
);

test("and so it is where more was said in it than the room holds", async () => {
  const { chat, guests, store } = await openChat({
    limits: { says: free, verbs: free },
  });
  const [ann, bob] = await guests(["ann", "bob"]);
  const tell = (text: string) =>
    whisper(chat, bob.session, { to: "ann", text });
  const { room } = await tell("1");
  await turns();
  const readAt = (seq: number) =>
    read(chat, ann.session, { room: room.id, seq });
  await readAt(1);
  await chat.marks.written(ann.id);
  await fillUp(store, ann.id);
  expect(await store.rooms.isMember(room.id, ann.id)).toBe(false);
  for (let n = 1; n <= 300; n++) await tell("x".repeat(4_000));
  await turns();
  expect(await readAt(0)).toEqual({ seq: 1, unread: 300, mentions: 0 });
});

test("what changes while it is being read is told as it is", async () => {
  const reading = Promise.withResolvers<undefined>();
  const changed = Promise.withResolvers<undefined>();
  const { chat, guests } = await openChat({
    wrap: (inner) =>
      changedStore(inner, {
        rooms: {
          async standings(...about) {
            const all = await inner.rooms.standings(...about);
            reading.resolve(undefined);
            await changed.promise;
            return all;
          },
          async list(...about) {
            const all = await inner.rooms.list(...about);
            reading.resolve(undefined);
            await changed.promise;
            return all;
          },
        },
      }),
  });
  const [ann, bob] = await guests(["ann", "bob"], "hall");
  const [cat, dan] = await guests(["cat", "dan"], "porch");
  const asked = memberships(chat, bob.session);
  const listed = rooms(chat, dan.session, "", 100);
  await reading.promise;
  await turns();
  const hall = { room: "hall", access: "closed", title: "Salon" } as const;
  await change(chat, ann.session, hall);
  const toSalon = { room: "Salon", who: "bob", role: "moderator" } as const;
  await setRole(chat, ann.session, toSalon);
  await change(chat, cat.session, { room: "porch", access: "private" });
  changed.resolve(undefined);
  const facts = { kind: "closed", title: "Salon" };
  expect(await asked).toMatchObject([
    { title: "Salon", effectiveRole: "moderator", room: facts },
  ]);
  const titles = (await listed).rooms.map(({ record }) => record.title);
  expect(titles).toContain("Salon");
  expect(titles).not.toContain("hall");
  expect(titles).not.toContain("porch");
});
