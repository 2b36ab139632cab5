import { expect, test } from "vitest";
import { ChatError } from "../../../src/core/errors.ts";
import { change, type Change } from "../../../src/core/verbs/change.ts";
import { createRoom } from "../../../src/core/verbs/create.ts";
import { direct } from "../../../src/core/verbs/direct.ts";
import { register } from "../../../src/core/verbs/register.ts";
import { changedStore } from "../../support/changed-store.ts";
import {
  codeOf,
  enter,
  openChat,
  turns,
  type Someone,
} from "../../support/chat.ts";

const address = "127.0.0.1";

const changing = (who: Someone, wanted: Change) =>
  change(who.chat, who.session, wanted);
const code = (who: Someone, wanted: Change) => codeOf(changing(who, wanted));

test.each(["memory:", "sqlite:"] as const)(
  "on %s, what is changed of a room is told to those in it, kept, and the same when the room is opened again",
  async (store) => {
    const { chat, clock, guests } = await openChat({ store });
    const [ann, bob] = await guests(["ann", "bob"], "Den");
    await turns();
    const { id } = await chat.rooms.mustFind("Den");
    await changing(ann, {
      room: "Den",
      title: "Attic",
      topic: "dust",
      description: "High up.",
      most: 7,
      access: "closed",
    });
    await bob.line.until(({ heard }) =>
      heard.some(({ kind }) => kind === "described"),
    );
    await bob.line.until(({ entries }) => entries.length === 2);
    expect(bob.line.entries).toMatchObject([
      { kind: "titled", text: "Attic", by: ann.id, name: "ann", seq: 1 },
      { kind: "topic", text: "dust", by: ann.id, name: "ann", seq: 2 },
    ]);
    expect(bob.line.heard).toContainEqual(
      expect.objectContaining({ kind: "bounded", most: 7, access: "closed" }),
    );
    expect(bob.line.heard).toContainEqual(
      expect.objectContaining({ kind: "described", description: "High up." }),
    );
    const now = {
      title: "Attic",
      topic: "dust",
      description: "High up.",
      most: 7,
      kind: "closed",
    };
    expect(chat.rooms.get("attic")).toMatchObject(now);
    expect(chat.rooms.get("den")).toBe(undefined);
    for (const who of [ann, bob]) await who.end();
    clock.now += 120_000;
    chat.rooms.closeIdle();
    expect(chat.rooms.get(id)).toBe(undefined);
    expect(await chat.rooms.mustFind("attic")).toMatchObject({ id, ...now });
    expect(await chat.rooms.find("den")).toBe(undefined);
  },
);

test("a title that was given up is free at once, and no other's", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  const { room: den } = await ann.join("Den");
  const { room: hall } = await bob.join("Hall");
  expect(await code(bob, { room: "Hall", title: "den" })).toBe("room_exists");
  await changing(ann, { room: "Den", title: "Attic" });
  await changing(bob, { room: "Hall", title: "Den" });
  await turns();
  expect(chat.rooms.get("Den")).toBe(hall);
  expect(chat.rooms.get("Attic")).toBe(den);
  // Its own title in other letters is no other's.
  await changing(ann, { room: "Attic", title: "ATTIC" });
  expect(chat.rooms.get("attic")?.title).toBe("ATTIC");
});

test("what is as it was makes no entry", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"], "den");
  await changing(ann, { room: "den", title: "den", topic: "" });
  expect(
    (await chat.store.log.state(chat.rooms.get("den")?.id ?? "")).head,
  ).toBe(0);
});

test("everything is looked at before anything is done", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  await ann.join("den");
  await bob.join("hall");
  const all = { room: "den", topic: "new", most: 3, description: "new" };
  const refused = [
    await code(ann, { ...all, title: "hall" }),
    await code(ann, { ...all, title: "a:b" }),
    await code(ann, { ...all, topic: "a\nb" }),
    await code(ann, { ...all, most: -1 }),
    await code(ann, { ...all, description: "x".repeat(2_001) }),
    await code(bob, all),
    await code(ann, { room: "den" }),
  ];
  expect(refused).toEqual([
    "room_exists",
    "bad_name",
    "bad_request",
    "bad_request",
    "too_large",
    "not_allowed",
    "bad_request",
  ]);
  const room = chat.rooms.get("den");
  expect(room).toMatchObject({ topic: "", most: 0, description: "", head: 0 });
});

test("a title that is taken is seen before a room is anything but private", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  for (const title of ["den", "hall"]) await bob.join(title);
  const title = "den";
  const made = await createRoom(chat, ann.session, {
    title,
    access: "private",
  });
  const { id } = made.room;
  const open = { room: id, access: "public", topic: "new" } as const;
  expect(await code(ann, open)).toBe("room_exists");
  expect(await code(ann, { ...open, title: "hall" })).toBe("room_exists");
  await turns();
  const now = { title: "den", topic: "", kind: "private", head: 0 };
  expect(chat.rooms.get(id)).toMatchObject(now);
});

test("moderators change topic and description, admins the rest", async () => {
  const { chat, guests, store } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "den");
  const room = await chat.rooms.mustFind("den");
  const rest: Omit<Change, "room">[] = [
    { title: "attic" },
    { most: 3 },
    { access: "closed" as const },
    { archived: true },
    { topic: "x", most: 3 },
  ];
  const about = [{ topic: "x" }, { description: "x" }];
  const codes = async (who: Someone, wishes: Omit<Change, "room">[]) => {
    const found = new Set<string | undefined>();
    for (const wish of wishes)
      found.add(await code(who, { room: room.id, ...wish }));
    return [...found];
  };
  expect(await codes(bob, [...about, ...rest])).toEqual(["not_allowed"]);
  await store.rooms.setMemberRole(room.id, bob.id, "moderator");
  const again = await bob.again();
  await bob.end();
  await again.join(room.id);
  expect(await codes(again, about)).toEqual([undefined]);
  expect(await codes(again, rest)).toEqual(["not_allowed"]);
  await store.rooms.setMemberRole(room.id, bob.id, "admin");
  const admin = await again.again();
  await again.end();
  expect((await admin.join(room.id)).role).toBe("admin");
  expect(await codes(admin, rest.slice(0, 3))).toEqual([undefined]);
  expect(ann.name).toBe("ann");
});

