// role: what someone may do changes at once, at all his sessions.
import { expect, test } from "vitest";
import { broadcast } from "../../../src/core/verbs/broadcast.ts";
import { hello } from "../../../src/core/verbs/hello.ts";
import { redeem } from "../../../src/core/verbs/redeem.ts";
import { reset } from "../../../src/core/verbs/reset.ts";
import { setMaster } from "../../../src/core/verbs/master.ts";
import { roleIn, roleOf } from "../../../src/core/house/rights.ts";
import { codeOf, openChat, turns } from "../../support/chat.ts";
import { account, acts, come, pass, password } from "../../support/order.ts";

test("a role in the chat counts at once, and so does losing it", async () => {
  const { chat, store } = await openChat();
  const owner = await account(chat, "owner", "owner");
  const ann = await account(chat, "ann");
  const again = await come(chat, { token: ann.token });
  const tell = () => codeOf(broadcast(chat, again.session, { text: "hi" }));
  expect(await tell()).toBe("not_allowed");
  await owner.role({ who: "ann", role: "admin" });
  expect(await tell()).toBe(undefined);
  await again.line.until(({ heard }) =>
    heard.some((what) => what.kind === "promoted" && what.role === "admin"),
  );
  expect((await store.identities.byId(ann.id))?.role).toBe("admin");
  await owner.role({ who: ann.id, role: "member" });
  expect(await tell()).toBe("not_allowed");
  expect((await store.identities.byId(ann.id))?.role).toBe(undefined);
  expect(await acts(chat)).toEqual(["role", "broadcast", "role"]);
});

test("one gives roles below one's own to whoever is below oneself; the owner gives any", async () => {
  const { chat } = await openChat();
  const owner = await account(chat, "owner", "owner");
  const admin = await account(chat, "admin", "admin");
  await account(chat, "other", "admin");
  const mod = await account(chat, "mod", "moderator");
  const bob = await account(chat, "bob");
  const codes = (
    by: typeof bob,
    who: string,
    role: "owner" | "admin" | "moderator" | "member",
  ) => codeOf(by.role({ who, role }));
  expect(await codes(bob, "mod", "member")).toBe("not_allowed");
  expect(await codes(mod, "bob", "member")).toBe("not_allowed");
  expect(await codes(mod, "bob", "moderator")).toBe("not_allowed");
  expect(await codes(admin, "bob", "admin")).toBe("not_allowed");
  expect(await codes(admin, "other", "member")).toBe("not_allowed");
  expect(await codes(admin, "admin", "member")).toBe("not_allowed");
  expect(await codes(admin, "owner", "member")).toBe("not_allowed");
  expect(await codes(owner, "owner", "member")).toBe("not_allowed");
  expect(await codes(admin, "bob", "moderator")).toBe(undefined);
  expect(await codes(admin, "bob", "member")).toBe(undefined);
  expect(await codes(owner, "other", "owner")).toBe(undefined);
  // Now he is an owner, too.
  expect(await codes(owner, "other", "member")).toBe("not_allowed");
});

test("whoever has no account has no role in the chat", async () => {
  const { chat, guests } = await openChat();
  const owner = await account(chat, "owner", "owner");
  await guests(["guest"]);
  await pass(chat, "passing");
  for (const who of ["guest", "passing"])
    expect(await codeOf(owner.role({ who, role: "admin" }))).toBe(
      "not_allowed",
    );
  expect(await codeOf(owner.role({ who: "nobody", role: "admin" }))).toBe(
    "no_such_person",
  );
});

