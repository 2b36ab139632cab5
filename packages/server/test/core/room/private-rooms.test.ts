// Private rooms: who finds one and how, who is told of it, and what is so when others come and go meanwhile.
import { expect, test } from "vitest";
import type { Chat } from "../../../src/core/chat.ts";
import { foldTitle } from "../../../src/core/people/names.ts";
import type { Session } from "../../../src/core/session.ts";
import { change, setAccess, setMost } from "../../../src/core/verbs/change.ts";
import { createRoom } from "../../../src/core/verbs/create.ts";
import { history } from "../../../src/core/verbs/history.ts";
import { invite } from "../../../src/core/verbs/invite.ts";
import { join } from "../../../src/core/verbs/join.ts";
import { kick } from "../../../src/core/verbs/kick.ts";
import { leave } from "../../../src/core/verbs/leave.ts";
import { register } from "../../../src/core/verbs/register.ts";
import { rooms } from "../../../src/core/verbs/rooms.ts";
import { say } from "../../../src/core/verbs/say.ts";
import { enterAnonymous, visit } from "../../../src/core/verbs/visit.ts";
import {
  codeOf,
  enter,
  openChat,
  turns,
  type Someone,
} from "../../support/chat.ts";
import { FakeLine, plain } from "../../support/fake-line.ts";
import { roomsEar } from "../../support/told.ts";
import { watched } from "../../support/watched-store.ts";

const address = "127.0.0.1";
const visitor = () => ({
  address,
  ear: { line: new FakeLine(), encoder: plain },
});

async function makeDen(who: Someone, title = "Den"): Promise<string> {
  const { chat, session } = who;
  const made = await createRoom(chat, session, { title, access: "private" });
  return made.room.id;
}

/** Closes what nobody is in. */
function shut(chat: Chat, clock: { now: number }): void {
  clock.now += 120_000;
  chat.rooms.closeIdle();
}

test.each(["memory:", "sqlite:"] as const)(
  "on %s, whoever is in a private room, or invited to it, finds it by its id and by its title",
  async (store) => {
    const { chat, clock, guests } = await openChat({ store });
    const [ann, bob, cat] = await guests(["ann", "bob", "cat"]);
    const den = await makeDen(ann);
    await ann.say(den, "hush");
    await invite(chat, ann.session, { room: "den", who: "bob" });
    const again = await ann.again();
    await ann.end();
    for (const isShut of [false, true]) {
      if (isShut) shut(chat, clock);
      for (const ref of [den, "Den", "d e n"]) {
        for (const { session } of [again, bob])
          expect((await chat.rooms.findFor(session.identity, ref))?.id).toBe(
            den,
          );
        const none = await chat.rooms.findFor(cat.session.identity, ref);
        expect(none).toBe(undefined);
      }
    }
    expect((await bob.join("DEN")).room.id).toBe(den);
    expect((await again.join("den")).made).toBe(false);
  },
);

test("a private room is in no list, and others may use its title", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  const den = await makeDen(ann);
  const listed = async () =>
    (await rooms(chat, bob.session, "", 10)).rooms.map(
      ({ record }) => record.title,
    );
  expect(await listed()).toEqual(["Free Chat"]);
  const { room, made } = await bob.join("Den");
  expect([made, room.kind, room.id === den]).toEqual([true, "public", false]);
  expect(await listed()).toEqual(["Den", "Free Chat"]);
  expect(chat.rooms.get("Den")).toBe(room);
});

test("of two rooms of one title the one that he is in counts, else the public one", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  const den = await makeDen(ann);
  const { room } = await bob.join("Den");
  await bob.say(room.id, "open to all");
  // What is meant for those inside does not go outside because somebody called another room alike.
  const { entry } = await ann.say("Den", "for us");
  expect(entry.room).toBe(den);
  const again = await ann.again();
  await ann.end();
  const found = await chat.rooms.findFor(again.session.identity, "Den");
  expect(found?.id).toBe(room.id);
  await again.join(den);
  await again.join(room.id);
  expect((await again.say("Den", "hi all")).entry.room).toBe(room.id);
});

test("whoever is in a private room finds it without the store", async () => {
  let calls: string[] = [];
  const { guests } = await openChat({
    wrap: (inner) => {
      const { store, calls: made } = watched(inner);
      calls = made;
      return store;
    },
  });
  const [ann] = await guests(["ann"]);
  const den = await makeDen(ann);
  for (const ref of [den, "Den", "den"]) {
    calls.length = 0;
    await ann.say(ref, "hi");
    expect(calls).toEqual(["log.append"]);
  }
});

