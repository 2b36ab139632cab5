// audit: every act of order is written down, with who and whom.
import { expect, test } from "vitest";
import { ChatError } from "../../../src/core/errors.ts";
import { newRoomId } from "../../../src/core/ids.ts";
import { change } from "../../../src/core/verbs/change.ts";
import { createRoom } from "../../../src/core/verbs/create.ts";
import { invite } from "../../../src/core/verbs/invite.ts";
import { listAudit } from "../../../src/core/verbs/audit.ts";
import { reset } from "../../../src/core/verbs/reset.ts";
import { changedStore } from "../../support/changed-store.ts";
import { codeOf, openChat } from "../../support/chat.ts";
import {
  account,
  come,
  elsewhere,
  pass,
  type Seen,
} from "../../support/order.ts";

const pageOf = (who: Seen, room?: string, before?: string, limit = 100) =>
  listAudit(who.chat, who.session, { room, before, limit });
const list = async (who: Seen, room?: string, limit = 100) =>
  (await pageOf(who, room, undefined, limit)).records;

test("who did what to whom is written down, and nothing of what was refused", async () => {
  const { chat, guests, clock } = await openChat();
  const ann = await account(chat, "ann", "owner");
  await account(chat, "bob");
  await guests(["cat", "dan"], "den");
  const room = await chat.rooms.mustFind("den");
  await ann.role({ who: "bob", role: "moderator" });
  await ann.mute({ who: "cat", room: "den", minutes: 5, reason: "loud" });
  await ann.kick("den", "cat", "louder");
  await ann.ban({ address: "192.0.2.1", reason: "flood" });
  const { token } = await reset(chat, ann.session, "bob");
  expect(await codeOf(ann.kick("den", "nobody"))).toBe("no_such_person");
  const records = await list(ann);
  const short = records.map(({ act, by, whom, room: where, note }) =>
    [act, by.name, whom?.name, where, note].map((part) => part ?? "-"),
  );
  expect(short.reverse()).toEqual([
    ["role", "ann", "bob", "-", "moderator"],
    ["mute", "ann", "cat", room.id, "for 5 minutes loud"],
    ["kick", "ann", "cat", room.id, "louder"],
    ["ban", "ann", "-", "-", "for good 192.0.2.1 flood"],
    ["reset", "ann", "bob", "-", ""],
  ]);
  expect(records.every(({ at }) => at === clock.now)).toBe(true);
  expect(JSON.stringify(records)).not.toContain(token);
});

test("it is read by admins: of the chat all, of a room its own", async () => {
  const { chat, guests } = await openChat();
  const [cat] = await guests(["cat", "dan"], "den");
  const master = await come(chat, { token: cat.token });
  const admin = await account(chat, "admin", "admin");
  const mod = await account(chat, "mod", "moderator");
  await mod.join("den");
  await master.mute({ who: "dan", room: "den" });
  await admin.mute({ who: "dan" });
  expect((await list(admin)).length).toBe(2);
  expect((await list(admin, "den")).length).toBe(1);
  expect((await list(master, "den")).length).toBe(1);
  expect(await codeOf(list(master))).toBe("not_allowed");
  expect(await codeOf(list(mod))).toBe("not_allowed");
  expect(await codeOf(list(mod, "den"))).toBe("not_allowed");
  expect(await codeOf(list(admin, "nowhere"))).toBe("no_such_room");
});

test("pages go back in time without a gap", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "owner");
  const by = { id: ann.id, name: "ann" };
  for (let n = 1; n <= 250; n++)
    await chat.audit({ by, act: "test", note: `${n}` });
  const seen: string[] = [];
  let before: string | undefined;
  const sizes: number[] = [];
  do {
    const { records, next } = await pageOf(ann, undefined, before, 50);
    seen.push(...records.map(({ note }) => note));
    sizes.push(records.length);
    before = next;
  } while (before !== undefined);
  expect(seen).toEqual(Array.from({ length: 250 }, (_, n) => `${250 - n}`));
  // A page that is full to the last record is the last.
  expect(sizes).toEqual([50, 50, 50, 50, 50]);
});

test("nobody reads from a page how much was done where he is not", async () => {
  const { chat, guests } = await openChat();
  const [cat] = await guests(["cat", "dan"], "den");
  const admin = await account(chat, "admin", "admin");
  const by = { id: cat.id, name: "cat" };
  const told: string[] = [];
  for (const times of [1, 50]) {
    for (let n = 0; n < times; n++)
      await chat.audit({
        by,
        act: "test",
        room: { id: newRoomId(), kind: "private" },
      });
    for (let n = 0; n < 2; n++) await chat.audit({ by, act: "broadcast" });
    const page = await pageOf(admin, undefined, undefined, 1);
    expect(page.records[0]).not.toHaveProperty("n");
    told.push(page.next ?? "");
  }
  const [first = "", second = ""] = told;
  // As long and as much alike as any two.
  expect([first, second].map((place) => place.length)).toEqual([22, 22]);
  expect(first.slice(0, 11)).not.toBe(second.slice(0, 11));
  const rest = await pageOf(admin, undefined, second);
  expect(rest.records).toHaveLength(3);
  for (const place of [
    "",
    "53",
    first.slice(1),
    "x".repeat(22),
    "x".repeat(64),
  ])
    expect(await codeOf(pageOf(admin, undefined, place))).toBe("bad_request");
});