test("a role in a room is kept with the membership, told, and counts there alone", async () => {
  const { chat, guests } = await openChat();
  const [ann, cat] = await guests(["ann", "cat"], "den");
  const bob = await account(chat, "bob");
  await bob.join("den");
  const owner = await come(chat, { token: ann.token });
  await owner.role({ room: "den", who: "bob", role: "moderator" });
  await cat.line.until(({ heard }) => heard.at(-1)?.kind === "role");
  expect(cat.line.heard.at(-1)).toMatchObject({
    who: { id: bob.id, name: "bob" },
    role: "moderator",
    by: { name: "ann" },
  });
  const room = await chat.rooms.mustFind("den");
  expect(roleIn(bob.session, room)).toBe("moderator");
  await bob.end();
  expect(await roleOf(chat, bob.id, room)).toBe("moderator");
  const again = await come(chat, { token: bob.token });
  await again.join("den");
  expect(roleIn(again.session, room)).toBe("moderator");
  await again.mute({ who: "cat", room: "den" });
  await again.join("kitchen");
  await guests(["dan"], "kitchen2");
  expect(await codeOf(again.mute({ who: "dan", room: "kitchen2" }))).toBe(
    "not_allowed",
  );
  // Leaving ends it.
  await again.leave("den");
  await again.join("den");
  expect(roleIn(again.session, room)).toBe("member");
});

test("a guest may have a role in a room, someone who cannot come back has none", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "den");
  const owner = await come(chat, { token: ann.token });
  const passing = await pass(chat, "passing");
  await passing.join("den");
  const give = (who: string, role: "admin" | "moderator" | "owner") =>
    codeOf(owner.role({ room: "den", who, role }));
  expect(await give("bob", "admin")).toBe(undefined);
  expect(roleIn(bob.session, await chat.rooms.mustFind("den"))).toBe("admin");
  expect(await give("passing", "moderator")).toBe("not_allowed");
  expect(await give("bob", "owner")).toBe("bad_request");
  expect(await give("nobody", "admin")).toBe("no_such_person");
  await guests(["dan"]);
  expect(await give("dan", "admin")).toBe("no_such_person");
  expect(await give("ann", "moderator")).toBe("not_allowed");
});

test("admins of a room give roles below their own there", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"], "den");
  const owner = await come(chat, { token: ann.token });
  await owner.role({ room: "den", who: "cat", role: "admin" });
  const admin = await come(chat, { token: cat.token });
  const room = "den";
  expect(await codeOf(admin.role({ room, who: "bob", role: "admin" }))).toBe(
    "not_allowed",
  );
  expect(await codeOf(admin.role({ room, who: "ann", role: "member" }))).toBe(
    "not_allowed",
  );
  await admin.role({ room, who: "bob", role: "moderator" });
  const mod = await come(chat, { token: bob.token });
  await guests(["dan"], "den");
  expect(await codeOf(mod.role({ room, who: "dan", role: "member" }))).toBe(
    "not_allowed",
  );
  await owner.role({ room, who: "cat", role: "member" });
  expect(await codeOf(admin.role({ room, who: "bob", role: "member" }))).toBe(
    "not_allowed",
  );
});

test("whoever comes in while he gets a role has it", async () => {
  for (let wait = 0; wait < 12; wait++) {
    const { chat } = await openChat();
    const owner = await account(chat, "owner", "owner");
    const bob = await account(chat, "bob");
    await bob.join("den");
    await owner.join("den");
    await bob.end();
    const coming =
      wait % 2 === 0 ? { token: bob.token } : { name: "bob", password };
    const entering = hello(chat, coming, { address: "::1", ear: undefined });
    await turns(Math.floor(wait / 2));
    await owner.role({ who: bob.id, role: "admin" });
    const { session } = await entering;
    expect([wait, session.identity.role]).toEqual([wait, "admin"]);
  }
});

test("whoever joins while he gets a role in the room has it", async () => {
  for (let wait = 0; wait < 16; wait++) {
    const { chat, guests } = await openChat();
    const [ann] = await guests(["ann"], "den");
    const owner = await come(chat, { token: ann.token });
    const bob = await account(chat, "bob");
    await bob.join("den");
    await bob.end();
    const giving = owner.role({ room: "den", who: bob.id, role: "admin" });
    await turns(wait % 8);
    const again = await come(chat, { token: bob.token });
    if (wait < 8) await again.join("den");
    await giving;
    if (wait >= 8) await again.join("den");
    const room = await chat.rooms.mustFind("den");
    expect([wait, roleIn(again.session, room)]).toEqual([wait, "admin"]);
  }
});

