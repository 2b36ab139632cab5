import { expect, test } from "vitest";
import { ban } from "../../../src/core/verbs/ban.ts";
import { edit as editVerb } from "../../../src/core/verbs/edit.ts";
import { createRoom } from "../../../src/core/verbs/create.ts";
import { hide } from "../../../src/core/verbs/hide.ts";
import { kick } from "../../../src/core/verbs/kick.ts";
import { lift } from "../../../src/core/verbs/lift.ts";
import { mute } from "../../../src/core/verbs/mute.ts";
import { nick } from "../../../src/core/verbs/nick.ts";
import { register } from "../../../src/core/verbs/register.ts";
import { setRole } from "../../../src/core/verbs/role.ts";
import { enterAnonymous, visit } from "../../../src/core/verbs/visit.ts";
import { join } from "../../../src/core/verbs/join.ts";
import { say } from "../../../src/core/verbs/say.ts";
import { whisper } from "../../../src/core/verbs/whisper.ts";
import { changedStore } from "../../support/changed-store.ts";
import {
  codeOf,
  enter,
  openChat,
  saidOf,
  upTo,
  type Someone,
} from "../../support/chat.ts";
import { FakeLine, plain } from "../../support/fake-line.ts";
import { read, remove } from "../../support/messages.ts";
import { slowly } from "../../support/slow-store.ts";

const stores = ["memory:", "sqlite:"] as const;
const free = { perSecond: Infinity, burst: Infinity };
const fast = { says: free, verbs: free };
const home = { address: "127.0.0.1" };

type Open = Awaited<ReturnType<typeof openChat>>;

/** Someone with an account. */
async function account({ chat }: Open, name: string): Promise<Someone> {
  await register(chat, { name, password: "secret" }, home);
  return enter(chat, { name, password: "secret" });
}

/** Whom it speaks to, by the names of these people. */
async function meant(
  who: Someone,
  text: string,
  people: readonly Someone[],
  room = "kitchen",
): Promise<readonly string[]> {
  const { entry } = await say(who.chat, who.session, { room, text });
  return (saidOf(entry).mentions ?? []).map(
    (whom) => people.find(({ id }) => id === whom)?.name ?? whom,
  );
}

test.each(stores)(
  "on %s, people in the room are meant by their names, in the order of the text, each once",
  async (store) => {
    const open = await openChat({ store });
    const people = await open.guests(["ann", "bob", "Ann Lee"], "kitchen");
    const [ann, bob] = people;
    const is = async (text: string, names: readonly string[]) =>
      expect([text, await meant(ann, text, people)]).toEqual([text, names]);
    await is("hello all", []);
    await is("@bob", ["bob"]);
    await is("hi @bob, @ann and @BOB!", ["bob", "ann"]);
    await is("@ann lee is here", ["Ann Lee"]);
    await is("@ann leeway", ["ann"]);
    await is("@annlee", ["Ann Lee"]);
    await is("@bоb (in other letters)", ["bob"]);
    await is("@who @bobby bob@bob.org `@bob`", []);
    await bob.line.until(({ said }) => said.length === 8);
    const stored = await read(bob, "kitchen");
    expect(stored).toEqual(bob.line.said);
  },
);

test("a nick and a name both mean someone, and who is hidden or not here is not meant", async () => {
  const open = await openChat({ limits: fast });
  const { chat } = open;
  const people = await open.guests(["ann", "bob", "cat", "dan"]);
  const [ann, bob, cat] = people;
  for (const who of [ann, bob, cat]) await who.join("kitchen");
  const { session } = bob;
  await nick(chat, session, { room: "kitchen", nick: "robert" });
  expect(await meant(ann, "@robert", people)).toEqual(["bob"]);
  expect(await meant(ann, "@bob", people)).toEqual(["bob"]);
  await hide(chat, cat.session, { room: "kitchen", isHidden: true });
  expect(await meant(ann, "@cat @dan", people)).toEqual([]);
});

test.each(stores)(
  "on %s, members with an account are meant also when they are not here",
  async (store) => {
    const open = await openChat({ store, limits: fast });
    const [ann] = await open.guests(["ann"], "kitchen");
    const bob = await account(open, "bob");
    const lee = await account(open, "bob lee");
    const eve = await account(open, "eve");
    for (const who of [bob, lee]) await who.join("kitchen");
    const people = [ann, bob, lee, eve];
    await bob.end();
    await lee.end();
    await eve.end();
    expect(await meant(ann, "@bob: hi", people)).toEqual(["bob"]);
    expect(await meant(ann, "@bob lee is out", people)).toEqual(["bob lee"]);
    expect(await meant(ann, "@Bоb", people)).toEqual(["bob"]);
    // Not a member.
    expect(await meant(ann, "@eve", people)).toEqual([]);
    // Of someone here and someone with a longer name who is not, the longer one.
    const again = await enter(open.chat, { name: "bob", password: "secret" });
    await again.join("kitchen");
    expect(await meant(ann, "@bob lee", people)).toEqual(["bob lee"]);
    expect(await meant(ann, "@bob leeway", people)).toEqual(["bob"]);
  },
);

