// How far someone has read: the same at all his sessions, never back, and kept.
import { expect, test } from "vitest";
import type { Entry } from "../../../src/core/entries.ts";
import type { Notice } from "../../../src/core/notices.ts";
import { ChatError } from "../../../src/core/errors.ts";
import type { Ear } from "../../../src/core/line.ts";
import { hello } from "../../../src/core/verbs/hello.ts";
import { join } from "../../../src/core/verbs/join.ts";
import { memberships } from "../../../src/core/verbs/memberships.ts";
import { read } from "../../../src/core/verbs/read.ts";
import { say } from "../../../src/core/verbs/say.ts";
import { visit } from "../../../src/core/verbs/visit.ts";
import { whisper } from "../../../src/core/verbs/whisper.ts";
import { changedStore } from "../../support/changed-store.ts";
import { codeOf, openChat, turns, type Someone } from "../../support/chat.ts";
import { FakeLine, plain } from "../../support/fake-line.ts";
import { watched } from "../../support/watched-store.ts";

const address = "127.0.0.1";
const reading = (who: Someone, seq: number, room = "den") =>
  read(who.chat, who.session, { room, seq });

async function sayAll(who: Someone, texts: readonly string[]): Promise<void> {
  for (const text of texts) await who.say("den", text);
  await turns();
}

const isRead = (what: Entry | Notice) => what.kind === "read";

test.each(["memory:", "sqlite:"] as const)(
  "on %s, a marker moves on, never back nor beyond the head, and is the same after all",
  async (store) => {
    const { chat, guests } = await openChat({ store });
    const [ann, bob] = await guests(["ann", "bob"], "den");
    await sayAll(ann, ["1", "2", "3 @bob", "4", "5 @room"]);
    const all = await Promise.all([3, 2, 3].map((seq) => reading(bob, seq)));
    const behind = { seq: 3, unread: 2, mentions: 1 };
    expect(all).toEqual([behind, behind, behind]);
    expect(await reading(bob, 99)).toEqual({ seq: 5, unread: 0, mentions: 0 });
    const again = await bob.again();
    await bob.end();
    expect((await again.join("den")).read).toBe(5);
    await chat.close();
    const { id } = await chat.rooms.mustFind("den");
    const kept = await chat.store.rooms.membership(id, bob.id);
    expect(kept?.read).toBe(5);
  },
);

test("his other sessions hear of it, and nobody else", async () => {
  const { guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "den");
  const others = [await bob.again(), await bob.again()];
  await sayAll(ann, ["1", "2"]);
  await reading(bob, 1);
  await reading(bob, 1);
  await turns();
  for (const { line } of others)
    expect(line.heard.filter(isRead)).toEqual([
      expect.objectContaining({ seq: 1, unread: 1, mentions: 0 }),
    ]);
  for (const { line } of [ann, bob])
    expect(line.heard.filter(isRead)).toEqual([]);
});

test("who joins while he reads on at another session is answered with what he has read by then", async () => {
  const asked = Promise.withResolvers<undefined>();
  const goOn = Promise.withResolvers<undefined>();
  const { guests } = await openChat({
    wrap: (inner) =>
      changedStore(inner, {
        log: {
          page: async (...about) => {
            asked.resolve(undefined);
            await goOn.promise;
            return inner.log.page(...about);
          },
        },
      }),
  });
  const [ann, bob] = await guests(["ann", "bob"], "den");
  await sayAll(ann, ["1", "2"]);
  const joining = (await bob.again()).join("den", { last: 2 });
  await asked.promise;
  await reading(bob, 2);
  goOn.resolve(undefined);
  expect((await joining).read).toBe(2);
});

test("what is behind it is counted without the store as long as the room remembers it", async () => {
  let calls: string[] = [];
  const { chat, clock, guests } = await openChat({
    wrap: (inner) => {
      const { store, calls: made } = watched(inner);
      calls = made;
      return store;
    },
  });
  const [ann, bob] = await guests(["ann", "bob"], "den");
  await sayAll(ann, ["1", "2", "3", "4"]);
  await reading(bob, 1);
  calls.length = 0;
  expect(await reading(bob, 2)).toMatchObject({ seq: 2, unread: 2 });
  expect(calls).toEqual([]);
  // The room is opened anew, and remembers nothing.
  const again = await bob.again();
  for (const who of [ann, bob]) await who.end();
  clock.now += 120_000;
  chat.rooms.closeIdle();
  calls.length = 0;
  expect(await reading(again, 3)).toEqual({ seq: 3, unread: 1, mentions: 0 });
  expect(calls).toContain("rooms.mark");
  expect(calls.at(-1)).toBe("rooms.standing");
});

test("a message that was said does not count as read by its author", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"], "den");
  await sayAll(ann, ["1", "2"]);
  const [own] = await memberships(chat, ann.session);
  expect(own).toMatchObject({ head: 2, read: 0, unread: 2 });
});

