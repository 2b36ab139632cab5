import { expect, test } from "vitest";
import { ChatError } from "../../../src/core/errors.ts";
import { createRoom } from "../../../src/core/verbs/create.ts";
import { history } from "../../../src/core/verbs/history.ts";
import { kick } from "../../../src/core/verbs/kick.ts";
import { reactions } from "../../../src/core/verbs/reactions.ts";
import { register } from "../../../src/core/verbs/register.ts";
import { setRole } from "../../../src/core/verbs/role.ts";
import { typing } from "../../../src/core/verbs/typing.ts";
import { versions } from "../../../src/core/verbs/versions.ts";
import { enterAnonymous } from "../../../src/core/verbs/visit.ts";
import { whisper } from "../../../src/core/verbs/whisper.ts";
import { join } from "../../../src/core/verbs/join.ts";
import { say } from "../../../src/core/verbs/say.ts";
import { changedStore } from "../../support/changed-store.ts";
import {
  codeOf,
  enter,
  openChat,
  turns,
  type Someone,
} from "../../support/chat.ts";
import { FakeLine, plain } from "../../support/fake-line.ts";
import {
  briefly,
  edit,
  noSeqs,
  react,
  read,
  remove,
  reply,
} from "../../support/messages.ts";

const stores = ["memory:", "sqlite:"] as const;
const free = { perSecond: Infinity, burst: Infinity };
const fast = { says: free, verbs: free };

