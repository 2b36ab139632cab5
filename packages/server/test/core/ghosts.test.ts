// What must not be left behind: by a join that is refused half way, by sessions that have ended, by messages refused.
import { expect, test } from "vitest";
import type { Encoder } from "../../src/core/line.ts";
import { ChatError } from "../../src/core/errors.ts";
import { setAccess } from "../../src/core/verbs/change.ts";
import { enterAnonymous, visit } from "../../src/core/verbs/visit.ts";
import { invite } from "../../src/core/verbs/invite.ts";
import { join } from "../../src/core/verbs/join.ts";
import { kick } from "../../src/core/verbs/kick.ts";
import { nick } from "../../src/core/verbs/nick.ts";
import { register } from "../../src/core/verbs/register.ts";
import { whisper } from "../../src/core/verbs/whisper.ts";
import { changedStore } from "../support/changed-store.ts";
import { codeOf, enter, openChat, turns } from "../support/chat.ts";
import { FakeLine, plain } from "../support/fake-line.ts";

const address = "127.0.0.1";
const heard = () => ({
  address,
  ear: { line: new FakeLine(), encoder: plain },
});

test("a room made by a join that is refused is gone", async () => {
  const { chat, store } = await openChat();
  await register(chat, { name: "chef", password: "secret" }, { address });
  const bob = await visit(chat, { name: "bob" }, heard());
  expect(await codeOf(join(chat, bob, { room: "den", nick: "chef" }))).toBe(
    "name_taken",
  );
  expect(await store.rooms.byFolded("den")).toBe(undefined);
  expect(await codeOf(join(chat, bob, { room: "den", make: "never" }))).toBe(
    "no_such_room",
  );
});

test("a join that cannot be answered leaves neither presence, membership nor room", async () => {
  let isBroken = false;
  const { chat, guests, store } = await openChat({
    wrap: (inner) =>
      changedStore(inner, {
        log: {
          page: (...args) =>
            isBroken
              ? Promise.reject(new ChatError("unavailable", "Not now."))
              : inner.log.page(...args),
        },
      }),
  });
  const [ann, bob] = await guests(["ann", "bob"]);
  await ann.join("den");
  await ann.say("den", "hi");
  await ann.line.until(({ texts }) => texts.length === 1);
  const { id } = await chat.rooms.mustFind("den");
  isBroken = true;
  expect(await codeOf(bob.join("den", { last: 10 }))).toBe("unavailable");
  expect(await store.rooms.isMember(id, bob.id)).toBe(false);
  expect(bob.session.presences.size).toBe(0);
  // Whoever was there before is there still, and has missed nothing.
  ann.line.lag();
  await ann.say("den", "ho");
  const again = ann.join("den", { last: 10 });
  ann.line.drain();
  expect(await codeOf(again)).toBe("unavailable");
  await ann.line.until(({ texts }) => texts.length === 2);
  expect(await store.rooms.isMember(id, ann.id)).toBe(true);
});

test("a session that has ended does nothing any more", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"]);
  const end = ann.end();
  const late = ann.join("den");
  await end;
  expect(await codeOf(late)).toBe("unavailable");
  expect(await codeOf(ann.rename("anna"))).toBe("unavailable");
  expect(chat.rooms.get("den")).toBe(undefined);
  expect(await codeOf(ann.end())).toBe(undefined);
  expect(await codeOf(enter(chat, { name: "anna" }))).toBe(undefined);
});

test("the end of a session leaves the line to the one that took it over", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"], "den");
  const visitor = heard();
  const before = await visit(chat, { name: "bob" }, visitor);
  const after = await visit(chat, { name: "bill" }, visitor);
  await chat.end(before);
  await join(chat, after, { room: "den" });
  await turns();
  const { line } = visitor.ear;
  line.lag();
  await ann.say("den", "hi");
  await turns();
  expect(line.texts).toEqual([]);
  line.drain();
  await line.until(({ texts }) => texts.length === 1);
});

