import { expect, test } from "vitest";
import { hello } from "../../src/core/verbs/hello.ts";
import { login } from "../../src/core/verbs/login.ts";
import { changePassword } from "../../src/core/verbs/password.ts";
import { register } from "../../src/core/verbs/register.ts";
import { closeToken, openToken } from "../../src/core/verbs/token.ts";
import { visit } from "../../src/core/verbs/visit.ts";
import { codeOf, enter, openChat, turns } from "../support/chat.ts";

const home = { address: "127.0.0.1", ear: undefined };
const password = "secret";

test("an account comes back by its name and password, with one identity at every session", async () => {
  const { chat } = await openChat();
  const bob = await register(chat, { name: "Bob", password }, home);
  const first = await login(chat, { name: "bob", password }, home);
  const second = await login(chat, { name: "BOB", password }, home);
  expect(first.identity).toBe(second.identity);
  expect(first.identity).toMatchObject({ ...bob, kind: "account" });
  expect(chat.sessionsOf(bob.id).length).toBe(2);
});

test.each(["bob", "BOB", "b0b", "ｂｏｂ", "bоb", " b ob "])(
  "nobody else is called %j, in the chat or in a room, whether bob is here or not",
  async (name) => {
    const { chat, guests } = await openChat();
    await register(chat, { name: "bob", password }, home);
    const [ann] = await guests(["ann"], "kitchen");
    expect(await codeOf(enter(chat, { name }))).toBe("name_taken");
    expect(await codeOf(visit(chat, { name }, home))).toBe("name_taken");
    expect(await codeOf(ann.rename(name))).toBe("name_taken");
    expect(await codeOf(ann.join("hall", { nick: name }))).toBe("name_taken");
    expect(await codeOf(register(chat, { name, password }, home))).toBe(
      "name_taken",
    );
    const other = await visit(chat, { name, suffix: true }, home);
    expect(other.identity.name).toMatch(/~1$/);
    const bob = await login(chat, { name: "bob", password }, home);
    expect(bob.identity.name).toBe("bob");
  },
);

test("whoever is in the chat under a name keeps it: it cannot be registered meanwhile", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"]);
  const again = () => codeOf(register(chat, { name: "ann", password }, home));
  expect(await again()).toBe("name_taken");
  await ann.end();
  expect(await again()).toBe(undefined);
});

test("of many who register a name at once one gets it", async () => {
  const { chat } = await openChat({ store: "sqlite:" });
  const codes = await Promise.all(
    Array.from({ length: 10 }, () =>
      codeOf(register(chat, { name: "bob", password }, home)),
    ),
  );
  expect(codes.filter((code) => code === undefined).length).toBe(1);
  expect(codes.filter((code) => code === "name_taken").length).toBe(9);
});

test("a wrong password and no such account are refused, and told apart by code only", async () => {
  const { chat } = await openChat();
  await register(chat, { name: "bob", password }, home);
  const tried = (name: string, word: string) =>
    codeOf(login(chat, { name, password: word }, home));
  expect(await tried("bob", "Secret")).toBe("bad_login");
  expect(await tried("bob", "")).toBe("bad_login");
  expect(await tried("cat", password)).toBe("no_such_person");
  expect(chat.people()).toEqual([]);
});

test("wrong passwords are paced by the address and by the name, right ones are not", async () => {
  const { chat, clock } = await openChat({
    limits: { logins: { perSecond: 1, burst: 3 } },
  });
  await register(chat, { name: "bob", password }, home);
  await register(chat, { name: "cat", password }, home);
  const from = (address: string, name: string, word: string) =>
    codeOf(login(chat, { name, password: word }, { address, ear: undefined }));
  for (let n = 0; n < 3; n++)
    expect(await from("192.0.2.1", "bob", "wrong")).toBe("bad_login");
  expect(await from("192.0.2.1", "cat", password)).toBe("rate_limited");
  expect(await from("192.0.2.2", "bob", password)).toBe("rate_limited");
  expect(await from("192.0.2.2", "cat", password)).toBe(undefined);
  clock.now += 1_000;
  expect(await from("192.0.2.1", "bob", password)).toBe(undefined);
});

test.each(["", "abc", "x".repeat(257), "abcd\ud800"])(
  "the password %j is refused",
  async (bad) => {
    const { chat } = await openChat();
    const registering = register(chat, { name: "bob", password: bad }, home);
    expect(await codeOf(registering)).toBe("bad_password");
  },
);

