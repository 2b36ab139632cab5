import { expect, test } from "vitest";
import { whisper } from "../../../src/core/verbs/whisper.ts";
import { enterAnonymous } from "../../../src/core/verbs/visit.ts";
import { say } from "../../../src/core/verbs/say.ts";
import { join } from "../../../src/core/verbs/join.ts";
import { codeOf, openChat, turns } from "../../support/chat.ts";
import { FakeLine, plain } from "../../support/fake-line.ts";
import { account, acts, come, elsewhere } from "../../support/order.ts";

test("whoever is muted in a room reads, says nothing there, and speaks elsewhere", async () => {
  const { chat, guests, clock } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "den");
  await bob.join("kitchen");
  const owner = await come(chat, { token: ann.token });
  await owner.mute({ who: "bob", room: "den", minutes: 2, reason: "hm" });
  await bob.line.until(({ heard }) =>
    heard.some(({ kind }) => kind === "muted"),
  );
  expect(bob.line.heard.find(({ kind }) => kind === "muted")).toMatchObject({
    reason: "hm",
    until: clock.now + 120_000,
    by: { name: "ann" },
  });
  expect(await codeOf(bob.say("den", "psst"))).toBe("muted");
  expect(await codeOf(bob.say("kitchen", "hi"))).toBe(undefined);
  await ann.say("den", "quiet, isn't it");
  await turns();
  expect(bob.line.texts).toContain("quiet, isn't it");
  clock.now += 120_000;
  expect(await codeOf(bob.say("den", "at last"))).toBe(undefined);
  expect(await acts(chat)).toEqual(["mute"]);
});

test("whoever is muted anywhere writes to nobody", async () => {
  const { chat, guests } = await openChat();
  const [bob, cat] = await guests(["bob", "cat"], "den");
  const mod = await account(chat, "mod", "moderator");
  await whisper(chat, bob.session, { to: "cat", text: "before" });
  await mod.mute({ who: "bob" });
  expect(await codeOf(bob.say("den", "hi"))).toBe("muted");
  const text = "psst";
  for (const to of ["cat", "mod"])
    expect(await codeOf(whisper(chat, bob.session, { to, text }))).toBe(
      "muted",
    );
  expect(await codeOf(cat.say("den", "hi"))).toBe(undefined);
});

test("what was kept before the mute is answered again when it is sent again", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "den");
  const { entry } = await bob.say("den", "hi", "k1");
  const owner = await come(chat, { token: ann.token });
  await owner.mute({ who: "bob", room: "den" });
  expect(await bob.say("den", "hi", "k1")).toEqual({ entry, repeated: true });
  expect(await codeOf(bob.say("den", "hi", "k2"))).toBe("muted");
});

test("all who have no name may be muted together", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"], "den");
  const ear = { line: new FakeLine(), encoder: plain };
  const nameless = await enterAnonymous(chat, { address: elsewhere, ear });
  await join(chat, nameless, { room: "den" });
  await say(chat, nameless, { room: "den", text: "before" });
  const owner = await come(chat, { token: ann.token });
  await owner.mute({ who: chat.anonymous.id, room: "den" });
  expect(await codeOf(say(chat, nameless, { room: "den", text: "hi" }))).toBe(
    "muted",
  );
});

test("mutes are for moderators, and on whoever is below them", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"], "den");
  const mod = await account(chat, "mod", "moderator");
  await account(chat, "admin", "admin");
  const other = await come(chat, { token: bob.token });
  const owner = await come(chat, { token: ann.token });
  const room = "den";
  expect(await codeOf(other.mute({ who: "cat", room }))).toBe("not_allowed");
  expect(await codeOf(owner.mute({ who: "cat" }))).toBe("not_allowed");
  expect(await codeOf(mod.mute({ who: "admin" }))).toBe("not_allowed");
  expect(await codeOf(mod.mute({ who: "mod" }))).toBe("not_allowed");
  expect(await codeOf(mod.mute({ who: "ann", room }))).toBe("not_allowed");
  expect(await codeOf(mod.mute({ who: "x", room: "no" }))).toBe("no_such_room");
  expect(await codeOf(mod.mute({ who: "cat", minutes: 0 }))).toBe(
    "bad_request",
  );
  expect(await codeOf(cat.say("den", "hi"))).toBe(undefined);
});

test("there are no mutes in a direct room", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann", "bob"]);
  const { room } = await whisper(chat, ann.session, { to: "bob", text: "hi" });
  const owner = await account(chat, "owner", "owner");
  const one = await come(chat, { token: ann.token });
  const asked = { who: "bob", room: room.id };
  expect(await codeOf(one.mute(asked))).toBe("not_allowed");
  expect(await codeOf(one.ban(asked))).toBe("not_allowed");
  expect(await codeOf(one.role({ ...asked, role: "admin" }))).toBe(
    "not_allowed",
  );
  expect(await codeOf(owner.mute(asked))).toBe("no_such_room");
});