test("an archived room is read, and nothing is added to it before it is opened again", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "den");
  await ann.say("den", "last words");
  await changing(ann, {
    room: "den",
    archived: true,
    topic: "closed for good",
  });
  expect(await codeOf(bob.say("den", "hi"))).toBe("archived");
  for (const wish of [{ topic: "x" }, { title: "attic" }])
    expect(await code(ann, { room: "den", ...wish })).toBe("archived");
  expect(await code(ann, { room: "den", description: "Was nice." })).toBe(
    undefined,
  );
  const [cat] = await guests(["cat"]);
  const { entries, room } = await cat.join("den", { last: 10 });
  expect(room.isArchived).toBe(true);
  expect(entries).toHaveLength(2);
  await changing(ann, { room: "den", archived: false, topic: "open again" });
  expect(await codeOf(bob.say("den", "hi"))).toBe(undefined);
  expect(chat.rooms.get("den")?.topic).toBe("open again");
});

test("the lobby, and rooms that are there from the beginning, stay where everyone finds them", async () => {
  const { chat, store, guests } = await openChat({ rooms: ["hall"] });
  const account = { name: "root", password: "secret" };
  const { id } = await register(chat, account, { address });
  await store.identities.setRole(id, "owner");
  const root = await enter(chat, account);
  const refused: Change[] = [
    { room: "Free Chat", title: "Lounge" },
    { room: "Free Chat", access: "closed" },
    { room: "Free Chat", archived: true },
    { room: "Free Chat", most: 3 },
    { room: "hall", title: "Lounge" },
    { room: "hall", access: "private" },
  ];
  for (const wish of refused)
    expect(await code(root, wish)).toBe("not_allowed");
  const taken: Change[] = [
    { room: "Free Chat", topic: "hello", description: "For all." },
    { room: "hall", access: "closed", archived: true },
  ];
  for (const wish of taken) expect(await code(root, wish)).toBe(undefined);
  const [ann] = await guests(["ann"]);
  expect(await code(ann, { room: "Free Chat", topic: "x" })).toBe(
    "not_allowed",
  );
});

test("who changed what is written down, but not what a private room is called", async () => {
  const { store, guests } = await openChat();
  const [ann] = await guests(["ann"]);
  const { room } = await ann.join("den");
  await changing(ann, { room: "den", title: "attic", topic: "dust" });
  await changing(ann, { room: "attic", access: "private", title: "nook" });
  await changing(ann, { room: "nook", archived: true });
  await changing(ann, { room: "nook", archived: false });
  const acts = await store.house.auditPage(Infinity, 10, room.id);
  expect(acts.map(({ act, note }) => `${act}: ${note}`).reverse()).toEqual([
    "title: den -> attic",
    "access: public -> private",
    "title: ",
    "archive: ",
    "unarchive: ",
  ]);
  expect(acts.every(({ by }) => by.id === ann.id)).toBe(true);
});

test("what the store does not take is as it was, here too", async () => {
  let isBroken = false;
  const { chat, guests } = await openChat({
    wrap: (inner) =>
      changedStore(inner, {
        rooms: {
          change: (...args) =>
            isBroken
              ? Promise.reject(new ChatError("unavailable", "Not now."))
              : inner.rooms.change(...args),
        },
      }),
  });
  const [ann, bob] = await guests(["ann", "bob"]);
  await ann.join("den");
  isBroken = true;
  const wish = { room: "den", access: "private", most: 3 } as const;
  expect(await code(ann, wish)).toBe("unavailable");
  isBroken = false;
  expect(chat.rooms.get("den")).toMatchObject({ kind: "public", most: 0 });
  expect((await bob.join("den")).made).toBe(false);
});

test("a direct room stays as it is", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann", "bob"]);
  const { id } = await direct(chat, ann.session, ["bob"]);
  expect(await code(ann, { room: id, topic: "us" })).toBe("not_allowed");
});

test("a new title finds a private room for its own, and for nobody else", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  const made = await createRoom(chat, ann.session, {
    title: "Den",
    access: "private",
  });
  await changing(ann, { room: "den", title: "Nook" });
  await turns();
  const find = (who: Someone, ref: string) =>
    chat.rooms.findFor(who.session.identity, ref);
  expect(await find(ann, "nook")).toBe(made.room);
  expect(await find(ann, "den")).toBe(undefined);
  expect(await find(bob, "nook")).toBe(undefined);
});

test("what everyone in the chat is told of is not changed to and fro at will", async () => {
  const { chat, clock, guests } = await openChat();
  const [ann] = await guests(["ann"], "Den");
  const turn = (access: "public" | "closed") =>
    code(ann, { room: "Den", access });
  let changed = 0;
  while ((await turn(changed % 2 === 0 ? "closed" : "public")) === undefined)
    changed++;
  // Everyone was told of the room itself, too.
  expect(changed).toBe(19);
  // What stays as it is is told to those in the room only.
  expect(await code(ann, { room: "Den", access: "closed", most: 5 })).toBe(
    undefined,
  );
  clock.now += 2_000;
  expect(await turn("public")).toBe(undefined);
  expect(await turn("closed")).toBe("rate_limited");
  expect((await chat.rooms.mustFind("Den")).kind).toBe("public");
});
