// Those who keep order in the chat can do it: in rooms that others own, against guests who come back, and while nobody
// registers.
import { expect, test } from "vitest";
import { answerInvite, invite } from "../../../src/core/verbs/invite.ts";
import { register } from "../../../src/core/verbs/register.ts";
import { codeOf, openChat } from "../../support/chat.ts";
import { account, come, elsewhere, pass } from "../../support/order.ts";

test("the owner of a public room does not put out whoever keeps order in the chat", async () => {
  const { chat } = await openChat();
  const bob = await come(chat, { name: "bob" });
  await bob.join("den");
  const ann = await account(chat, "ann", "moderator");
  await ann.join("den");
  expect(await codeOf(bob.kick("den", "ann"))).toBe("not_allowed");
  expect(await codeOf(bob.ban({ room: "den", who: "ann" }))).toBe(
    "not_allowed",
  );
  expect(await codeOf(bob.mute({ room: "den", who: "ann" }))).toBe(
    "not_allowed",
  );
  await ann.say("den", "still here");
  // In the chat he is above her, and so he is in the room.
  const cat = await account(chat, "cat", "admin");
  await cat.join("den");
  await cat.kick("den", "ann");
});

test("a guest who is banned does not come back from the same address as another guest", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "moderator");
  await come(chat, { name: "bob" }, elsewhere);
  await ann.ban({ who: "bob" });
  expect(await codeOf(come(chat, { name: "bob" }, elsewhere))).toBe("banned");
  expect(await codeOf(pass(chat, "dave", elsewhere))).toBe("banned");
  await come(chat, { name: "dave" }, "192.0.2.8");
});

test("a guest who has gone is banned with the guests at the address he came from", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "moderator");
  const bob = await come(chat, { name: "bob" }, elsewhere);
  await chat.end(bob.session);
  await ann.ban({ who: bob.id });
  expect(await codeOf(come(chat, { name: "dave" }, elsewhere))).toBe("banned");
});

test("the others at a guest's address are spared on demand", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "moderator");
  const bob = await come(chat, { name: "bob" }, elsewhere);
  await ann.ban({ who: "bob", addresses: false });
  expect(await codeOf(come(chat, { token: bob.token }, elsewhere))).toBe(
    "banned",
  );
  await come(chat, { name: "dave" }, elsewhere);
});

test("while registration is closed admins make accounts for others, and nobody else does", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "admin");
  const bob = await account(chat, "bob", "moderator");
  chat.house.ownerLink = undefined;
  await ann.rules({ registration: "closed" });
  const wish = { name: "dave", password: "secret" };
  const by = ({ session: { identity } }: typeof ann) => ({
    address: elsewhere,
    identity,
  });
  expect(await codeOf(register(chat, wish, by(bob)))).toBe("locked");
  expect(await codeOf(register(chat, wish, { address: elsewhere }))).toBe(
    "locked",
  );
  await register(chat, wish, by(ann));
  await come(chat, wish);
});

test("an invitation is no way to write to somebody who is not in the room", async () => {
  const { chat } = await openChat();
  const ann = await come(chat, { name: "ann" });
  const bob = await come(chat, { name: "bob" });
  const cat = await come(chat, { name: "cat" });
  await ann.join("den");
  await invite(chat, ann.session, { room: "den", who: "bob" });
  const answer = (inviter: string) =>
    answerInvite(chat, bob.session, { room: "den", inviter, answer: "later" });
  expect(await codeOf(answer("cat"))).toBe("no_such_person");
  await answer("ann");
  expect(cat.line.story).not.toContain("answered");
});
