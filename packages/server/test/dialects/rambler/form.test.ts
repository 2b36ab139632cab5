import { expect, test } from "vitest";
import { post } from "../../support/clients.ts";
import { startServer, type TestServer } from "../../support/server.ts";
import { connect, greeting } from "./client.ts";

const PATH = "/classic/rambler";

/** A browser, as far as a form needs one: it keeps cookies, and sends back the hidden field. */
class Browser {
  readonly #server: TestServer;
  readonly cookies = new Map<string, string>();
  page = "";

  constructor(server: TestServer) {
    this.#server = server;
  }

  get cookie(): string {
    return [...this.cookies].map((pair) => pair.join("=")).join("; ");
  }

  get alert(): string | undefined {
    return /<p role="alert">(.*?)<\/p>/.exec(this.page)?.[1];
  }

  async load(): Promise<Response> {
    return this.#fetch({});
  }

  /** Sends the form with these fields, beside the hidden one; follows no redirect. */
  async submit(
    fields: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const csrf = /name="csrf" value="(.*?)"/.exec(this.page)?.[1] ?? "";
    const body = new URLSearchParams({ csrf, ...fields });
    return this.#fetch({ method: "POST", body, headers });
  }

  async #fetch(request: RequestInit): Promise<Response> {
    const response = await fetch(`http://${this.#server.http}${PATH}`, {
      ...request,
      redirect: "manual",
      headers: { ...request.headers, cookie: this.cookie },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^(.*?)=(.*?);/.exec(line) ?? [];
      if (line.includes("Max-Age=0")) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const text = await response.text();
    if (response.status === 200) this.page = text;
    return response;
  }
}

async function browse(server: TestServer): Promise<Browser> {
  const browser = new Browser(server);
  expect((await browser.load()).status).toBe(200);
  return browser;
}

const bob = { login: "bob", pass: "secret" };

/** As a browser that has just made an account of that name. */
async function registered(server: TestServer): Promise<Browser> {
  const browser = await browse(server);
  await browser.submit({ ...bob, create: "create" });
  return browser;
}

test("the form registers and logs in at once, and the cookie opens the chat as who it belongs to", async () => {
  const server = await startServer({ doors: ["rambler"] });
  const browser = await browse(server);
  expect(browser.page).not.toContain("You are logged in");

  const answer = await browser.submit({ ...bob, create: "1" });
  expect([answer.status, answer.headers.get("location")]).toEqual([302, PATH]);
  expect(answer.headers.getSetCookie()).toEqual([
    expect.stringMatching(
      /^koine=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/,
    ),
  ]);
  await browser.load();
  expect(browser.page).toContain("You are logged in as <b>bob</b>");

  const { cookie } = browser;
  const chat = await connect("WebSocket", server, { cookie });
  await chat.gets('SERVER:You are connected to room: "Free Chat" as "bob"');
  await chat.says("hi", "MESSAGE:[Free Chat] bob: hi");

  const left = await browser.submit({ logout: "logout" });
  expect([left.status, left.headers.get("location")]).toEqual([302, PATH]);
  expect(browser.cookies.has("koine")).toBe(false);
  await browser.load();
  expect(browser.page).not.toContain("You are logged in");
  // The token of a cookie that someone may have copied is nobody's, either.
  const later = await connect("WebSocket", server, { cookie });
  await later.gets("MESSAGE:[Free Chat] bob: hi", greeting);
});

test("whoever has an account logs in by the form", async () => {
  const server = await startServer();
  await registered(server);
  const browser = await browse(server);
  expect((await browser.submit(bob)).status).toBe(302);
  await browser.load();
  expect(browser.page).toContain("You are logged in as <b>bob</b>");
});

test.each([
  [{ login: "", pass: "secret" }, "Empty field"],
  [{ login: "bob", pass: "" }, "Empty field"],
  [{}, "Empty field"],
  [{ create: "1" }, "Empty field"],
  [{ ...bob, create: "1" }, "Such user already exists"],
  [{ login: "nobody", pass: "secret" }, "No such user"],
  [{ login: "bob", pass: "wrong" }, "Wrong password"],
  [
    { login: "cat", pass: "abc", create: "1" },
    "A password has 4 to 256 characters. Choose another.",
  ],
  [
    { login: "<b>:", pass: "secret", create: "1" },
    "A name has none of : , * &quot; [ ]. Choose another.",
  ],
])("%j shows the page again with: %s", async (fields, error) => {
  const server = await startServer();
  await registered(server);
  const browser = await browse(server);
  const answer = await browser.submit(fields);
  expect([answer.status, browser.alert]).toEqual([200, error]);
  expect(browser.cookies.has("koine")).toBe(false);
  expect((await browser.submit(bob)).status).toBe(302);
});

test("the page says nothing that is not escaped, and may run nothing", async () => {
  const rooms = ["<script>alert(1)</script>"];
  const server = await startServer({ config: { rooms, serverName: "a<b>&" } });
  const browser = await browse(server);
  await browser.submit({ login: "<i>", pass: "secret", create: "1" });
  const answer = await browser.load();
  expect(browser.page).toContain("<b>&lt;i&gt;</b>");
  expect(browser.page).toContain("<li>&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(browser.page).toContain("<h1>a&lt;b&gt;&amp;</h1>");
  expect(browser.page).toContain('<a href="/">');
  expect(browser.page).not.toContain("<script");
  expect(answer.headers.get("content-security-policy")).toBe(
    "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
  expect(answer.headers.get("cache-control")).toBe("no-store");
  // A browser says where a form comes from only to a page that lets it.
  expect(answer.headers.get("referrer-policy")).toBe("same-origin");
});

test.each([
  ["of a page of another host", { origin: "http://evil.example" }, {}],
  ["of an opaque page", { origin: "null" }, {}],
  ["without the hidden field", {}, { csrf: "" }],
  ["with another's hidden field", {}, { csrf: "x".repeat(43) }],
])("a form %s is refused", async (_what, headers, fields) => {
  const server = await startServer();
  const browser = await registered(server);
  const answer = await browser.submit({ logout: "logout", ...fields }, headers);
  expect(answer.status).toBe(403);
  await browser.load();
  expect(browser.page).toContain("You are logged in as <b>bob</b>");
});

test("a form without the cookie is refused, and one of the own page is not", async () => {
  const server = await startServer();
  const browser = await registered(server);
  const { page, cookies } = browser;
  const csrf = cookies.get("koine_csrf") ?? "";
  cookies.delete("koine_csrf");
  expect((await browser.submit({ logout: "1" })).status).toBe(403);
  for (const bad of ["", "x", `${csrf}"`]) {
    cookies.set("koine_csrf", bad);
    expect((await browser.submit({ logout: "1", csrf: bad })).status).toBe(403);
  }
  cookies.set("koine_csrf", csrf);
  browser.page = page;
  const origin = `http://${server.http}`;
  expect((await browser.submit({ logout: "1" }, { origin })).status).toBe(302);
});

test("what is no form, or too long a one, is refused, and nothing else happens", async () => {
  const server = await startServer();
  const browser = await registered(server);
  const json = { "content-type": "application/json" };
  expect((await browser.submit({}, json)).status).toBe(415);
  const long = { login: "x".repeat(9_000) };
  expect((await browser.submit(long)).status).toBe(413);
  const url = `http://${server.http}${PATH}`;
  const pieces = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(Buffer.from("x".repeat(4_096)));
    },
  });
  const endless = fetch(url, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: pieces,
    duplex: "half",
  }).then(
    ({ status }) => status,
    () => "cut off",
  );
  expect([413, "cut off"]).toContain(await endless);
  expect((await fetch(url, { method: "DELETE" })).status).toBe(405);
  expect((await fetch(url, { method: "HEAD" })).status).toBe(200);
  expect((await browser.load()).status).toBe(200);
});

test("behind https the cookies go over https only", async () => {
  const server = await startServer({ trustProxy: true });
  const answer = await fetch(`http://${server.http}${PATH}`, {
    headers: { "x-forwarded-proto": "https" },
  });
  expect(answer.headers.getSetCookie()).toEqual([
    expect.stringMatching(/; Secure$/),
  ]);
});

test("the cookie of a guest of another door shows his name", async () => {
  const server = await startServer();
  const { body } = await post(server, "hello", { name: "ann" });
  const browser = new Browser(server);
  browser.cookies.set("koine", String(body["token"]));
  await browser.load();
  expect(browser.page).toContain("You are logged in as <b>ann</b>");
});

test("/chat asked for as a page says what it is", async () => {
  const server = await startServer();
  const answer = await fetch(`http://${server.http}/chat`);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toBe('Can "Upgrade" only to "WebSocket".\n');
});