test.each(stores)(
  "on %s, a deleted message is gone with its edits, mentions and reactions, and its place stays",
  async (store) => {
    const { chat, guests } = await openChat({ store });
    const [ann, bob] = await guests(["ann", "bob"], "kitchen");
    await ann.say("kitchen", "a secret, @bob");
    await edit(ann, "kitchen", 1, "another secret, @bob");
    await react(bob, "kitchen", 1, "👍");
    const { entry, repeated } = await remove(ann, "kitchen", 1);
    expect([entry.kind, entry.seq, repeated]).toEqual(["deleted", 4, false]);
    const entries = await read(bob, "kitchen");
    expect(briefly(entries)).toEqual([
      "1 ann: gone",
      "2 ann edits 1: gone",
      "3 bob 👍 1 (1)",
      "4 ann deletes 1",
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/secret|mentions":\[|isMine/);
    await bob.line.until(({ entries: heard }) => heard.length === 4);
    const asked = { room: "kitchen", seq: 1 };
    expect(await versions(chat, ann.session, asked)).toEqual({
      versions: [],
      next: undefined,
    });
    expect(await codeOf(reactions(chat, ann.session, asked))).toBe(
      "no_such_message",
    );
    const late = [
      edit(ann, "kitchen", 1, "back"),
      react(bob, "kitchen", 1, "👎"),
      react(bob, "kitchen", 1, "👍", false),
      reply(bob, "kitchen", 1, "what was it?"),
      remove(ann, "kitchen", 1),
    ];
    for (const code of await Promise.all(late.map(codeOf)))
      expect(code).toBe("no_such_message");
    expect((await ann.say("kitchen", "next")).entry.seq).toBe(5);
  },
);

test.each(stores)("on %s, what is no message is not deleted", async (store) => {
  const { guests } = await openChat({ store, limits: fast });
  const [ann] = await guests(["ann"], "kitchen", "cellar");
  await ann.say("kitchen", "one");
  await edit(ann, "kitchen", 1, "two");
  await ann.say("cellar", "other");
  for (const seq of [...noSeqs, 2])
    expect([seq, await codeOf(remove(ann, "kitchen", seq))]).toEqual([
      seq,
      "no_such_message",
    ]);
  expect(briefly(await read(ann, "cellar"))).toEqual(["1 ann: other"]);
});

test("others' messages are deleted by moderators who are above their authors, and it is written down", async () => {
  const { chat, store, guests } = await openChat();
  const [ann, bob, cat, dan] = await guests(
    ["ann", "bob", "cat", "dan"],
    "kitchen",
  );
  for (const who of ["bob", "cat"])
    await setRole(chat, ann.session, {
      room: "kitchen",
      who,
      role: "moderator",
    });
  for (const who of [ann, bob, cat, dan]) await who.say("kitchen", who.name);
  const tryIt = (who: Someone, seq: number) =>
    codeOf(remove(who, "kitchen", seq));
  // The owner's, another moderator's, and one's equals'.
  expect(await tryIt(bob, 1)).toBe("not_allowed");
  expect(await tryIt(bob, 3)).toBe("not_allowed");
  expect(await tryIt(dan, 2)).toBe("not_allowed");
  expect(await tryIt(dan, 1)).toBe("not_allowed");
  const before = await store.house.auditPage(Infinity, 10);
  expect(await tryIt(bob, 2)).toBe(undefined);
  expect(await store.house.auditPage(Infinity, 10)).toEqual(before);
  expect(await tryIt(bob, 4)).toBe(undefined);
  expect(await tryIt(ann, 3)).toBe(undefined);
  const { id: room } = await chat.rooms.mustFind("kitchen");
  const written = await store.house.auditPage(Infinity, 2);
  expect(written).toMatchObject([
    { act: "delete", room, by: { name: "ann" }, whom: { name: "cat" } },
    { act: "delete", room, by: { name: "bob" }, whom: { name: "dan" } },
  ]);
  expect(JSON.stringify(written)).not.toContain("text");
});

test("an account, which is above a guest, is no moderator for that", async () => {
  const { chat, guests } = await openChat();
  const [, bob] = await guests(["ann", "bob"], "kitchen");
  const eve = { name: "eve", password: "secret" };
  await register(chat, eve, { address: "127.0.0.1" });
  const member = await enter(chat, eve);
  await member.join("kitchen");
  await bob.say("kitchen", "hi");
  expect(await codeOf(remove(member, "kitchen", 1))).toBe("not_allowed");
});

test("whoever is not above the author any more when it comes to it does not delete", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"], "kitchen");
  const give = (who: string, role: "moderator" | "member") =>
    setRole(chat, ann.session, { room: "kitchen", who, role });
  await give("bob", "moderator");
  await cat.say("kitchen", "hi");
  const [, code] = await Promise.all([
    give("bob", "member"),
    codeOf(remove(bob, "kitchen", 1)),
  ]);
  expect(code).toBe("not_allowed");
});

test("an author deletes his own while he is muted, and in an archived room, but not where he may not read", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  await createRoom(chat, ann.session, { title: "club" });
  await bob.join("club");
  for (const text of ["1", "2", "3"]) await bob.say("club", text);
  const room = await chat.rooms.mustFind("club");
  room.isArchived = true;
  expect(await codeOf(remove(bob, "club", 1))).toBe(undefined);
  await bob.leave("club");
  expect(await codeOf(remove(bob, "club", 2))).toBe(undefined);
  room.kind = "closed";
  expect(await codeOf(remove(bob, "club", 3))).toBe("not_member");
});

test("Anonymous, who is many people, deletes nothing", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"], "kitchen");
  const ear = { line: new FakeLine(), encoder: plain };
  const visitor = { address: "127.0.0.1", ear, door: "test" };
  const session = await enterAnonymous(chat, visitor);
  await join(chat, session, { room: "kitchen" });
  await say(chat, session, { room: "kitchen", text: "hi" });
  expect(await codeOf(remove({ chat, session }, "kitchen", 1))).toBe(
    "not_allowed",
  );
  expect(await codeOf(remove(ann, "kitchen", 1))).toBe(undefined);
});

test("of several who delete a message at once one does, and all hear of it once", async () => {
  const { store, guests } = await openChat({ limits: fast });
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  await bob.say("kitchen", "hi");
  const codes = await Promise.all([
    codeOf(remove(bob, "kitchen", 1)),
    codeOf(remove(ann, "kitchen", 1)),
    codeOf(remove(ann, "kitchen", 1)),
    codeOf(edit(bob, "kitchen", 1, "ho")),
  ]);
  expect(codes.filter((code) => code === undefined).length).toBe(1);
  expect(codes.filter((code) => code === "no_such_message").length).toBe(3);
  await turns();
  expect(ann.line.entries.map(({ kind }) => kind)).toEqual(["said", "deleted"]);
  await store.house.auditPage(Infinity, 10);
});

