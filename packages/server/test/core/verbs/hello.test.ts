import { changedStore } from "../../support/changed-store.ts";
import { expect, test } from "vitest";
import { codeOf, enter, openChat, turns } from "../../support/chat.ts";

test("a name makes a guest with a token of 43 characters", async () => {
  const { chat } = await openChat();
  const ann = await enter(chat, { name: "  ann " });
  expect(ann.name).toBe("ann");
  expect(ann.token).toMatch(/^[\w-]{43}$/);
  expect(ann.id).toMatch(/^[a-z0-9]{16}$/);
});

test("a name that is held is refused in every form, until its last session ends", async () => {
  const { chat } = await openChat();
  const bob = await enter(chat, { name: "bob" });
  const second = await bob.again();
  for (const name of ["bob", "BOB", "b o b", "bоb", "ｂob", "b0b"])
    expect(await codeOf(enter(chat, { name }))).toBe("name_taken");
  await bob.end();
  expect(await codeOf(enter(chat, { name: "bob" }))).toBe("name_taken");
  await second.end();
  const other = await enter(chat, { name: "bob" });
  expect(other.id).not.toBe(bob.id);
});

test("of two who ask for a name at once, one gets it", async () => {
  const { chat } = await openChat();
  const codes = await Promise.all(
    ["bob", "Bob", "BOB"].map((name) => codeOf(enter(chat, { name }))),
  );
  expect(codes.sort()).toEqual(["name_taken", "name_taken", undefined]);
});

test("a token brings the same one back, with several sessions", async () => {
  const { chat } = await openChat();
  const ann = await enter(chat, { name: "ann" });
  const second = await ann.again();
  expect([second.id, second.name]).toEqual([ann.id, "ann"]);
  expect(second.session.identity).toBe(ann.session.identity);
  await Promise.all([ann.end(), second.end()]);
  const third = await ann.again();
  expect([third.id, third.name]).toEqual([ann.id, "ann"]);
});

test("one who returns to a name since taken gets a suffix, and his own again when it is free", async () => {
  const { chat } = await openChat();
  const bob = await enter(chat, { name: "bob" });
  await bob.end();
  const other = await enter(chat, { name: "Bob" });
  const back = await bob.again();
  expect(back.name).toBe("bob~1");
  expect(await codeOf(enter(chat, { name: "bob~1" }))).toBe("name_taken");
  await back.end();
  await other.end();
  expect((await bob.again()).name).toBe("bob");
});

test("two sessions that return at once are one identity under one name", async () => {
  const { chat } = await openChat();
  const bob = await enter(chat, { name: "bob" });
  await bob.end();
  await enter(chat, { name: "bob" });
  const [one, two] = await Promise.all([bob.again(), bob.again()]);
  expect([one.name, two.name]).toEqual(["bob~1", "bob~1"]);
  expect(one.session.identity).toBe(two.session.identity);
});

test("a token and a name bring the same one back under that name", async () => {
  const { chat } = await openChat();
  const ann = await enter(chat, { name: "ann" });
  await ann.end();
  const anna = await enter(chat, { token: ann.token, name: "anna" });
  expect([anna.id, anna.name]).toEqual([ann.id, "anna"]);
  await anna.end();
  expect((await ann.again()).name).toBe("anna");
});

test("a token with a name that cannot be had is refused and leaves no session", async () => {
  const { chat, tally } = await openChat();
  const ann = await enter(chat, { name: "ann" });
  await ann.end();
  await enter(chat, { name: "bob" });
  const { token } = ann;
  expect(await codeOf(enter(chat, { token, name: "bob" }))).toBe("name_taken");
  expect(await codeOf(enter(chat, { token, name: "a\nb" }))).toBe("bad_name");
  expect(tally.sessions).toBe(1);
  await enter(chat, { name: "ann" });
});

test("a token of nobody and a hello without anything are refused", async () => {
  const { chat } = await openChat();
  expect(await codeOf(enter(chat, { token: "x" }))).toBe("bad_token");
  expect(await codeOf(enter(chat, {}))).toBe("bad_request");
});

test("a refused name is not held", async () => {
  const { chat } = await openChat({
    wrap: (store) =>
      changedStore(store, {
        identities: {
          createGuest: () => Promise.reject(new Error("full")),
        },
      }),
  });
  for (let n = 0; n < 2; n++)
    await expect(enter(chat, { name: "ann" })).rejects.toThrow("full");
});

test("hello enters no room, and who only said hello is heard of nowhere", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"], "Free Chat");
  const bob = await enter(chat, { name: "bob" });
  await bob.end();
  await turns();
  expect(ann.line.story).toEqual([]);
});

test("new guests of one address are paced; another address and loopback are not", async () => {
  const { chat } = await openChat({
    limits: { hellos: { perSecond: 0.01, burst: 2 } },
  });
  const from = (n: number, address: string) =>
    codeOf(enter(chat, { name: `guest ${n}` }, address));
  expect(await from(1, "192.0.2.1")).toBe(undefined);
  expect(await from(2, "192.0.2.1")).toBe(undefined);
  expect(await from(3, "192.0.2.1")).toBe("rate_limited");
  expect(await from(3, "192.0.2.2")).toBe(undefined);
  for (let n = 4; n < 10; n++) expect(await from(n, "::1")).toBe(undefined);
});
