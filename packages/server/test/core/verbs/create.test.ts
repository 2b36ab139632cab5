import { expect, test } from "vitest";
import { change } from "../../../src/core/verbs/change.ts";
import { createRoom } from "../../../src/core/verbs/create.ts";
import { direct } from "../../../src/core/verbs/direct.ts";
import { hello } from "../../../src/core/verbs/hello.ts";
import { setMaster } from "../../../src/core/verbs/master.ts";
import { setRole } from "../../../src/core/verbs/role.ts";
import { say } from "../../../src/core/verbs/say.ts";
import { codeOf, enter, openChat } from "../../support/chat.ts";
import { watched } from "../../support/watched-store.ts";

test.each(["memory:", "sqlite:"] as const)(
  "on %s, a room is made as its maker wants it, and is his",
  async (store) => {
    const { chat, guests } = await openChat({ store });
    const [ann, bob] = await guests(["ann", "bob"]);
    const made = await createRoom(chat, ann.session, {
      title: " Kitchen ",
      access: "closed",
      topic: " soup\u0065\u0301 ",
      description: "Where we cook.\r\nAnd eat.",
    });
    const about = {
      title: "Kitchen",
      kind: "closed",
      topic: "soup\u00e9",
      description: "Where we cook.\nAnd eat.",
      isArchived: false,
    };
    expect(made.room).toMatchObject(about);
    expect(made).toMatchObject({ made: true, role: "owner", read: 0, seq: 0 });
    expect(await chat.store.rooms.byId(made.room.id)).toMatchObject(about);
    expect(await codeOf(bob.join("kitchen"))).toBe("not_invited");
  },
);

test("a room that is there is not made again, unless it is private", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"], "kitchen");
  const make = (access: "public" | "private") =>
    createRoom(chat, ann.session, { title: "Kitchen", access });
  expect(await codeOf(make("public"))).toBe("room_exists");
  const [first, second] = [await make("private"), await make("private")];
  expect(first.room.id).not.toBe(second.room.id);
});

test("of many who make one room at once one makes it", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  const codes = await Promise.all(
    [ann, bob].map(({ session }) =>
      codeOf(createRoom(chat, session, { title: "Kitchen" })),
    ),
  );
  expect(codes.sort()).toEqual(["room_exists", undefined]);
});

test("what is said of a new room has its rule, and what breaks it makes none", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"]);
  const code = (more: { topic?: string; description?: string }) =>
    codeOf(createRoom(chat, ann.session, { title: "kitchen", ...more }));
  expect(await code({ topic: "two\nlines" })).toBe("bad_request");
  expect(await code({ topic: "\u202etfel" })).toBe("bad_request");
  expect(await code({ topic: "x".repeat(251) })).toBe("too_large");
  expect(await code({ topic: "👩‍🍳".repeat(84) })).toBe("too_large");
  expect(await code({ description: "x".repeat(2_001) })).toBe("too_large");
  expect(await code({ description: "bell\u0007" })).toBe("bad_request");
  const bad = createRoom(chat, ann.session, { title: "~abcdefghij" });
  expect(await codeOf(bad)).toBe("bad_name");
  expect(chat.rooms.get("kitchen")).toBe(undefined);
  expect(await code({ topic: "🍲".repeat(250) })).toBe(undefined);
});

test("to make a private room costs as much as to make another", async () => {
  const { chat } = await openChat({
    limits: { roomsMadePerHour: 2, rooms: 3 },
  });
  const ann = await enter(chat, { name: "ann" }, "192.0.2.1");
  const make = (title: string, access: "public" | "private") =>
    codeOf(createRoom(chat, ann.session, { title, access }));
  expect(await make("a", "private")).toBe(undefined);
  expect(await make("b", "public")).toBe(undefined);
  expect(await make("c", "private")).toBe("too_many");
  const bob = await enter(chat, { name: "bob" });
  await bob.join("d");
  // The lobby, b and d are as many as there may be.
  const more = createRoom(chat, bob.session, { title: "e", access: "private" });
  expect(await codeOf(more)).toBe("too_many");
});

test("nobody owns more private rooms than he may, however many he is in, and whichever way he gets them", async () => {
  const { chat, guests, store } = await openChat({
    limits: { privateRooms: 50 },
  });
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"]);
  const own = async (count: number, master: string, from: number) => {
    for (let n = 0; n < count; n++) {
      const id = `~${`${from + n}`.padStart(10, "0")}`;
      const room = { id, title: "x", folded: `\0${id}`, most: 0, master };
      await store.rooms.create({ ...room, kind: "private" });
      await store.rooms.addMember(id, ann.id);
    }
  };
  await own(100, bob.id, 0);
  await own(49, ann.id, 100);
  const make = (title: string) =>
    codeOf(createRoom(chat, ann.session, { title, access: "private" }));
  expect(await make("last")).toBe(undefined);
  expect(await make("one more")).toBe("too_many");
  const { room: hall } = await ann.join("hall");
  const access = "private";
  const hide = change(chat, ann.session, { room: "hall", access });
  expect(await codeOf(hide)).toBe("too_many");
  expect(hall.kind).toBe("public");
  const den = await createRoom(chat, cat.session, { title: "Den", access });
  await store.rooms.addMember(den.room.id, ann.id);
  // How many another has is his own.
  const gift = { room: den.room.id, who: ann.id };
  expect(await codeOf(setMaster(chat, cat.session, gift))).toBe("not_allowed");
  expect(den.room.masterId).toBe(cat.id);
  await cat.join("hall");
  const role = { room: "hall", who: cat.id, role: "admin" } as const;
  await setRole(chat, ann.session, role);
  const byAdmin = change(chat, cat.session, { room: "hall", access });
  expect(await codeOf(byAdmin)).toBe("not_allowed");
  expect(hall.kind).toBe("public");
});

test("nobody is a member of more rooms than he may be, and none is made for him then", async () => {
  let calls: string[] = [];
  const { chat, guests, tally } = await openChat({
    limits: { memberships: 2 },
    wrap: (inner) => {
      const seen = watched(inner);
      calls = seen.calls;
      return seen.store;
    },
  });
  const [ann, bob] = await guests(["ann", "bob"]);
  await ann.join("one");
  await ann.join("two");
  await bob.join("three");
  const open = tally.openRooms;
  calls.length = 0;
  for (const room of ["three", "four"])
    expect(await codeOf(ann.join(room))).toBe("too_many");
  const private4 = { title: "four", access: "private" } as const;
  expect(await codeOf(createRoom(chat, ann.session, private4))).toBe(
    "too_many",
  );
  // Nobody is told of a room that comes and goes.
  expect(calls).not.toContain("rooms.create");
  expect(tally.openRooms).toBe(open);
  expect(await codeOf(ann.join("two"))).toBe(undefined);
  expect(await codeOf(direct(chat, ann.session, ["bob"]))).toBe(undefined);
  await ann.leave("one");
  expect(await codeOf(ann.join("four"))).toBe(undefined);
});

test("a caller who hears nothing makes a room, too, and speaks there", async () => {
  const { chat } = await openChat();
  const address = "127.0.0.1";
  const { session } = await hello(
    chat,
    { name: "ann" },
    { address, ear: undefined },
  );
  const title = "Den";
  const made = await createRoom(chat, session, { title, access: "private" });
  expect(made).toMatchObject({ role: "owner", read: 0 });
  const said = await say(chat, session, { room: "den", text: "hi" });
  expect(said.entry.room).toBe(made.room.id);
});
