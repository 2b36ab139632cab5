// Whoever is banned, muted, revoked, or whose password was changed, is out at once at every native door and over HTTP.
import { expect, test } from "vitest";
import { doors, doorNames, post, type Client } from "../../support/clients.ts";
import { startServer, type TestServer } from "../../support/server.ts";

const password = "secret";

/** The owner, who has used the link; connected. */
async function owner(server: TestServer): Promise<Client> {
  const client = await account(server, "owner", "WebSocket");
  const claimed = await client.must("claim", { token: server.ownerToken });
  expect(claimed).toEqual({ role: "owner" });
  return client;
}

async function account(
  server: TestServer,
  name: string,
  door: (typeof doorNames)[number],
): Promise<Client> {
  const client = await doors[door](server);
  await client.codeOf("register", { name, password });
  await client.must("hello", { name, password });
  return client;
}

async function tokenOf(server: TestServer, name: string): Promise<string> {
  const { body } = await post(server, "hello", { name, password });
  return String(body["token"]);
}

const closings = (client: Client): unknown[] =>
  client.events
    .filter(({ ev }) => ev === "closing")
    .map((one) => [one["code"], one["reason"]]);

test.each(doorNames)(
  "whoever is banned is out at once over %s and over HTTP, and not back in",
  async (door) => {
    const server = await startServer();
    const ann = await owner(server);
    const bob = await account(server, "bob", door);
    const token = await tokenOf(server, "bob");
    await bob.must("join", { room: "den" });
    await ann.must("join", { room: "den" });
    expect(
      (await post(server, "say", { room: "den", text: "hi" }, token)).status,
    ).toBe(200);
    const { sanctions } = await ann.must("ban", {
      who: "bob",
      minutes: 5,
      reason: "<b>spam</b>",
    });
    expect(sanctions).toEqual([expect.any(String)]);
    // What was asked before he is told is refused or not answered, and not done.
    bob.raw(JSON.stringify({ do: "say", room: "den", text: "late" }));
    const call = await post(
      server,
      "say",
      { room: "den", text: "late" },
      token,
    );
    expect([call.status, call.body.error?.code]).toEqual([403, "banned"]);
    const { code } = await bob.ended;
    expect(code).toBe(door === "TCP" ? 0 : 1008);
    expect(closings(bob)).toEqual([
      [
        "banned",
        expect.stringMatching(/^You are banned .* UTC: <b>spam<\/b>$/),
      ],
    ]);
    const again = await doors[door](server);
    expect(await again.codeOf("hello", { name: "bob", password })).toBe(
      "banned",
    );
    expect(await again.codeOf("hello", { token })).toBe("banned");
    const login = await post(server, "hello", { name: "bob", password });
    expect(login.body.error?.code).toBe("banned");
    await ann.must("say", { room: "den", text: "gone" });
    await ann.hears("gone");
    expect(ann.texts).toEqual(["hi", "gone"]);
  },
);

test.each(doorNames)(
  "a revoked session is out at once over %s and over HTTP",
  async (door) => {
    const server = await startServer();
    const bob = await account(server, "bob", "WebSocket");
    const there = await doors[door](server);
    const token = await tokenOf(server, "bob");
    await there.must("hello", { token });
    const listed = (await bob.must("sessions"))["sessions"] as {
      session: string;
      door: string;
      live: boolean;
      current: boolean;
    }[];
    expect(listed.map((one) => [one.door, one.live, one.current])).toEqual([
      ["http", true, false],
      ["native", true, true],
    ]);
    const [http] = listed;
    expect(await bob.codeOf("revoke", { session: http?.session })).toBe(
      undefined,
    );
    expect((await post(server, "rooms", {}, token)).status).toBe(401);
    await there.ended;
    expect(closings(there)).toEqual([
      ["revoked", "This session was ended from another one of yours."],
    ]);
    expect(await bob.codeOf("rooms")).toBe(undefined);
  },
);