test("a passing guest finds a private room as long as he is in it or invited", async () => {
  const { chat, clock, guests } = await openChat();
  const [ann] = await guests(["ann"]);
  const den = await makeDen(ann);
  await ann.say(den, "hush");
  const bob = await visit(chat, { name: "bob" }, visitor());
  const speak = () => codeOf(say(chat, bob, { room: den, text: "hi" }));
  expect(await speak()).toBe("no_such_room");
  await invite(chat, ann.session, { room: den, who: "bob" });
  await ann.end();
  shut(chat, clock);
  expect(await codeOf(join(chat, bob, { room: "den" }))).toBe(undefined);
  expect(await speak()).toBe(undefined);
  await leave(chat, bob, den);
  expect(await speak()).toBe("no_such_room");
});

test("a passing guest makes a private room, which goes with him when nothing was said there", async () => {
  const { chat, store } = await openChat();
  const bob = await visit(chat, { name: "bob" }, visitor());
  const made = await createRoom(chat, bob, { title: "Den", access: "private" });
  const { id } = made.room;
  expect(made.role).toBe("owner");
  expect(await codeOf(say(chat, bob, { room: "Den", text: "" }))).toBe(
    "bad_request",
  );
  await chat.end(bob);
  expect(await store.rooms.byId(id)).toBe(undefined);
});

test("whoever leaves a private room, or is put out of it, knows of it no more", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"]);
  const den = await makeDen(ann);
  for (const who of ["bob", "cat"])
    await invite(chat, ann.session, { room: den, who });
  for (const who of [bob, cat]) await who.join(den);
  await bob.leave(den);
  await kick(chat, ann.session, { room: den, who: "cat" });
  for (const who of [bob, cat]) {
    const read = history(chat, who.session, { room: den });
    expect(await codeOf(read)).toBe("no_such_room");
    expect(await codeOf(who.join(den))).toBe("no_such_room");
  }
});

test("the owner of the chat does not enter a private room uninvited, nor past its bound", async () => {
  const { chat, store, guests } = await openChat();
  const account = { name: "root", password: "secret" };
  const { id } = await register(chat, account, { address });
  await store.identities.setRole(id, "owner");
  const root = await enter(chat, account);
  const [ann] = await guests(["ann"]);
  const den = await makeDen(ann);
  await setMost(chat, ann.session, { room: den, most: 1 });
  expect(await codeOf(root.join(den))).toBe("no_such_room");
  await invite(chat, ann.session, { room: den, who: "root" });
  expect(await codeOf(root.join(den))).toBe("room_full");
  await setMost(chat, ann.session, { room: den, most: 0 });
  // From here on he is what he is everywhere.
  expect((await root.join(den)).role).toBe("owner");
});

test("nobody is told that a private room is made, changed or gone", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"]);
  const { told, ear } = roomsEar();
  await visit(chat, { name: "bob" }, { address, ear });
  await makeDen(ann);
  await setMost(chat, ann.session, { room: "den", most: 5 });
  await change(chat, ann.session, { room: "den", access: "private" });
  await ann.leave("den");
  await turns();
  expect(told).toEqual([]);
});

test("others are told that a room is gone when it becomes private, and made when it is not any more", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"]);
  const inside = roomsEar();
  const outside = roomsEar();
  const bob = await visit(chat, { name: "bob" }, { address, ear: inside.ear });
  await visit(chat, { name: "cat" }, { address, ear: outside.ear });
  await ann.join("Den");
  await join(chat, bob, { room: "Den" });
  await turns();
  for (const { told } of [inside, outside]) told.length = 0;
  const open = async (access: "public" | "closed" | "private") => {
    const room = chat.roomsIn(ann.id)[0] ?? "";
    await setAccess(chat, ann.session, { room, access });
    await turns();
  };
  await open("private");
  expect(inside.told).toEqual(["access Den private"]);
  expect(outside.told).toEqual(["gone Den"]);
  await open("closed");
  expect(inside.told.slice(1)).toEqual(["access Den closed"]);
  expect(outside.told.slice(1)).toEqual(["made Den", "access Den closed"]);
  await open("public");
  expect(outside.told.slice(3)).toEqual(["access Den public"]);
});

test("a room that is made closed is told of as what it is", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"]);
  const { told, ear } = roomsEar();
  await visit(chat, { name: "bob" }, { address, ear });
  await createRoom(chat, ann.session, { title: "Club", access: "closed" });
  await turns();
  expect(told).toEqual(["made Club", "access Club closed"]);
});