test("a direct message that is refused makes no room", async () => {
  const { chat, guests, store } = await openChat({
    limits: { says: { perSecond: 0, burst: 1 } },
  });
  const [ann, bob] = await guests(["ann", "bob"]);
  const folded = `\0${[ann.id, bob.id].sort().join(" ")}`;
  const send = (text: string, key?: string) =>
    whisper(chat, ann.session, { to: "bob", text, key });
  expect(await codeOf(send(" "))).toBe("bad_request");
  expect(await store.rooms.byFolded(folded)).toBe(undefined);
  await send("psst", "k");
  // A repeated key is answered before the pace is looked at, and before the text is.
  expect(await send(" ", "k")).toMatchObject({ repeated: true });
  const cat = await enter(chat, { name: "cat" });
  expect(
    await codeOf(whisper(chat, ann.session, { to: "cat", text: "psst" })),
  ).toBe("rate_limited");
  const other = `\0${[ann.id, cat.id].sort().join(" ")}`;
  expect(await store.rooms.byFolded(other)).toBe(undefined);
});

test("direct rooms that one joins oneself are bounded like those that others open", async () => {
  const { chat, guests } = await openChat({ limits: { directRooms: 3 } });
  const [ann] = await guests(["ann"]);
  await ann.end();
  const rooms: string[] = [];
  for (let n = 0; n < 6; n++) {
    const { session } = await enter(chat, { name: `guest ${n}` });
    const sent = await whisper(chat, session, { to: ann.id, text: "hi" });
    rooms.push(sent.room.id);
  }
  const again = await ann.again();
  for (const room of rooms) await again.join(room);
  expect([...again.session.presences.keys()]).toEqual(rooms.slice(3));
  expect(again.session.directs.size).toBe(3);
});

test("a passing guest's invitation outlives the room's being shut, and goes with him", async () => {
  const { chat, guests, clock, store } = await openChat();
  const [ann] = await guests(["ann"], "club");
  await setAccess(chat, ann.session, { room: "club", access: "closed" });
  const bob = await visit(chat, { name: "bob" }, heard());
  const { room } = await invite(chat, ann.session, {
    room: "club",
    who: "bob",
  });
  await ann.end();
  clock.now += 120_000;
  chat.rooms.closeIdle();
  expect(await store.rooms.isInvited(room.id, bob.identity.id)).toBe(false);
  expect(await codeOf(join(chat, bob, { room: "club" }))).toBe(undefined);
  await chat.end(bob);
});

test("a room goes with the last one who is put out of it", async () => {
  const { chat, store, guests } = await openChat();
  const account = { name: "root", password: "secret" };
  const { id } = await register(chat, account, { address });
  await store.identities.setRole(id, "admin");
  const root = await enter(chat, account);
  const [ann, bob] = await guests(["ann", "bob"], "den");
  await ann.leave("den");
  await kick(chat, root.session, { room: "den", who: "bob" });
  expect(bob.session.presences.size).toBe(0);
  expect(await store.rooms.byFolded("den")).toBe(undefined);
});

test("Anonymous is not hidden as one for all", async () => {
  const { chat } = await openChat();
  const nameless = await enterAnonymous(chat, heard());
  expect(
    await codeOf(join(chat, nameless, { room: "Free Chat", hidden: true })),
  ).toBe("not_allowed");
});

test("a kept nick that is an account's by now is not worn again", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  await nick(chat, bob.session, { room: "kitchen", nick: "chef" });
  await bob.end();
  await register(chat, { name: "chef", password: "secret" }, { address });
  const again = await bob.again();
  expect((await again.join("kitchen")).name).toBe("bob");
  expect(ann.name).toBe("ann");
});

test("what nobody in a room is shown is not encoded", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"], "den");
  let encoded = 0;
  const encoder: Encoder = { encode: () => (encoded++, null) };
  const ear = { line: new FakeLine(), encoder };
  const bob = await visit(chat, { name: "bob" }, { address, ear });
  await join(chat, bob, { room: "den" });
  await turns();
  await chat.end(bob);
  await turns();
  encoded = 0;
  await ann.say("den", "hi");
  await ann.rename("anna");
  await turns();
  expect(encoded).toBe(0);
});

test("invitations of a passing guest are bounded: of too many the first is let go", async () => {
  const { chat } = await openChat();
  const { identity } = await visit(chat, { name: "bob" }, heard());
  for (let n = 0; n <= 200; n++) identity.invite(`~${n}`);
  expect(identity.invitations.size).toBe(200);
  expect(identity.invitations.has("~0")).toBe(false);
});
