// What outsiders find out, and whom a name or an id means.
import { expect, test } from "vitest";
import { setAccess, setMost } from "../../../src/core/verbs/change.ts";
import { ChatError } from "../../../src/core/errors.ts";
import { hide } from "../../../src/core/verbs/hide.ts";
import { history } from "../../../src/core/verbs/history.ts";
import { answerInvite, invite } from "../../../src/core/verbs/invite.ts";
import { kick } from "../../../src/core/verbs/kick.ts";
import { setMaster } from "../../../src/core/verbs/master.ts";
import { members } from "../../../src/core/verbs/members.ts";
import { nick } from "../../../src/core/verbs/nick.ts";
import { pass } from "../../../src/core/verbs/pass.ts";
import { whisper } from "../../../src/core/verbs/whisper.ts";
import { codeOf, enter, openChat } from "../../support/chat.ts";

test("no verb tells an outsider of a direct room", async () => {
  const { chat, guests } = await openChat();
  const [ann, , cat] = await guests(["ann", "bob", "cat"]);
  const { session } = cat;
  const { room } = await whisper(chat, ann.session, {
    to: "bob",
    text: "psst",
  });
  const since = { epoch: "x", seq: 0 };
  const tries = (ref: string): Record<string, Promise<unknown>> => ({
    join: cat.join(ref),
    resume: cat.join(ref, { since }),
    leave: cat.leave(ref),
    say: cat.say(ref, "hi"),
    blank: cat.say(ref, " "),
    large: cat.say(ref, "x".repeat(100_000)),
    history: history(chat, session, { room: ref }),
    members: members(chat, session, { room: ref }),
    nick: nick(chat, session, { room: ref, nick: "kit" }),
    hide: hide(chat, session, { room: ref, isHidden: true }),
    pass: pass(chat, session, { room: ref, dialect: "x", value: "y" }),
    kick: kick(chat, session, { room: ref, who: "ann" }),
    master: setMaster(chat, session, { room: ref, who: "cat" }),
    most: setMost(chat, session, { room: ref, most: 1 }),
    access: setAccess(chat, session, { room: ref, access: "public" }),
    invite: invite(chat, session, { room: ref, who: "ann" }),
    answer: answerInvite(chat, session, {
      room: ref,
      inviter: "ann",
      answer: "yes",
    }),
  });
  const answers = async (ref: string) =>
    Promise.all(
      Object.entries(tries(ref)).map(async ([verb, trying]) => {
        const error: unknown = await trying.catch((thrown: unknown) => thrown);
        if (!(error instanceof ChatError)) return [verb, error];
        return [verb, error.code, error.message.replace(ref, "ID")];
      }),
    );
  expect(await answers(room.id)).toEqual(await answers("~aaaaaaaaaa"));
});

test("nobody is put out of a direct room, and there are no nicks in it", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann", "bob"]);
  const { room } = await whisper(chat, ann.session, {
    to: "bob",
    text: "psst",
  });
  for (const verb of [
    kick(chat, ann.session, { room: room.id, who: "bob" }),
    nick(chat, ann.session, { room: room.id, nick: "bob's" }),
    ann.join(room.id, { nick: "someone" }),
  ])
    expect(await codeOf(verb)).toBe("not_allowed");
});

test("a name that looks like another's id is not taken for him", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "den");
  const mallory = await enter(chat, { name: bob.id });
  await mallory.join("den");
  const { to } = await whisper(chat, ann.session, { to: bob.id, text: "psst" });
  expect(to.id).toBe(bob.id);
  const kicked = await kick(chat, ann.session, { room: "den", who: bob.id });
  expect(kicked.id).toBe(bob.id);
  await bob.end();
  expect(
    (await whisper(chat, ann.session, { to: bob.id, text: "psst" })).to.id,
  ).toBe(bob.id);
});
