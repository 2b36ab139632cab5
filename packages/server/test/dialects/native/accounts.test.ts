// Accounts over the native protocol and over HTTP: made before a session, logged in, given back.
import { expect, test } from "vitest";
import { doors, enter, post } from "../../support/clients.ts";
import { startServer } from "../../support/server.ts";

const account = { name: "bob", password: "secret" };

test("whoever has no session may register, then say hello with the password", async () => {
  const server = await startServer({ store: "sqlite:" });
  const bob = await doors.WebSocket(server);
  expect(await bob.codeOf("register", { name: "bob" })).toBe("bad_request");
  expect(await bob.must("register", account)).toMatchObject({ name: "bob" });
  expect(await bob.codeOf("register", account)).toBe("name_taken");
  expect(await bob.codeOf("rooms")).toBe("hello_first");
  const wrong = { ...account, password: "wrong" };
  expect(await bob.codeOf("hello", wrong)).toBe("bad_login");
  expect(await bob.must("hello", account)).toMatchObject({ account: true });
  const other = await doors.TCP(server);
  expect(await other.codeOf("hello", { name: "B0B" })).toBe("name_taken");
});

test("a token that is given back is nobody's, over HTTP at once too", async () => {
  const server = await startServer();
  expect((await post(server, "register", account)).status).toBe(200);
  const { body } = await post(server, "hello", account);
  const token = String(body["token"]);
  expect((await post(server, "rooms", {}, token)).status).toBe(200);
  expect((await post(server, "logout", { token }, token)).status).toBe(200);
  expect((await post(server, "rooms", {}, token)).body.error?.code).toBe(
    "bad_token",
  );
});

test("another password takes the tokens of callers over HTTP", async () => {
  const server = await startServer();
  await post(server, "register", account);
  const tokens: string[] = [];
  for (let n = 0; n < 2; n++)
    tokens.push(String((await post(server, "hello", account)).body["token"]));
  const [kept = "", gone = ""] = tokens;
  const change = { old: "secret", password: "other", token: kept };
  expect((await post(server, "password", change, kept)).status).toBe(200);
  expect((await post(server, "rooms", {}, gone)).status).toBe(401);
  expect((await post(server, "rooms", {}, kept)).status).toBe(200);
});

test("the session cookie is set for whoever asks for it at hello, and taken back at logout", async () => {
  const server = await startServer();
  await post(server, "register", account);
  const call = (verb: string, params: object, token?: string) =>
    fetch(`http://${server.http}/api/${verb}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(params),
    });
  expect((await call("hello", account)).headers.getSetCookie()).toEqual([]);
  const asked = await call("hello", { ...account, cookie: true });
  const { token } = (await asked.json()) as { token: string };
  expect(asked.headers.getSetCookie()).toEqual([
    `koine=${token}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax`,
  ]);
  const again = await call("hello", { token, cookie: true });
  expect(again.headers.getSetCookie()[0]).toContain(`koine=${token};`);
  const refused = await call("hello", { token: "x", cookie: true });
  expect(refused.headers.getSetCookie()).toEqual([]);
  const out = await call("logout", { token }, token);
  expect(out.headers.getSetCookie()[0]).toContain("koine=; Path=/; Max-Age=0");
});

test("direct messages go between the native door and HTTP, and are found again", async () => {
  const server = await startServer();
  const ann = await enter(doors.WebSocket(server), "ann");
  await post(server, "register", account);
  const token = String((await post(server, "hello", account)).body["token"]);
  const sent = await post(
    server,
    "whisper",
    { to: "ann", text: "psst" },
    token,
  );
  await ann.hears("psst");
  expect(ann.events.map(({ ev }) => ev)).toEqual(["direct", "said"]);
  const { directs } = await ann.must("directs");
  expect(directs).toMatchObject([{ room: sent.body["room"] }]);
});
