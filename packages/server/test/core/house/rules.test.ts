// rules: registration closed, guests locked out, at once and without a gap.
import { expect, onTestFinished, test, vi } from "vitest";
import { rules } from "../../../src/core/verbs/rules.ts";
import { register } from "../../../src/core/verbs/register.ts";
import { enterAnonymous, visit } from "../../../src/core/verbs/visit.ts";
import { codeOf, openChat, turns } from "../../support/chat.ts";
import { account, acts, come, pass, password } from "../../support/order.ts";

const home = { address: "127.0.0.1", ear: undefined };

test("locking guests out ends them all, and lets none in; accounts go on", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "admin");
  const bob = await account(chat, "bob");
  const guest = await come(chat, { name: "guest" });
  const passing = await pass(chat, "passing", "127.0.0.1");
  const nameless = await enterAnonymous(chat, home);
  const rule = await ann.rules({ guests: "locked" });
  expect(rule).toEqual({ registration: "open", guests: "locked" });
  for (const { ends, session } of [guest, passing]) {
    expect(ends.length).toBe(1);
    expect(session.isOver).toBe(true);
  }
  expect(nameless.isOver).toBe(true);
  expect(bob.ends).toEqual([]);
  await turns();
  for (const way of [
    () => come(chat, { name: "new" }),
    () => come(chat, { token: guest.token }),
    () => visit(chat, { name: "new" }, home),
    () => visit(chat, { name: "new", suffix: true }, home),
    () => enterAnonymous(chat, home),
  ])
    expect(await codeOf(way())).toBe("locked");
  expect(chat.names.holder("new")).toBe(undefined);
  expect(await codeOf(come(chat, { name: "bob", password }))).toBe(undefined);
  await ann.rules({ guests: "open" });
  expect(await codeOf(come(chat, { token: guest.token }))).toBe(undefined);
  expect(await acts(chat)).toEqual(["rules", "rules"]);
});

test("a guest who comes in while guests are locked out does not slip in", async () => {
  for (let wait = 0; wait < 10; wait++) {
    const { chat } = await openChat();
    const ann = await account(chat, "ann", "owner");
    const known = await come(chat, { name: "known" });
    await known.end();
    const coming = [
      come(chat, { name: "new" }),
      come(chat, { token: known.token }),
      pass(chat, "passing", "127.0.0.1"),
    ].map((one) => codeOf(one));
    await turns(wait);
    const locking = ann.rules({ guests: "locked" });
    await Promise.all([...coming, locking]);
    for (const code of await Promise.all(coming))
      expect([undefined, "locked"]).toContain(code);
    await turns();
    expect(chat.people().map(({ name }) => name)).toEqual(["ann"]);
  }
});

test("a guest who registers while guests are locked out has his account", async () => {
  for (let wait = 0; wait < 8; wait++) {
    const { chat } = await openChat();
    const ann = await account(chat, "ann", "owner");
    const bob = await come(chat, { name: "bob" });
    const registering = register(chat, { name: "bob", password }, bob.session);
    await turns(wait);
    await ann.rules({ guests: "locked" });
    await registering;
    await turns();
    const again = await come(chat, { token: bob.token });
    expect(again.session.identity.kind).toBe("account");
    expect(again.id).toBe(bob.id);
  }
});

test("whoever comes back by his token while he becomes an account is one", async () => {
  for (let wait = 0; wait < 8; wait++) {
    const { chat } = await openChat();
    const bob = await come(chat, { name: "bob" });
    const { session } = bob;
    const registering = register(chat, { name: "bob", password }, session);
    const ending = bob.end();
    await turns(wait);
    const again = await come(chat, { token: bob.token });
    await Promise.all([registering, ending]);
    expect([wait, again.session.identity.kind]).toEqual([wait, "account"]);
  }
});

test("where registration is closed nobody makes an account, and whoever has one goes on", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "owner");
  chat.house.ownerLink = undefined;
  const bob = await come(chat, { name: "bob" });
  await ann.rules({ registration: "closed" });
  const make = (visitor: Parameters<typeof register>[2], name: string) =>
    codeOf(register(chat, { name, password }, visitor));
  const hash = vi.spyOn(chat.hashing, "hash");
  onTestFinished(() => void vi.restoreAllMocks());
  expect(await make(home, "new")).toBe("locked");
  expect(await make(bob.session, "bob")).toBe("locked");
  expect(hash).not.toHaveBeenCalled();
  expect(await codeOf(come(chat, { name: "ann", password }))).toBe(undefined);
  await ann.rules({ registration: "open" });
  expect(await make(home, "new")).toBe(undefined);
});

test("an account whose making began before registration was closed is refused while its password is hashed", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "owner");
  chat.house.ownerLink = undefined;
  const hashed = Promise.withResolvers<string>();
  vi.spyOn(chat.hashing, "hash").mockReturnValue(hashed.promise);
  onTestFinished(() => void vi.restoreAllMocks());
  const made = codeOf(register(chat, { name: "bob", password }, home));
  await turns();
  await ann.rules({ registration: "closed" });
  hashed.resolve("hash");
  expect(await made).toBe("locked");
  expect(await chat.store.identities.accountByFolded("bob")).toBe(undefined);
  expect(chat.names.holder("bob")).toBe(undefined);
});

test("anyone may ask for the rules, admins of the chat set them", async () => {
  const { chat } = await openChat();
  const mod = await account(chat, "mod", "moderator");
  expect(await rules(chat, mod.session)).toEqual({
    registration: "open",
    guests: "open",
  });
  expect(await codeOf(mod.rules({ guests: "locked" }))).toBe("not_allowed");
  expect(chat.house.rules.guests).toBe("open");
});

test("whoever loses his role meanwhile sets nothing", async () => {
  const { chat } = await openChat();
  const owner = await account(chat, "owner", "owner");
  const admin = await account(chat, "admin", "admin");
  const [, code] = await Promise.all([
    owner.role({ who: "admin", role: "moderator" }),
    codeOf(admin.rules({ guests: "locked" })),
  ]);
  expect(code).toBe("not_allowed");
  expect(chat.house.rules.guests).toBe("open");
});

test("rules that could not be kept do not hold", async () => {
  const { chat, store } = await openChat({ wrap: (inner) => inner });
  const ann = await account(chat, "ann", "admin");
  const guest = await come(chat, { name: "guest" });
  store.house.setRules = () => Promise.reject(new Error("away"));
  await expect(ann.rules({ guests: "locked" })).rejects.toThrow("away");
  expect(guest.ends).toEqual([]);
  expect(await codeOf(come(chat, { name: "new" }))).toBe(undefined);
});
