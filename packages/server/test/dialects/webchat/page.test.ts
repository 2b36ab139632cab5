// The page of this door in Chromium, at the sizes of a desk and of a phone.
import type { Browser, Page } from "playwright-core";
import {
  afterAll,
  beforeAll,
  describe,
  expect,
  onTestFinished,
  test,
} from "vitest";
import { startServer, type TestServer } from "../../support/server.ts";
import { launch } from "../../support/browser.ts";
import { Raw09, world } from "./raw-09.ts";

const sizes = {
  desk: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
};

let browser: Browser;
beforeAll(async () => void (browser = await launch()));
afterAll(() => browser.close());

async function openPage(
  server: TestServer,
  size: keyof typeof sizes = "desk",
): Promise<Page> {
  const context = await browser.newContext({ viewport: sizes[size] });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.setDefaultTimeout(10_000);
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  onTestFinished(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });
  await page.goto(`http://${server.http}/chat/index.html`);
  return page;
}

async function join(page: Page, name: string, password = ""): Promise<void> {
  await page.getByLabel("Username").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Join" }).click();
}

async function say(page: Page, message: string, to = ""): Promise<void> {
  await page.getByRole("textbox", { name: "To", exact: true }).fill(to);
  await page.getByLabel("Message", { exact: true }).fill(message);
  await page.getByRole("button", { name: "Submit" }).click();
}

const shows = (page: Page, text: string): Promise<void> =>
  page.getByRole("listitem").filter({ hasText: text }).first().waitFor();

const lines = (page: Page): Promise<string[]> =>
  page.getByRole("listitem").allTextContents();

describe.each(["desk", "phone"] as const)("on a %s", (size) => {
  test("one joins, talks and whispers", { timeout: 30_000 }, async () => {
    const server = await startServer();
    const bob = await Raw09.open(server);
    await bob.join("bob");
    const page = await openPage(server, size);
    await join(page, "ann");
    await page.getByRole("status").getByText("You are ann.").waitFor();
    await say(page, "hi <b>all</b>");
    await bob.hears("ann: hi <b>all</b>");
    await say(page, "psst", "bob");
    await bob.hears("ann: psst");
    await bob.emit("message", { message: "<img src=x onerror=alert(1)>" });
    await shows(page, "<img");
    expect(await lines(page)).toEqual([
      "ann: hi <b>all</b>",
      "to bob: psst",
      "bob: <img src=x onerror=alert(1)>",
    ]);
    const width = "document.documentElement.scrollWidth";
    expect(await page.evaluate(width)).toBeLessThanOrEqual(sizes[size].width);
    const shot = process.env["KOINE_SCREENSHOTS"];
    if (shot !== undefined)
      await page.screenshot({ path: `${shot}/webchat-${size}.png` });
  });
});

test(
  "a wrong password is told, the right one joins",
  { timeout: 30_000 },
  async () => {
    const server = await startServer();
    const { password } = await world(server, ["andrew"]);
    const page = await openPage(server);
    await join(page, "andrew", "wrong");
    await shows(page, "'andrew' is a reserved username");
    await page.getByRole("status").getByText("Not joined").waitFor();
    await say(page, "too early");
    await page.getByRole("status").getByText("Join first.").waitFor();
    await join(page, "andrew", password);
    await page.getByRole("status").getByText("You are andrew.").waitFor();
    await say(page, "hello");
    await shows(page, "andrew*: hello");
  },
);

test(
  "whoever is refused another name is who he was before",
  { timeout: 30_000 },
  async () => {
    const server = await startServer();
    await world(server, ["andrew"]);
    const page = await openPage(server);
    await join(page, "pat", "");
    await page.getByRole("status").getByText("You are pat.").waitFor();
    await join(page, "andrew", "wrong");
    await page.getByRole("status").getByText("Not joined").waitFor();
    await page.getByRole("status").getByText("You are pat.").waitFor();
    await say(page, "still here");
    await shows(page, "pat: still here");
  },
);

test("its address may be asked for without the file", async () => {
  const server = await startServer();
  const answer = await fetch(`http://${server.http}/chat/`);
  expect(answer.url).toMatch(/\/chat\/index\.html$/);
  expect(answer.headers.get("content-security-policy")).toContain(
    "script-src 'self'",
  );
});

test("it is at the port of the door, too", async () => {
  const server = await startServer({ doors: ["webchat"] });
  const port = server.door("webchat");
  for (const file of ["index.html", "chat.js", "chat.css"])
    expect((await fetch(`http://127.0.0.1:${port}/chat/${file}`)).status).toBe(
      200,
    );
});