test("what could not be kept is refused, and the message stays", async () => {
  let isFull = false;
  const { guests } = await openChat({
    wrap: (store) =>
      changedStore(store, {
        log: {
          append: (room, draft) =>
            isFull
              ? Promise.reject(new ChatError("unavailable", "It is full."))
              : store.log.append(room, draft),
        },
      }),
  });
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  await ann.say("kitchen", "hi");
  isFull = true;
  expect(await codeOf(remove(ann, "kitchen", 1, "k"))).toBe("unavailable");
  expect(await codeOf(edit(ann, "kitchen", 1, "ho"))).toBe("unavailable");
  isFull = false;
  await turns();
  expect(briefly(bob.line.entries)).toEqual(["1 ann: hi"]);
  expect(briefly(await read(bob, "kitchen"))).toEqual(["1 ann: hi"]);
  expect((await remove(ann, "kitchen", 1, "k")).repeated).toBe(false);
  expect((await remove(ann, "kitchen", 1, "k")).repeated).toBe(true);
});

test("no verb about messages tells an outsider of a room that is not for him", async () => {
  const { chat, guests } = await openChat({ limits: fast });
  const [ann, , cat, dan] = await guests(["ann", "bob", "cat", "dan"]);
  const { room: direct } = await whisper(chat, ann.session, {
    to: "bob",
    text: "psst",
  });
  const secret = { title: "den", access: "private" } as const;
  const { room: hidden } = await createRoom(chat, ann.session, secret);
  const club = { title: "club", access: "closed" } as const;
  const { room: closed } = await createRoom(chat, ann.session, club);
  for (const room of [hidden, closed]) await ann.say(room.id, "psst");
  const tries = ({ session }: Someone, room: string) => {
    const who = { chat, session };
    return {
      reply: reply(who, room, 1, "hi"),
      replyToNone: reply(who, room, 9, "hi"),
      mention: say(chat, session, { room, text: "@ann" }),
      edit: edit(who, room, 1, "hi"),
      editNone: edit(who, room, 9, "hi"),
      editBlank: edit(who, room, 1, " "),
      remove: remove(who, room, 1),
      removeNone: remove(who, room, 9),
      react: react(who, room, 1, "👍"),
      reactNone: react(who, room, 9, "👍"),
      noEmoji: react(who, room, 1, "no emoji"),
      typing: typing(chat, session, { room }),
      versions: versions(chat, session, { room, seq: 1 }),
      noVersions: versions(chat, session, { room, seq: 9 }),
      reactions: reactions(chat, session, { room, seq: 1 }),
      noReactions: reactions(chat, session, { room, seq: 9 }),
      history: history(chat, session, { room }),
    };
  };
  const answers = (ref: string) =>
    Promise.all(
      Object.entries(tries(cat, ref)).map(async ([verb, trying]) => {
        const error: unknown = await trying.catch((thrown: unknown) => thrown);
        if (!(error instanceof ChatError)) return [verb, error];
        return [verb, error.code, error.message.replaceAll(ref, "ID")];
      }),
    );
  const none = await answers("~aaaaaaaaaa");
  expect(await answers(direct.id)).toEqual(none);
  expect(await answers(hidden.id)).toEqual(none);
  expect(await answers("den")).toEqual(await answers("cellar"));
  // Of a closed room everyone knows, but not what is in it.
  for (const [verb, code] of await answers(closed.id))
    if (!/blank|emoji/i.test(String(verb)))
      expect([verb, code]).toEqual([verb, "not_member"]);
  // Whoever was put out is an outsider again.
  await createRoom(chat, ann.session, { title: "barn" });
  await dan.join("barn");
  const barn = await chat.rooms.mustFind("barn");
  barn.kind = "closed";
  await ann.say("barn", "psst");
  await kick(chat, ann.session, { room: "barn", who: "dan" });
  expect(await codeOf(react(dan, "barn", 1, "👍"))).toBe("not_member");
});