test("@room means everyone for those who may speak to everyone", async () => {
  const open = await openChat({ limits: fast });
  const { chat } = open;
  const [ann, bob, cat] = await open.guests(["ann", "bob", "cat"], "kitchen");
  const eve = await account(open, "eve");
  await eve.join("kitchen");
  const people = [ann, bob, cat, eve];
  const is = async (who: Someone, text = "@room look") =>
    meant(who, text, people);
  // The owner; a guest; someone with an account.
  expect(await is(ann)).toEqual(["room"]);
  expect(await is(bob)).toEqual([]);
  expect(await is(eve, "@eve @Room, @ROOM!")).toEqual(["eve", "room"]);
  expect(await is(eve, "`@room` a@room @roomy")).toEqual([]);
  const role = { room: "kitchen", who: "bob", role: "moderator" } as const;
  await setRole(chat, ann.session, role);
  expect(await is(bob)).toEqual(["room"]);
  // Someone who is called so is meant by those who may not.
  const room = await enter(chat, { name: "room" });
  await room.join("kitchen");
  const [shown] = await is(cat);
  expect(shown).toBe(room.id);
  expect(await is(bob)).toEqual(["room"]);
});

test("in a room of many members only its moderators speak to everyone", async () => {
  const open = await openChat({ limits: { ...fast, bigRoom: 3 } });
  const eve = await account(open, "eve");
  const [ann, bob, cat] = await open.guests(["ann", "bob", "cat"]);
  await ann.join("kitchen");
  for (const who of [eve, bob]) await who.join("kitchen");
  expect(await meant(eve, "@room", [])).toEqual(["room"]);
  await cat.join("kitchen");
  expect(await meant(eve, "@room", [])).toEqual([]);
  // Members count, here or not.
  await cat.end();
  await bob.end();
  expect(await meant(eve, "@room", [])).toEqual([]);
  expect(await meant(ann, "@room", [])).toEqual(["room"]);
});

test("a correction speaks to whom it speaks to, and a deleted message to nobody", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"], "kitchen");
  await say(chat, ann.session, { room: "kitchen", text: "hi @bob" });
  const corrected = { room: "kitchen", seq: 1, text: "hi @cat" };
  const { entry } = await editVerb(chat, ann.session, corrected);
  expect(entry).toMatchObject({ kind: "edited", mentions: [cat.id] });
  expect(await read(bob, "kitchen")).toMatchObject([
    { seq: 1, mentions: [cat.id] },
    { seq: 2, mentions: [cat.id] },
  ]);
  await editVerb(chat, ann.session, { ...corrected, text: "hi all" });
  for (const one of await read(bob, "kitchen"))
    expect(one).toMatchObject({ mentions: undefined });
  await editVerb(chat, ann.session, corrected);
  await remove(ann, "kitchen", 1);
  for (const one of (await read(bob, "kitchen")).slice(0, 4))
    expect(one).toMatchObject({ mentions: undefined, text: "" });
});

test("the two of a direct room are meant, and nobody else", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"]);
  const sent = { to: "bob", text: "@bob @cat @ann" };
  const { entry, room } = await whisper(chat, ann.session, sent);
  expect(saidOf(entry).mentions).toEqual([bob.id, ann.id]);
  await bob.end();
  const text = "@bob @cat @room";
  const next = await say(chat, ann.session, { room: room.id, text });
  expect(saidOf(next.entry).mentions).toEqual([bob.id]);
  expect(cat.line.said).toEqual([]);
});

test("passing guests are meant, and Anonymous, who is many people, is not", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"], "kitchen");
  const visitor = () => ({
    address: "127.0.0.1",
    ear: { line: new FakeLine(), encoder: plain },
    door: "test",
  });
  const nameless = await enterAnonymous(chat, visitor());
  const bob = await visit(chat, { name: "bob" }, visitor());
  for (const session of [nameless, bob])
    await join(chat, session, { room: "kitchen" });
  const text = "@Anonymous @bob";
  const { entry } = await say(chat, ann.session, { room: "kitchen", text });
  expect(saidOf(entry).mentions).toEqual([bob.identity.id]);
  const said = await say(chat, nameless, { room: "kitchen", text: "@room" });
  expect(saidOf(said.entry).mentions).toBe(undefined);
});

test("who may not be known of is meant by nobody from outside", async () => {
  const open = await openChat();
  const { chat } = open;
  const bob = await account(open, "bob");
  const [ann] = await open.guests(["ann"], "kitchen");
  const secret = { title: "den", access: "private" } as const;
  await createRoom(chat, bob.session, secret);
  expect(await meant(ann, "@bob", [bob])).toEqual([]);
});

