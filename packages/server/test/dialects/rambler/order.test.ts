// Who is let in at this door, by a cookie, by a password or as nobody, when order is kept.
import { describe, expect, test } from "vitest";
import { serverWithAllDoors } from "../speakers/all-doors.ts";
import { ask, nativeWebSocket } from "../speakers/native.ts";
import { ban, enterOwner, lock } from "../speakers/owner.ts";
import type { TestServer } from "../../support/server.ts";
import { arrive, connect, enter, greeting, wires } from "./client.ts";

const LOCKED =
  "SERVER:Guests are not let in for now. Write: #login USER PASSWORD";

describe.each(wires)("while guests are locked out, over %s", (wire) => {
  test("nobody is anybody before he logs in, and may", async () => {
    const server = await serverWithAllDoors();
    const owner = await enterOwner(server);
    await ask(owner, "register", { name: "ann", password: "secret" });
    await lock(owner);
    const ann = await connect(wire, server);
    await ann.gets(LOCKED);
    for (const line of ["hello?", "#join room Free Chat", "#help", "#logout"])
      await ann.says(line, LOCKED);
    await ann.says("#login ann nope", "SERVER:Password incorrect");
    await ann.says("#nonsense", LOCKED);
    await ann.says("#login ann secret", 'SERVER:You are logged in as "ann"');
    await ann.says("hello", "MESSAGE:[Free Chat] ann: hello");
    await owner.hears("hello");
    expect(owner.heard()).toHaveLength(1);
    expect(owner.joinsSeen()).toEqual(["ann"]);
  });

  test("whoever logs out is nobody, in no room, and may log in again", async () => {
    const server = await serverWithAllDoors();
    const owner = await enterOwner(server);
    const ann = await enter(wire, server, "ann");
    await owner.seesJoin("ann");
    await lock(owner);
    await ann.says("#logout", "SERVER:You are logged out", LOCKED);
    await owner.seesLeave("ann");
    await ask(owner, "say", { room: "Free Chat", text: "who hears this?" });
    await ann.says("hello?", LOCKED);
    await ann.says("#login ann secret", 'SERVER:You are logged in as "ann"');
    await ann.says("here", "MESSAGE:[Free Chat] ann: here");
  });

  test("Anonymous goes at once, and whoever is in by a password stays", async () => {
    const server = await serverWithAllDoors();
    const owner = await enterOwner(server);
    const nobody = await arrive(wire, server);
    const ann = await enter(wire, server, "ann");
    await lock(owner);
    await nobody.carrier.ended;
    expect(nobody.carrier.told.at(-1)).toMatch(/^SERVER:Guests are not let in/);
    await ann.says("here", "MESSAGE:[Free Chat] ann: here");
  });

  test("who has logged in by a connection that was nobody's before stays, too", async () => {
    const server = await serverWithAllDoors();
    const owner = await enterOwner(server);
    const ann = await enter(wire, server, "ann");
    await lock(owner);
    await ann.says("here", "MESSAGE:[Free Chat] ann: here");
    await lock(owner, "open");
    await ann.says("#logout", "SERVER:You are logged out");
    await ann.says("nobody", "MESSAGE:[Free Chat] Anonymous: nobody");
  });
});

/** The cookie of a browser that has logged in by the form, or why it could not. */
async function byForm(
  server: TestServer,
  fields: Readonly<Record<string, string>>,
): Promise<{ readonly cookie?: string; readonly alert?: string }> {
  const url = `http://${server.http}/classic/rambler`;
  const page = await fetch(url);
  const csrf = /name="csrf" value="(.*?)"/.exec(await page.text())?.[1] ?? "";
  const response = await fetch(url, {
    method: "POST",
    body: new URLSearchParams({ csrf, ...fields }),
    headers: { cookie: `koine_csrf=${csrf}` },
    redirect: "manual",
  });
  const cookies = response.headers.getSetCookie().join();
  const cookie = /koine=([\w-]+)/.exec(cookies)?.[0];
  if (cookie !== undefined) return { cookie };
  return { alert: alertOf(await response.text()) };
}

const alertOf = (page: string): string =>
  /<p role="alert">(.*?)<\/p>/.exec(page)?.[1] ?? "";