test("another password needs the old one, and takes every token but the one that is kept", async () => {
  const { chat } = await openChat();
  const { id } = await register(chat, { name: "bob", password }, home);
  const { session, token } = await hello(chat, { name: "bob", password }, home);
  const other = await openToken(chat, id);
  const change = (old: string) =>
    codeOf(changePassword(chat, session, { old, password: "other", token }));
  expect(await change("wrong")).toBe("bad_login");
  expect(await change(password)).toBe(undefined);
  expect(await codeOf(enter(chat, { token: other }))).toBe("bad_token");
  expect(await codeOf(enter(chat, { token: token ?? "" }))).toBe(undefined);
  expect(await codeOf(login(chat, { name: "bob", password }, home))).toBe(
    "bad_login",
  );
});

test("a token that was closed belongs to nobody", async () => {
  const { chat } = await openChat();
  const { id } = await register(chat, { name: "bob", password }, home);
  const token = await openToken(chat, id);
  expect(await closeToken(chat, token)).toBe(true);
  expect(await closeToken(chat, token)).toBe(false);
  expect(await codeOf(enter(chat, { token }))).toBe("bad_token");
});

test("an account keeps its name, and a guest has no password to change", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"]);
  await register(chat, { name: "bob", password }, home);
  const bob = await enter(chat, { name: "bob", password });
  expect(await codeOf(bob.rename("bill"))).toBe("not_allowed");
  const change = { old: "", password: "other" };
  expect(await codeOf(changePassword(chat, ann.session, change))).toBe(
    "not_allowed",
  );
});

test("of a passing guest nothing is left when he goes, and his name is free", async () => {
  const { chat, store } = await openChat();
  const dan = await visit(chat, { name: "dan" }, home);
  const { id } = dan.identity;
  await chat.end(dan);
  await turns();
  expect(await store.identities.byId(id)).toBe(undefined);
  expect(chat.people()).toEqual([]);
  expect(await codeOf(visit(chat, { name: "dan" }, home))).toBe(undefined);
});

test.each(["memory:", "sqlite:"] as const)(
  "a guest who registers his own name is the account, with his rooms, token and entries, on %s",
  async (store) => {
    const { chat, guests } = await openChat({ store });
    const [ann] = await guests(["ann"], "kitchen");
    await ann.say("kitchen", "before");
    const registered = await register(
      chat,
      { name: "ann", password },
      ann.session,
    );
    expect(registered.id).toBe(ann.id);
    expect(ann.session.identity.kind).toBe("account");
    expect(await codeOf(ann.say("kitchen", "after"))).toBe(undefined);
    await ann.end();
    const again = await ann.again();
    expect(again.id).toBe(ann.id);
    await again.end();
    const byPassword = await enter(chat, { name: "ann", password });
    expect(byPassword.id).toBe(ann.id);
    expect(await chat.store.identities.byId(ann.id)).toMatchObject({
      kind: "account",
    });
    const twice = register(chat, { name: "ann", password }, byPassword.session);
    expect(await codeOf(twice)).toBe("name_taken");
  },
);

test("passwords tried at once are no more than those tried one after the other", async () => {
  const { chat } = await openChat({
    limits: { logins: { perSecond: 0, burst: 5 } },
  });
  await register(chat, { name: "bob", password }, home);
  const codes = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      codeOf(
        login(
          chat,
          { name: "bob", password: `guess ${n}` },
          { address: `10.0.0.${n}`, ear: undefined },
        ),
      ),
    ),
  );
  expect(codes.filter((code) => code === "bad_login").length).toBe(5);
  expect(codes.filter((code) => code === "rate_limited").length).toBe(45);
});

test.each([
  ["Bethany", "Веthany"],
  ["Bethany", "Βethany"],
  ["Hector", "Нector"],
  ["Hector", "Ηector"],
  ["Master", "Μaster"],
  ["Kate", "KATΕ"],
  ["Nina", "Νina"],
  ["vera", "νera"],
  ["Yves", "Υves"],
  ["Zoe", "Ζoe"],
  ["paul", "pauI"],
  ["admin2", "adm1n2"],
  ["admin2", "admln2"],
  ["Bob", "ᏴoᏏ".replace("Ꮟ", "b")],
  ["Νίκος", "Nίκος"],
  ["Γιάννης", "Γιάvvης"],
])("whoever registered %j is not to be taken for %j", async (name, other) => {
  for (const store of ["memory:", "sqlite:"] as const) {
    const { chat, guests } = await openChat({ store });
    await register(chat, { name, password }, home);
    const [ann] = await guests(["ann"], "kitchen");
    expect(await codeOf(enter(chat, { name: other }))).toBe("name_taken");
    expect(await codeOf(ann.join("hall", { nick: other }))).toBe("name_taken");
    const account = { name: other, password };
    expect(await codeOf(register(chat, account, home))).toBe("name_taken");
  }
});