test("a room is given away by its owner, or an admin of the chat who is above him", async () => {
  const { chat, guests } = await openChat();
  const owner = await account(chat, "owner", "owner");
  const admin = await account(chat, "admin", "admin");
  const [bob, cat] = await guests(["bob", "cat"]);
  await owner.join("den");
  for (const one of [admin, bob, cat]) await one.join("den");
  const give = (by: typeof bob, who: string) =>
    codeOf(setMaster(chat, by.session, { room: "den", who }));
  expect(await give(bob, "bob")).toBe("not_allowed");
  expect(await give(admin, "bob")).toBe("not_allowed");
  expect(await give(owner, "bob")).toBe(undefined);
  expect(await give(admin, "cat")).toBe(undefined);
  expect(await give(bob, "bob")).toBe("not_allowed");
  expect(await give(cat, "cat")).toBe("bad_request");
  expect(await acts(chat)).toEqual(["master", "master"]);
});

test("an act that waits is not done when the role for it has gone meanwhile", async () => {
  const { chat } = await openChat();
  const owner = await account(chat, "owner", "owner");
  const admin = await account(chat, "admin", "admin");
  const bob = await account(chat, "bob");
  await bob.join("den");
  const cat = await account(chat, "cat");
  await cat.join("den");
  const acts = [
    () => setMaster(chat, admin.session, { room: "den", who: "cat" }),
    () => admin.kick("den", "cat"),
    () => admin.role({ room: "den", who: "cat", role: "moderator" }),
  ];
  await owner.role({ who: "bob", role: "moderator" });
  for (const act of acts) {
    await owner.role({ who: "admin", role: "admin" });
    const gate = Promise.withResolvers<undefined>();
    const busy = cat.session.changes.alone(() => gate.promise);
    const acting = codeOf(act());
    await turns();
    await owner.role({ who: "admin", role: "member" });
    gate.resolve(undefined);
    await busy;
    expect(await acting).toBe("not_allowed");
  }
  expect(chat.rooms.get("den")?.masterId).toBe(bob.id);
});

test("a role in the chat gives none in private rooms that one is not in", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"], "den");
  const room = await chat.rooms.mustFind("den");
  const admin = await account(chat, "admin", "admin");
  expect(await roleOf(chat, admin.id, room)).toBe("admin");
  room.kind = "private";
  expect(await roleOf(chat, admin.id, room)).toBe("member");
  await chat.store.rooms.addMember(room.id, admin.id);
  expect(await roleOf(chat, admin.id, room)).toBe("admin");
  expect(await roleOf(chat, ann.id, room)).toBe("owner");
  room.kind = "direct";
  expect(await roleOf(chat, admin.id, room)).toBe("member");
  expect(await roleOf(chat, ann.id, room)).toBe("guest");
});

test("whoever is called in a room as an account is called gets nothing that is for the account", async () => {
  const { chat } = await openChat();
  const owner = await account(chat, "owner", "owner");
  const cat = await account(chat, "cat");
  await owner.join("den");
  await cat.join("den", { nick: "dan" });
  const dan = await account(chat, "dan");
  await owner.role({ who: "dan", role: "admin" });
  expect(dan.session.identity.role).toBe("admin");
  expect(cat.session.identity.role).toBe(undefined);
  await owner.role({ who: "dan", role: "member" });
  const { token } = await reset(chat, owner.session, "dan");
  const wanted = { token, password: "found again" };
  expect(await redeem(chat, wanted, { address: "127.0.0.1" })).toBe("dan");
});