test("whoever is no member has no marker, and of a passing guest nothing is kept", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  await ann.join("den");
  await sayAll(ann, ["1", "2"]);
  expect(await codeOf(reading(bob, 1))).toBe("not_member");
  const ear = { line: new FakeLine(), encoder: plain };
  const cat = await visit(chat, { name: "cat" }, { address, ear });
  expect((await join(chat, cat, { room: "den" })).read).toBe(2);
  const answer = await read(chat, cat, { room: "den", seq: 1 });
  expect(answer).toMatchObject({ seq: 1, unread: 1 });
  const { id } = await chat.rooms.mustFind("den");
  expect(await chat.store.rooms.membership(id, cat.identity.id)).toBe(
    undefined,
  );
});

test("whoever leaves while it is noted has no marker, and reads on from the head when he is back", async () => {
  for (let wait = 0; wait < 5; wait++) {
    const { chat, guests } = await openChat();
    const [ann, bob] = await guests(["ann", "bob"], "den");
    const second = await bob.again();
    await second.join("den");
    await sayAll(ann, ["1", "2", "3"]);
    await reading(second, 1);
    const leaving = bob.leave("den");
    await turns(wait);
    const late = codeOf(reading(second, 2));
    await Promise.all([leaving, late]);
    await chat.marks.written(bob.id);
    const { id } = await chat.rooms.mustFind("den");
    expect(await chat.store.rooms.membership(id, bob.id)).toBe(undefined);
    await ann.say("den", "4");
    expect((await bob.join("den")).read).toBe(4);
  }
});

test("a marker that the store refused is noted still, and written with the next", async () => {
  let isBroken = false;
  const { chat, guests } = await openChat({
    wrap: (inner) =>
      changedStore(inner, {
        rooms: {
          mark: (marks) =>
            isBroken
              ? Promise.reject(new ChatError("unavailable", "Not now."))
              : inner.rooms.mark(marks),
        },
      }),
  });
  const [ann, bob] = await guests(["ann", "bob"], "den");
  await sayAll(ann, ["1", "2"]);
  isBroken = true;
  await reading(bob, 2);
  expect(await codeOf(memberships(chat, bob.session))).toBe("unavailable");
  const again = await bob.again();
  await bob.end();
  expect((await again.join("den")).read).toBe(2);
  isBroken = false;
  const [own] = await memberships(chat, again.session);
  expect(own).toMatchObject({ read: 2, unread: 0 });
});

/** A door whose client cannot tell what was read. */
async function enterOldDoor(who: Someone) {
  const line = new FakeLine();
  const ear: Ear = { line, encoder: plain, marksRead: true };
  const { token } = who;
  const { session } = await hello(who.chat, { token }, { address, ear });
  return { line, session };
}

test("at a door without the verb, what was sent counts as read when the session ends", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "den");
  const { session, line } = await enterOldDoor(bob);
  await join(chat, session, { room: "den" });
  await sayAll(ann, ["1", "2"]);
  const before = await memberships(chat, bob.session);
  expect(before[0]).toMatchObject({ read: 0, unread: 2 });
  // What is not sent yet does not count.
  line.lag();
  await sayAll(ann, ["3"]);
  const ending = chat.end(session);
  line.drain();
  await ending;
  await turns();
  const [own] = await memberships(chat, bob.session);
  expect(own).toMatchObject({ read: 2, unread: 1 });
  expect(bob.line.heard.filter(isRead)).toEqual([
    expect.objectContaining({ seq: 2, unread: 1 }),
  ]);
});

test("at such a door a direct room counts as read, too, also when it gives way to another", async () => {
  const { chat, guests } = await openChat({ limits: { directRooms: 1 } });
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"]);
  const { session } = await enterOldDoor(bob);
  await bob.end();
  const text = "psst";
  for (const who of [ann, cat]) {
    await whisper(chat, who.session, { to: bob.id, text });
    await turns();
  }
  const [first, second] = await memberships(chat, session);
  expect([first?.read, second?.read]).toEqual([1, 0]);
  await chat.end(session);
  const again = await bob.again();
  const all = await memberships(chat, again.session);
  expect(all.map(({ read: upTo }) => upTo)).toEqual([1, 1]);
});

test("a marker that was set by a caller who hears nothing counts at all sessions", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "den");
  await sayAll(ann, ["1", "2"]);
  const { session } = await hello(
    chat,
    { token: bob.token },
    { address, ear: undefined },
  );
  await read(chat, session, { room: "den", seq: 2 });
  await turns();
  expect(bob.line.heard.some(isRead)).toBe(true);
  await bob.end();
  // The room forgot who was there.
  expect((await read(chat, session, { room: "den", seq: 1 })).seq).toBe(2);
  expect(await codeOf(say(chat, session, { room: "den", text: "3" }))).toBe(
    undefined,
  );
});