async function pageWith(server: TestServer, cookie: string): Promise<string> {
  const url = `http://${server.http}/classic/rambler`;
  return (await fetch(url, { headers: { cookie } })).text();
}

const ann = { login: "ann", pass: "secret" };

test("whoever is in by a cookie and is banned is told so, is gone, and does not come back by it", async () => {
  const server = await serverWithAllDoors();
  const owner = await enterOwner(server);
  const { cookie = "" } = await byForm(server, { ...ann, create: "create" });
  const chat = await connect("WebSocket", server, { cookie });
  await chat.gets(greeting.replace("Anonymous", "ann"));
  expect(await pageWith(server, cookie)).toContain("You are logged in as");
  await ban(owner, { who: "ann", reason: "<spam>" });
  await chat.carrier.ended;
  const why = "You are banned from this chat for good: &lt;spam&gt;";
  expect(chat.carrier.told.at(-1)).toBe(`SERVER:${why}`);

  const again = await connect("WebSocket", server, { cookie });
  await again.carrier.ended;
  expect(again.carrier.told.at(-1)).toContain(why);
  const page = await pageWith(server, cookie);
  expect(page).not.toContain("You are logged in as");
  expect(alertOf(page)).toContain(why);
  expect((await byForm(server, ann)).alert).toContain(why);
});

test("whoever logs in by the form gets no cookie while no new accounts are made, unless he has one", async () => {
  const server = await serverWithAllDoors();
  const owner = await enterOwner(server);
  await ask(owner, "register", { name: "ann", password: "secret" });
  await ask(owner, "rules", { registration: "closed", guests: "locked" });
  const made = await byForm(server, {
    login: "bob",
    pass: "secret",
    create: "1",
  });
  expect(made.alert).toMatch(/No new accounts are made/);
  expect(made.alert).not.toMatch(/come as a guest/);
  expect((await byForm(server, ann)).cookie).toMatch(/^koine=/);
});

test("the form's page tells the rooms to those who would be let in", async () => {
  const server = await serverWithAllDoors();
  const owner = await enterOwner(server);
  const { cookie = "" } = await byForm(server, { ...ann, create: "create" });
  expect(await pageWith(server, "")).toContain("<li>Free Chat</li>");
  await ask(owner, "rules", { guests: "locked" });
  const page = await pageWith(server, "");
  expect(page).not.toContain("<li>");
  expect(alertOf(page)).toMatch(/^Guests are not let in for now/);
  expect(page).toContain('name="login"');
  expect(await pageWith(server, cookie)).toContain("<li>Free Chat</li>");
});

test("a token that is not good for everything is nobody's at this door", async () => {
  const server = await serverWithAllDoors();
  const owner = await enterOwner(server);
  const given = await ask(owner, "token", {
    label: "a bot",
    scopes: ["read", "write"],
  });
  const cookie = `koine=${String(given["token"])}`;
  const chat = await connect("WebSocket", server, { cookie });
  await chat.gets(greeting);
  expect(await pageWith(server, cookie)).not.toContain("You are logged in as");
});

test("a cookie whose token is revoked ends what came by it", async () => {
  const server = await serverWithAllDoors();
  await enterOwner(server);
  const { cookie = "" } = await byForm(server, { ...ann, create: "create" });
  const chat = await connect("WebSocket", server, { cookie });
  await chat.gets(greeting.replace("Anonymous", "ann"));
  const native = await nativeOf(server);
  const { sessions } = await ask(native, "sessions");
  for (const one of sessions as readonly Session[])
    if (one.door === "rambler")
      await ask(native, "revoke", { session: one.session });
  await chat.carrier.ended;
  expect(chat.carrier.told.at(-1)).toMatch(/ended from another one of yours/);
  expect(await pageWith(server, cookie)).not.toContain("You are logged in as");
});

interface Session {
  readonly session: string;
  readonly door: string;
}

/** Ann at the native door, by her password. */
async function nativeOf(server: TestServer) {
  const carrier = await nativeWebSocket.open(server, "ann");
  await ask({ carrier }, "hello", { name: "ann", password: "secret" });
  return { carrier };
}
