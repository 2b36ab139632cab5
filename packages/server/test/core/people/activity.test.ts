// Who is at the keyboard, over all sessions of a person, and who hears of it.
import { expect, test } from "vitest";
import { setAway } from "../../../src/core/verbs/away.ts";
import { hello } from "../../../src/core/verbs/hello.ts";
import { direct } from "../../../src/core/verbs/direct.ts";
import { hide } from "../../../src/core/verbs/hide.ts";
import { person } from "../../../src/core/verbs/person.ts";
import { register } from "../../../src/core/verbs/register.ts";
import { enterAnonymous } from "../../../src/core/verbs/visit.ts";
import {
  codeOf,
  enter,
  openChat,
  turns,
  type Someone,
} from "../../support/chat.ts";
import { FakeLine, plain } from "../../support/fake-line.ts";

const address = "127.0.0.1";
const free = { perSecond: Infinity, burst: Infinity };
const away = (who: Someone, isAway = true) =>
  setAway(who.chat, who.session, isAway);

/** What someone has heard of how others are: `bob away`. */
const moods = ({ line, chat }: Someone): string[] =>
  line.heard.flatMap((what) =>
    what.kind === "presence"
      ? [`${chat.identity(what.id)?.name ?? what.id} ${what.presence}`]
      : [],
  );

test("someone is away when he is so at all his sessions, and his rooms are told", async () => {
  const { guests } = await openChat();
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"]);
  for (const who of [ann, bob]) await who.join("den");
  const second = await bob.again();
  expect(await away(bob)).toBe("online");
  expect(await away(second)).toBe("away");
  expect(await away(second)).toBe("away");
  const third = await bob.again();
  await third.end();
  expect(await away(bob, false)).toBe("online");
  await turns();
  expect(moods(ann)).toEqual([
    "bob away",
    "bob online",
    "bob away",
    "bob online",
  ]);
  expect(moods(cat)).toEqual([]);
});

test("with the session that was active he is away, and with the last he has gone", async () => {
  const { guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "den");
  const second = await bob.again();
  await second.join("den");
  await away(bob);
  await second.end();
  await turns();
  expect(moods(ann)).toEqual(["bob away"]);
  await bob.end();
  await turns();
  // That he left says it in a room.
  expect(moods(ann)).toHaveLength(1);
  expect(ann.line.story.at(-1)).toBe("left bob");
});

test("whoever comes into a room while he is away is told of as away, behind his coming", async () => {
  const { guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  await ann.join("den");
  await away(bob);
  await bob.join("den");
  await turns();
  expect(ann.line.story).toEqual(["joined bob", "presence"]);
});

test("in a direct room the others hear when someone's first session comes and his last one goes", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  const { id } = await direct(chat, ann.session, ["bob"]);
  await ann.say(id, "psst");
  await turns();
  const { id: bobs } = bob;
  await bob.end();
  await turns();
  const again = await bob.again();
  const second = await bob.again();
  await turns();
  await second.end();
  await away(again);
  await turns();
  expect(
    ann.line.heard.flatMap((what) =>
      what.kind === "presence" && what.id === bobs ? [what.presence] : [],
    ),
  ).toEqual(["offline", "online", "away"]);
});

test("who comes back under another name is called so in the direct rooms that are open", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  const { id } = await direct(chat, ann.session, ["bob"]);
  await ann.say(id, "psst");
  await bob.end();
  await guests(["bob"]);
  const again = await bob.again();
  expect(again.name).not.toBe("bob");
  await turns();
  expect(ann.line.story).toContain(`renamed bob ${again.name}`);
  expect(chat.rooms.get(id)?.title).toContain(again.name);
});

test("a caller who hears nothing neither comes, goes nor is away", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "den");
  const { token } = bob;
  const call = () => hello(chat, { token }, { address, ear: undefined });
  const { session } = await call();
  await away(bob);
  await chat.end((await call()).session);
  await turns();
  expect(moods(ann)).toEqual(["bob away"]);
  await bob.end();
  expect(await setAway(chat, session, false)).toBe("offline");
  const known = await person(chat, ann.session, bob.id);
  expect(known).toMatchObject({ name: "bob", presence: "offline" });
});

test("in a big room it is told together, each once and as he is then", async () => {
  const { guests } = await openChat({
    limits: { bigRoom: 3, verbs: free, hellos: free },
  });
  const names = Array.from({ length: 8 }, (_, n) => `guest ${n}`);
  const [ann, ...crowd] = await guests(["ann", ...names], "hall");
  for (const isAway of [true, false, true])
    for (const who of crowd) await away(who, isAway);
  const last = crowd.at(-1);
  const heard = () => moods(ann);
  await ann.line.until(() => heard().includes(`${last?.name} away`));
  await turns();
  expect(heard().sort()).toEqual(crowd.map(({ name }) => `${name} away`));
});

test("who is hidden in a room, or many people, is told of to nobody", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "den");
  await hide(chat, bob.session, { room: "den", isHidden: true });
  await away(bob);
  const ear = { line: new FakeLine(), encoder: plain };
  const nameless = await enterAnonymous(chat, { address, ear });
  expect(await setAway(chat, nameless, true)).toBe("online");
  await turns();
  expect(moods(ann)).toEqual([]);
});

test("of a person is told what he is, here or not", async () => {
  const { chat, store, guests } = await openChat();
  const account = { name: "root", password: "secret" };
  const { id } = await register(chat, account, { address });
  await store.identities.setRole(id, "admin");
  const [ann, bob] = await guests(["ann", "bob"]);
  const about = (who: string) => person(chat, ann.session, who);
  expect(await about("root")).toEqual({
    id,
    name: "root",
    isAccount: true,
    role: "admin",
    presence: "offline",
  });
  await enter(chat, account);
  await away(bob);
  expect((await about(id)).presence).toBe("online");
  expect(await about("bob")).toEqual({
    id: bob.id,
    name: "bob",
    isAccount: false,
    role: "guest",
    presence: "away",
  });
  await bob.end();
  expect(await about(bob.id)).toMatchObject({ presence: "offline" });
  expect(await codeOf(about("nobody"))).toBe("no_such_person");
});