test("an admin of the chat is not told of private rooms that he is not in", async () => {
  const { chat, guests } = await openChat();
  const [cat] = await guests(["cat", "dan"], "den");
  const master = await come(chat, { token: cat.token });
  const admin = await account(chat, "admin", "admin");
  await master.mute({ who: "dan", room: "den" });
  await admin.mute({ who: "dan" });
  const room = await chat.rooms.mustFind("den");
  const folded = `\0${room.id}`;
  await chat.store.rooms.change(room.id, { kind: "private", folded });
  expect((await list(admin)).map(({ room: where }) => where)).toEqual([
    undefined,
  ]);
  // However much there is that he is not told of, what lies behind it is found.
  const by = { id: cat.id, name: "cat" };
  const audit = (id: string, times: number, kind: "public" | "private") =>
    Promise.all(
      Array.from({ length: times }, () =>
        chat.audit({ by, act: "test", room: { id, kind } }),
      ),
    );
  await audit(room.id, 200, "public");
  for (let n = 0; n < 11; n++) {
    const id = newRoomId();
    const hidden = { id, title: "lair", folded: `\0${id}`, most: 0 };
    const made = { ...hidden, kind: "private", master: cat.id } as const;
    await chat.store.rooms.create(made);
    await audit(id, 1_000, "private");
  }
  expect((await list(admin)).map(({ act }) => act)).toEqual(["mute"]);
  await chat.store.rooms.addMember(room.id, admin.id);
  expect((await list(admin, undefined, 300)).length).toBe(202);
});

test("what was done in a private room stays its members', also when it is opened, and when it is gone", async () => {
  const { chat } = await openChat();
  const admin = await account(chat, "admin", "admin");
  const cat = await account(chat, "cat");
  const dan = await account(chat, "dan");
  const make = async (title: string): Promise<string> => {
    const wanted = { title, access: "private" } as const;
    const { room } = await createRoom(chat, cat.session, wanted);
    await invite(chat, cat.session, { room: room.id, who: "dan" });
    await dan.join(room.id);
    return room.id;
  };
  const short = async (who: Seen, room?: string) =>
    (await list(who, room)).map(({ act }) => act);
  const den = await make("den");
  await cat.mute({ who: "dan", room: den, reason: "hm" });
  await change(chat, cat.session, { room: den, access: "public" });
  await cat.kick(den, "dan");
  expect(await short(cat, den)).toEqual(["kick", "access", "mute"]);
  expect(await short(admin, den)).toEqual(["kick"]);
  expect(await short(admin)).toEqual(["kick"]);
  // That it became private is its members', too.
  await change(chat, cat.session, { room: den, access: "private" });
  await change(chat, cat.session, { room: den, access: "closed" });
  expect(await short(admin)).toEqual(["kick"]);
  const lair = await make("lair");
  await cat.mute({ who: "dan", room: lair });
  for (const one of [dan, cat]) await one.leave(lair);
  expect(await chat.store.rooms.byId(lair)).toBe(undefined);
  await cat.leave(den);
  expect(await chat.store.rooms.byId(den)).toBe(undefined);
  expect(await short(admin)).toEqual(["kick"]);
});

test("those who read what was done in a room are not told where anybody comes from", async () => {
  const { chat, guests } = await openChat();
  const [cat] = await guests(["cat"], "den");
  const master = await come(chat, { token: cat.token });
  const bob = await pass(chat, "bob");
  await bob.join("den");
  const bans = await master.ban({ who: "bob", room: "den" });
  expect(bans.map(({ address }) => address)).toEqual([undefined, elsewhere]);
  await master.lift(bans[0]?.id ?? "");
  const records = await list(master, "den");
  expect(records.map(({ act }) => act)).toEqual(["lift", "ban"]);
  expect(JSON.stringify(records)).not.toContain(elsewhere);
});

test("an act that cannot be kept is not done", async () => {
  const { chat, store, guests } = await openChat({ wrap: (inner) => inner });
  const ann = await account(chat, "ann", "owner");
  const [cat] = await guests(["cat"], "den");
  store.house.audit = () => Promise.reject(new Error("away"));
  store.house.addSanction = () => Promise.reject(new Error("away"));
  await expect(ann.ban({ who: "cat" })).rejects.toThrow("away");
  await expect(ann.mute({ who: "cat", room: "den" })).rejects.toThrow("away");
  expect(chat.sanctions.size).toBe(0);
  expect(await codeOf(cat.say("den", "hi"))).toBe(undefined);
});

test("what could not be written down is told to have failed; done again it is written down", async () => {
  let fails = true;
  const { chat } = await openChat({
    wrap: (store) =>
      changedStore(store, {
        house: {
          audit(record) {
            if (!fails || record.act !== "mute")
              return store.house.audit(record);
            const error = new ChatError("unavailable", "The disk is full.");
            return Promise.reject(error);
          },
        },
      }),
  });
  await account(chat, "bob");
  const cat = await account(chat, "cat", "moderator");
  expect(await codeOf(cat.mute({ who: "bob" }))).toBe("unavailable");
  fails = false;
  await cat.mute({ who: "bob" });
  const records = await chat.store.house.auditPage(1_000_000, 10);
  expect(records.filter(({ act }) => act === "mute")).toHaveLength(1);
});