/** A chat that counts what its store is asked for. */
async function counting() {
  const asked: number[] = [];
  const others: string[] = [];
  const open = await openChat({
    limits: fast,
    wrap: (store) =>
      slowly(
        changedStore(store, {
          rooms: {
            membersNamed: (room, folded) => {
              asked.push(folded.length);
              return store.rooms.membersNamed(room, folded);
            },
            countMembers: (room) => {
              others.push("countMembers");
              return store.rooms.countMembers(room);
            },
            membership: (room, identity) => {
              others.push("membership");
              return store.rooms.membership(room, identity);
            },
          },
        }),
      ),
  });
  return { ...open, asked, others };
}

test("what speaks to nobody asks the store for nothing", async () => {
  const { guests, asked, others } = await counting();
  const [ann] = await guests(["ann", "bob"], "kitchen");
  others.length = 0;
  for (const text of ["hello", "ann@example.org", "`@ann`", "@bob", "a @ b"])
    await ann.say("kitchen", text);
  expect([asked, others]).toEqual([[], []]);
});

test.each([
  ["of nothing but @", "@".repeat(4_000)],
  ["of nothing but names", "@a ".repeat(1_333)],
  ["of nothing but long names", `@${"a ".repeat(30)}`.repeat(60)],
  ["of names that are one word", `@${"a".repeat(60)} `.repeat(60)],
  ["of marks", `@a${"\u0301".repeat(100)} `.repeat(20)],
  ["of letters without blanks", `@${"明".repeat(60)} `.repeat(60)],
  ["of look-alikes", `@${"о0о".repeat(12)} `.repeat(60)],
  ["of what NFKC makes long", `@${"\ufdfa".repeat(20)} `.repeat(60)],
  [
    "of more names than are asked for",
    upTo(20)
      .map((n) => `@x${n} a b c d e f`)
      .join(" "),
  ],
  ["of code that never ends", "`@who ``".repeat(400)],
])(
  "a text %s asks the store once, for at most 100 names",
  async (_what, text) => {
    const { guests, asked } = await counting();
    const [ann] = await guests(["ann"], "kitchen");
    const { entry } = await ann.say("kitchen", text.slice(0, 4_000));
    expect(entry.mentions ?? []).toEqual([]);
    expect(asked.length).toBeLessThanOrEqual(1);
    expect(asked[0] ?? 0).toBeLessThanOrEqual(100);
  },
);

test("a text that speaks to very many speaks to the first 20 of them", async () => {
  const { guests } = await openChat({ limits: fast });
  const names = upTo(60).map((n) => `g${n}`);
  const people: readonly Someone[] = await guests(names, "kitchen");
  const [first] = people;
  if (first === undefined) return;
  const text = names.map((name) => `@${name}`).join(" ");
  expect(await meant(first, text, people)).toEqual(names.slice(0, 20));
});

test("while the store cannot be asked, what may speak to someone is refused and not kept", async () => {
  let isBroken = false;
  const { guests } = await openChat({
    wrap: (store) =>
      changedStore(store, {
        rooms: {
          membersNamed: (room, folded) =>
            isBroken
              ? Promise.reject(new Error("no"))
              : store.rooms.membersNamed(room, folded),
        },
      }),
  });
  const [ann] = await guests(["ann"], "kitchen");
  isBroken = true;
  await expect(ann.say("kitchen", "@bob hi", "k")).rejects.toThrow("no");
  expect((await ann.say("kitchen", "no one")).entry.seq).toBe(1);
  isBroken = false;
  expect((await ann.say("kitchen", "@bob hi", "k")).repeated).toBe(false);
});

test("who is muted, put out or banned while it is looked up whom he speaks to says nothing", async () => {
  let meanwhile = async (): Promise<unknown> => undefined;
  const open = await openChat({
    wrap: (inner) =>
      changedStore(inner, {
        rooms: {
          membersNamed: async (...asked) => {
            await meanwhile();
            return inner.rooms.membersNamed(...asked);
          },
        },
      }),
  });
  const { chat } = open;
  const ann = await account(open, "ann");
  await ann.join("kitchen");
  const bob = await account(open, "bob");
  const act = { room: "kitchen", who: "bob" };
  for (const [done, code] of [
    [() => mute(chat, ann.session, act), "muted"],
    [() => kick(chat, ann.session, act), "not_member"],
    [() => ban(chat, ann.session, act), "banned"],
  ] as const) {
    await bob.join("kitchen");
    meanwhile = done;
    expect(await codeOf(bob.say("kitchen", "@nobody"))).toBe(code);
    for (const { id } of chat.sanctions.list(
      (await chat.rooms.mustFind("kitchen")).id,
    ))
      await lift(chat, ann.session, id);
  }
  await bob.join("kitchen");
  const { entry } = await bob.say("kitchen", "plain");
  meanwhile = () => mute(chat, ann.session, act);
  const edited = editVerb(chat, bob.session, {
    room: "kitchen",
    seq: entry.seq,
    text: "@nobody",
  });
  expect(await codeOf(edited)).toBe("muted");
});