test("those without a name are put out of a room that becomes private, and are told", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"], "den");
  const at = visitor();
  const nameless = await enterAnonymous(chat, at);
  await join(chat, nameless, { room: "den" });
  await setAccess(chat, ann.session, { room: "den", access: "private" });
  await turns();
  expect(nameless.presences.size).toBe(0);
  expect(at.ear.line.story).toContain("kicked");
  expect(ann.line.story).toContain("left Anonymous");
  const refused = createRoom(chat, nameless, { title: "x", access: "private" });
  expect(await codeOf(refused)).toBe("not_allowed");
});

test("those who share one name are not let into a closed room by one of them", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"], "den");
  const [first, second] = [
    await enterAnonymous(chat, visitor()),
    await enterAnonymous(chat, visitor()),
  ];
  await join(chat, first, { room: "den" });
  await setAccess(chat, ann.session, { room: "den", access: "closed" });
  expect(await codeOf(join(chat, first, { room: "den" }))).toBe(undefined);
  expect(await codeOf(join(chat, second, { room: "den" }))).toBe("not_invited");
  const page = history(chat, second, { room: "den" });
  expect(await codeOf(page)).toBe("not_member");
});

test("whoever joins while a room becomes private is in it, or is told that there is none", async () => {
  for (let wait = 0; wait < 8; wait++) {
    const { chat, guests, store } = await openChat();
    const [ann, bob] = await guests(["ann", "bob"]);
    const { room } = await ann.join("den");
    await ann.say("den", "hi");
    const closing = setAccess(chat, ann.session, {
      room: "den",
      access: "private",
    });
    await turns(wait);
    const [, code] = await Promise.all([
      closing,
      codeOf(bob.join("den", { make: "never" })),
    ]);
    const isIn = bob.session.presences.has(room.id);
    expect(code).toBe(isIn ? undefined : "no_such_room");
    expect(await store.rooms.isMember(room.id, bob.id)).toBe(isIn);
  }
});

test("two changes of who may enter at once leave one room, found by what it is", async () => {
  for (let wait = 0; wait < 6; wait++) {
    const { chat, guests, store } = await openChat();
    const [ann] = await guests(["ann"]);
    const { room } = await ann.join("Den");
    const second = await ann.again();
    const first = change(chat, ann.session, {
      room: room.id,
      access: "private",
      title: "Attic",
    });
    await turns(wait);
    const changes = [
      first,
      change(chat, second.session, {
        room: room.id,
        access: "public",
        title: "Cellar",
      }),
    ];
    await Promise.all(changes);
    await turns();
    const record = await store.rooms.byId(room.id);
    expect(record).toMatchObject({
      title: room.title,
      folded: room.folded,
      kind: room.kind,
    });
    expect([room.title, room.kind, room.folded]).toEqual([
      "Cellar",
      "public",
      foldTitle("Cellar"),
    ]);
    expect(chat.rooms.get("Cellar")).toBe(room);
    for (const title of ["Den", "Attic"])
      expect(chat.rooms.get(title)).toBe(undefined);
  }
});

test("a private room becomes public only under a title that is free", async () => {
  const { chat, guests, store } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  const den = await makeDen(ann);
  await bob.join("den");
  const opening = setAccess(chat, ann.session, { room: den, access: "public" });
  expect(await codeOf(opening)).toBe("room_exists");
  expect((await store.rooms.byId(den))?.kind).toBe("private");
  await change(chat, ann.session, {
    room: den,
    access: "public",
    title: "Nook",
  });
  expect((await chat.rooms.mustFind("nook")).id).toBe(den);
});

test("of two who want one title at once one gets it", async () => {
  const { chat, guests, store } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  const den = await makeDen(ann, "Den");
  const nook = await makeDen(bob, "Nook");
  const wish = (who: { session: Session }, room: string) =>
    codeOf(
      change(chat, who.session, { room, title: "Attic", access: "public" }),
    );
  const codes = await Promise.all([wish(ann, den), wish(bob, nook)]);
  expect(codes.filter((code) => code === undefined)).toHaveLength(1);
  expect(codes).toContain("room_exists");
  const kinds = [den, nook].map(
    async (id) => (await store.rooms.byId(id))?.kind,
  );
  expect((await Promise.all(kinds)).sort()).toEqual(["private", "public"]);
});
