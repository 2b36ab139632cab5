// What else would be something said by whoever may say nothing: a picture, a name, a room that everyone is told of.
import { expect, test } from "vitest";
import { change } from "../../src/core/verbs/change.ts";
import { createRoom } from "../../src/core/verbs/create.ts";
import { nick } from "../../src/core/verbs/nick.ts";
import { pass } from "../../src/core/verbs/pass.ts";
import { codeOf, openChat } from "../support/chat.ts";
import { account, come } from "../support/order.ts";

test("nobody hands a picture on where he is muted, nor where nothing is said any more", async () => {
  const { chat, guests } = await openChat();
  const root = await account(chat, "root", "owner");
  const [ann, bob] = await guests(["ann", "bob"], "den");
  const picture = { room: "den", dialect: "x", value: "data" };
  const handOn = () => codeOf(pass(chat, bob.session, picture));
  expect(await handOn()).toBe(undefined);
  const muted = await root.mute({ who: "bob", room: "den" });
  expect(await handOn()).toBe("muted");
  await root.lift(muted.id);
  await change(chat, ann.session, { room: "den", archived: true });
  expect(await handOn()).toBe("archived");
});

test("whoever is muted in a room takes no other nick there, but his own name again", async () => {
  const { chat, guests } = await openChat();
  const root = await account(chat, "root", "owner");
  const [, bob] = await guests(["ann", "bob"], "den");
  const call = (name: string | null) =>
    codeOf(nick(chat, bob.session, { room: "den", nick: name }));
  expect(await call("loud")).toBe(undefined);
  await root.mute({ who: bob.id, room: "den" });
  expect(await call("you are all fools")).toBe("muted");
  expect(await call(null)).toBe(undefined);
});

test("whoever is muted anywhere makes no room and takes no other name, and comes in as he was called", async () => {
  const { chat, guests } = await openChat();
  const root = await account(chat, "root", "owner");
  const [bob] = await guests(["bob"]);
  await root.mute({ who: "bob" });
  for (const making of [
    createRoom(chat, bob.session, { title: "You are all fools" }),
    bob.join("You are all fools"),
    bob.rename("You are all fools"),
  ])
    expect(await codeOf(making)).toBe("muted");
  expect(await chat.rooms.find("You are all fools")).toBe(undefined);
  expect(await codeOf(bob.join("Free Chat"))).toBe(undefined);
  await bob.end();
  const again = await come(chat, { token: bob.token, name: "Loud" });
  expect(again.name).toBe("bob");
  expect(again.session.isOver).toBe(false);
});
