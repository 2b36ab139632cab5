import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensurePage } from "../../../tools/page.ts";
import { TestServer } from "./support/server.ts";
import { launch, Window } from "./support/window.ts";

const patience = { timeout: 15_000 };

describe("two windows", () => {
  let browser: Browser;
  let server: TestServer;
  let ann: Window;
  let bob: Window;

  beforeAll(async () => {
    await ensurePage();
    server = await TestServer.start();
    browser = await launch();
    ann = await Window.open(browser, server.url);
    bob = await Window.open(browser, server.url);
    await ann.enterAs("ann");
    await bob.enterAs("bob");
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  test("ann and bob talk both ways in the lobby", async () => {
    await expect.poll(() => bob.page.title(), patience).toContain("Free Chat");
    await ann.say("good morning");
    await expect.poll(() => bob.texts(), patience).toEqual(["good morning"]);
    await bob.say("hello ann");
    const both = ["good morning", "hello ann"];
    await expect.poll(() => ann.sent(), patience).toEqual(both);
    await expect.poll(() => bob.sent(), patience).toEqual(both);
    const names = ann.log.locator(".who .name");
    expect(await names.allTextContents()).toEqual(["ann", "bob"]);
    const people = ann.page.getByRole("complementary").locator(".name");
    expect(await people.allTextContents()).toEqual(["ann", "bob"]);
  });

  test("markup is shown as it was typed, and only web addresses are links", async () => {
    const markup = '<img src=x onerror="alert(1)"><b>hi</b> & &amp;';
    const address = "javascript:alert(1) https://example.org/a";
    await bob.say(markup);
    await bob.say(address);
    await expect
      .poll(async () => (await ann.texts()).slice(-2), patience)
      .toEqual([markup, address]);
    expect(await ann.log.locator(".text :not(a)").count()).toBe(0);
    const links = ann.log.locator(".text a");
    expect(await links.count()).toBe(1);
    expect(await links.getAttribute("href")).toBe("https://example.org/a");
    expect(await links.getAttribute("rel")).toBe(
      "noopener noreferrer nofollow",
    );
  });

  test("who comes later sees what was said", async () => {
    const cat = await Window.open(browser, server.url);
    await cat.enterAs("cat");
    await expect.poll(() => cat.texts(), patience).toEqual(await ann.texts());
    expect(cat.complaints).toEqual([]);
    await cat.page.context().close();
  });

  test("a name that is taken is refused with what to do", async () => {
    const other = await Window.open(browser, server.url);
    await other.page.getByLabel("Nickname").fill("ANN");
    await other.page.getByRole("button", { name: "Start talking" }).click();
    const alert = other.page.getByRole("alert");
    await expect.poll(() => alert.textContent(), patience).not.toBe("");
    await other.enterAs("not ann");
    await other.page.context().close();
  });

  test("after a kill -9 of the server both come back, and what was shown as sent is there once", async () => {
    const before = await ann.texts();
    const burst = Array.from({ length: 8 }, (_, i) => `line ${i + 1}`);
    for (const text of burst) await ann.say(text);
    await server.kill();
    const shownAsSent = await ann.sent();

    const offline = (window: Window) =>
      window.page.getByRole("status").filter({ hasText: /Offline|Connecting/ });
    await offline(ann).waitFor();
    await offline(bob).waitFor();
    await ann.say("said while the server was away");
    await expect
      .poll(() => ann.log.locator(".line.pending").count(), patience)
      .toBeGreaterThan(0);

    await server.begin();
    await offline(ann).waitFor({ state: "detached" });
    await offline(bob).waitFor({ state: "detached" });
    await bob.say("we are back");
    const all = [...before, ...burst, "said while the server was away"];
    const inAnyOrder = async (window: Window) => (await window.sent()).sort();
    const wanted = [...all, "we are back"].sort();
    await expect.poll(() => inAnyOrder(ann), patience).toEqual(wanted);
    await expect.poll(() => inAnyOrder(bob), patience).toEqual(wanted);

    const final = await ann.texts();
    expect(await bob.texts()).toEqual(final);
    expect(final.filter((text) => text !== "we are back")).toEqual(all);
    expect(final).toEqual(expect.arrayContaining(shownAsSent));

    await bob.page.reload();
    await expect.poll(() => bob.texts(), patience).toEqual(final);
  }, 60_000);

  test("the browser had nothing to complain of but the server's absence", () => {
    const absence = /WebSocket connection to .* failed|ERR_CONNECTION/;
    const rest = [...ann.complaints, ...bob.complaints].filter(
      (complaint) => !absence.test(complaint),
    );
    expect(rest).toEqual([]);
  });
});
