import { expect, test } from "vitest";
import { join } from "../../../src/core/verbs/join.ts";
import { say } from "../../../src/core/verbs/say.ts";
import { byToken } from "../../../src/core/verbs/token.ts";
import { changedStore } from "../../support/changed-store.ts";
import { codeOf, openChat, turns } from "../../support/chat.ts";
import { account, acts, come } from "../../support/order.ts";

test("moderators of a room and of the chat put others out, and say why", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"], "den");
  const owner = await come(chat, { token: ann.token });
  const mod = await account(chat, "mod");
  const bob = await account(chat, "bob");
  for (const one of [mod, bob]) await one.join("den");
  expect(await codeOf(mod.kick("den", "bob"))).toBe("not_allowed");
  await owner.role({ room: "den", who: "mod", role: "moderator" });
  await mod.kick("den", "bob", "<i>loud</i>");
  await bob.line.until(({ heard }) => heard.at(-1)?.kind === "kicked");
  expect(bob.line.heard.at(-1)).toMatchObject({
    reason: "<i>loud</i>",
    by: { name: "mod" },
  });
  expect(await codeOf(bob.join("den"))).toBe(undefined);
  const chatMod = await account(chat, "chatmod", "moderator");
  await chatMod.kick("den", bob.id);
  expect(await acts(chat)).toEqual(["role", "kick", "kick"]);
});

test("who calls over HTTP and is kicked while it is looked whether he is a member says nothing any more", async () => {
  const looked = Promise.withResolvers<undefined>();
  const kicked = Promise.withResolvers<undefined>();
  let isHeld = false;
  const { chat, guests } = await openChat({
    wrap: (inner) =>
      changedStore(inner, {
        rooms: {
          async isMember(...args) {
            const isIn = await inner.rooms.isMember(...args);
            if (!isHeld) return isIn;
            isHeld = false;
            looked.resolve(undefined);
            await kicked.promise;
            return isIn;
          },
        },
      }),
  });
  const [ann, bob] = await guests(["ann", "bob"], "den");
  const owner = await come(chat, { token: ann.token });
  const call = { address: "127.0.0.1", ear: undefined };
  const session = await byToken(chat, bob.token, call);
  await bob.end();
  isHeld = true;
  const late = codeOf(say(chat, session, { room: "den", text: "but" }));
  await looked.promise;
  await owner.kick("den", bob.id);
  kicked.resolve(undefined);
  expect(await late).toBe("not_member");
  await turns();
  expect(ann.line.texts).toEqual([]);
});

test("whoever is not strictly below stays, but the owner of the chat is above all", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"], "den");
  const [mod, other, admin, owner] = [
    await account(chat, "mod", "moderator"),
    await account(chat, "other", "moderator"),
    await account(chat, "admin", "admin"),
    await account(chat, "owner", "owner"),
  ];
  for (const one of [mod, other, admin, owner]) await one.join("den");
  expect(await codeOf(mod.kick("den", "other"))).toBe("not_allowed");
  expect(await codeOf(mod.kick("den", "admin"))).toBe("not_allowed");
  expect(await codeOf(admin.kick("den", "ann"))).toBe("not_allowed");
  expect(await codeOf(admin.kick("den", "owner"))).toBe("not_allowed");
  expect(await codeOf(mod.kick("den", "mod"))).toBe("not_allowed");
  await owner.kick("den", "ann");
  expect(chat.rooms.get("den")?.masterId).toBe(undefined);
  expect(ann.session.presences.size).toBe(0);
});

test("nobody is put out of the lobby", async () => {
  const { chat, guests } = await openChat();
  await guests(["bob"], "Free Chat");
  const mod = await account(chat, "mod", "moderator");
  expect(await codeOf(mod.kick("Free Chat", "bob"))).toBe("not_allowed");
  expect(await acts(chat)).toEqual([]);
});

test("a member who is not here is put out by name, and hears nothing", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"], "den");
  const bob = await account(chat, "bob");
  await bob.join("den");
  await bob.end();
  const owner = await come(chat, { token: ann.token });
  const room = await chat.rooms.mustFind("den");
  await owner.kick("den", "bob");
  expect(await chat.store.rooms.isMember(room.id, bob.id)).toBe(false);
  expect(await codeOf(owner.kick("den", "bob"))).toBe("no_such_person");
});

test("a moderator over HTTP, who is present nowhere, has the role that is kept", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"], "den");
  const mod = await account(chat, "mod");
  await mod.join("den");
  await guests(["bob", "cat"], "den");
  const owner = await come(chat, { token: ann.token });
  await owner.role({ room: "den", who: "mod", role: "moderator" });
  await mod.end();
  const again = await come(chat, { token: mod.token });
  await again.kick("den", "bob");
  await owner.role({ room: "den", who: "mod", role: "member" });
  expect(await codeOf(again.kick("den", "cat"))).toBe("not_allowed");
});

test.each([0, 1, 2, 3, 4, 5, 6, 8, 12])(
  "who is kicked while he joins is out, and who joins behind it is in (%i turns later)",
  async (wait) => {
    const { chat, guests } = await openChat();
    const [ann] = await guests(["ann"], "den");
    const bob = await account(chat, "bob");
    await bob.join("den");
    const owner = await come(chat, { token: ann.token });
    const again = await come(chat, { token: bob.token });
    const joining = join(chat, again.session, { room: "den" });
    await turns(wait);
    const kicking = codeOf(owner.kick("den", "bob"));
    await Promise.all([joining.catch(() => {}), kicking]);
    await turns();
    const room = await chat.rooms.mustFind("den");
    const isMember = await chat.store.rooms.isMember(room.id, bob.id);
    const isHere = room.here.get(bob.id) !== undefined;
    expect(isMember).toBe(isHere);
  },
);

test("nobody is kicked by whoever loses his role meanwhile, or who has got a higher one", async () => {
  for (let wait = 0; wait < 10; wait++) {
    const { chat, guests } = await openChat();
    const [ann] = await guests(["ann"], "den");
    const owner = await come(chat, { token: ann.token });
    const mod = await account(chat, "mod");
    const bob = await account(chat, "bob");
    for (const one of [mod, bob]) await one.join("den");
    await owner.role({ room: "den", who: "mod", role: "moderator" });
    const changing = owner
      .role({ room: "den", who: "bob", role: "admin" })
      .then(() => "changed");
    await turns(wait);
    const kicking = codeOf(mod.kick("den", "bob"));
    const order: string[] = [];
    await Promise.all([
      changing.then(() => order.push("changed")),
      kicking.then(() => order.push("kicked")),
    ]);
    // One room's acts go one after the other: the first was the role.
    expect([await kicking, order]).toEqual([
      "not_allowed",
      ["changed", "kicked"],
    ]);
  }
});