test.each(doorNames)(
  "another password ends the others over %s and over HTTP",
  async (door) => {
    const server = await startServer();
    const bob = await account(server, "bob", "WebSocket");
    const there = await account(server, "bob", door);
    const token = await tokenOf(server, "bob");
    expect((await post(server, "rooms", {}, token)).status).toBe(200);
    await bob.must("password", { old: password, password: "other word" });
    await there.ended;
    expect((await post(server, "rooms", {}, token)).status).toBe(401);
    expect(await bob.codeOf("rooms")).toBe(undefined);
  },
);

test.each(doorNames)(
  "when guests are locked out they are out over %s and over HTTP, and accounts go on",
  async (door) => {
    const server = await startServer();
    const ann = await owner(server);
    const guest = await doors[door](server);
    await guest.must("hello", { name: "guest" });
    const { body } = await post(server, "hello", { name: "caller" });
    const bob = await account(server, "bob", door);
    await ann.must("rules", { guests: "locked" });
    await guest.ended;
    const token = String(body["token"]);
    const call = await post(server, "rooms", {}, token);
    expect(call.body.error?.code).toBe("locked");
    const again = await doors[door](server);
    expect(await again.codeOf("hello", { name: "guest" })).toBe("locked");
    expect(await bob.codeOf("rooms")).toBe(undefined);
  },
);

test.each(doorNames)(
  "whoever is muted says nothing over %s and over HTTP, and is told",
  async (door) => {
    const server = await startServer();
    const ann = await owner(server);
    const bob = await account(server, "bob", door);
    const token = await tokenOf(server, "bob");
    await bob.must("join", { room: "den" });
    await ann.must("mute", { who: "bob", minutes: 1, reason: "hm" });
    const say = { room: "den", text: "hi" };
    expect(await bob.codeOf("say", say)).toBe("muted");
    const call = await post(server, "say", say, token);
    expect([call.status, call.body.error?.code]).toEqual([403, "muted"]);
    await bob.until(() => bob.events.some(({ ev }) => ev === "muted"));
    const { sanction } = (
      (await ann.must("sanctions"))["sanctions"] as {
        sanction: string;
      }[]
    )[0] ?? { sanction: "" };
    await ann.must("lift", { sanction });
    await bob.until(() => bob.events.some(({ ev }) => ev === "unmuted"));
    expect(await bob.codeOf("say", say)).toBe(undefined);
  },
);

test("a token with scopes is good for them at the native door and over HTTP, and at hello one is told", async () => {
  const server = await startServer();
  const ann = await account(server, "ann", "WebSocket");
  await ann.must("join", { room: "den" });
  const made = await ann.must("token", { label: "bot", scopes: ["write"] });
  const token = String(made["token"]);
  const bot = await doors.TCP(server);
  const hello = await bot.must("hello", { token });
  expect(hello).toMatchObject({ role: "member", scopes: ["write"] });
  const say = { room: "den", text: "beep" };
  expect(await bot.codeOf("say", say)).toBe(undefined);
  expect(await bot.codeOf("rooms")).toBe("not_allowed");
  expect((await post(server, "say", say, token)).status).toBe(200);
  const call = await post(server, "rooms", {}, token);
  expect([call.status, call.body.error?.code]).toEqual([403, "not_allowed"]);
  await ann.must("revoke", { session: made["session"] });
  await bot.ended;
  expect((await post(server, "say", say, token)).status).toBe(401);
});

test("a link sets another password without a hello, at the native door and over HTTP", async () => {
  const server = await startServer();
  const ann = await owner(server);
  const bob = await account(server, "bob", "TCP");
  const { token } = await ann.must("reset", { who: "bob" });
  const nobody = await doors.WebSocket(server);
  const wanted = { token, password: "found again" };
  expect(await nobody.must("redeem", wanted)).toEqual({ name: "bob" });
  await bob.ended;
  const used = await post(server, "redeem", wanted);
  expect([used.status, used.body.error?.code]).toEqual([401, "bad_token"]);
  const next = await ann.must("reset", { who: "bob" });
  const other = { token: next["token"], password: "once more" };
  expect((await post(server, "redeem", other)).body).toEqual({ name: "bob" });
  expect(
    await nobody.codeOf("hello", { name: "bob", password: "once more" }),
  ).toBe(undefined);
});
