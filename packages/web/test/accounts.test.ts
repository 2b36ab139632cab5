import { Client } from "@koine/client";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensurePage } from "../../../tools/page.ts";
import { account } from "./support/clients.ts";
import { TestServer } from "./support/server.ts";
import { launch, Window } from "./support/window.ts";

const patience = { timeout: 15_000 };

describe("accounts in a window", () => {
  let browser: Browser;
  let server: TestServer;

  beforeAll(async () => {
    await ensurePage();
    server = await TestServer.start();
    browser = await launch();
    await account(server.url, "bob", "bob's secret");
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  const open = (): Promise<Window> => Window.open(browser, server.url);
  const button = ({ page }: Window, name: string) =>
    page.getByRole("button", { name, exact: true });
  const password = ({ page }: Window) => page.getByLabel(/^Password/);
  const problem = ({ page }: Window) => page.getByRole("alert").textContent();

  test("who registers is in, comes back after a reload, and can sign out and log in", async () => {
    const ann = await open();
    await button(ann, "Register this name").click();
    await ann.page.getByLabel("Nickname").fill("ann");
    await password(ann).fill("ann's secret");
    await button(ann, "Register and start").click();
    await ann.log.waitFor();
    await ann.say("registered");
    await expect.poll(() => ann.sent(), patience).toEqual(["registered"]);

    await ann.page.reload();
    await ann.log.waitFor();
    await button(ann, "Your account").click();
    await button(ann, "Sign out").click();
    await button(ann, "I have an account").click();
    await ann.page.getByLabel("Nickname").fill("Ann");
    await password(ann).fill("ann's secret");
    await password(ann).press("Enter");
    await button(ann, "Your account").waitFor();
    await ann.say("and back");
    await expect
      .poll(() => ann.sent(), patience)
      .toEqual(["registered", "and back"]);
    const authors = ann.log.locator(".who .name");
    expect(new Set(await authors.allTextContents())).toEqual(new Set(["ann"]));
    expect(ann.complaints).toEqual([]);
    await ann.page.context().close();
  });

  test("a guest who wants an account's name is told so, and let in with its password", async () => {
    const bob = await open();
    expect(await password(bob).count()).toBe(0);
    await bob.page.getByLabel("Nickname").fill("bob");
    await button(bob, "Start talking").click();
    await password(bob).waitFor();
    expect(await problem(bob)).toMatch(/taken/);
    await expect
      .poll(() => password(bob).evaluate((field) => field.matches(":focus")))
      .toBe(true);
    await password(bob).fill("wrong");
    await button(bob, "Log in").click();
    await expect
      .poll(() => problem(bob), patience)
      .toMatch(/password is wrong/);
    await password(bob).fill("bob's secret");
    await button(bob, "Log in").click();
    await button(bob, "Your account").waitFor();
    await bob.page.context().close();
  });

  test("who has another password since is asked for it, and a wrong one leaves him there", async () => {
    const eve = await open();
    await button(eve, "Register this name").click();
    await eve.page.getByLabel("Nickname").fill("eve");
    await password(eve).fill("first secret");
    await button(eve, "Register and start").click();
    await eve.log.waitFor();
    const other = new Client({ url: server.url });
    await other.login("eve", "first secret");
    const next = { old: "first secret", password: "next secret" };
    await other.call("password", next);
    other.close();

    await eve.page.reload();
    await password(eve).fill("first secret");
    await button(eve, "Log in").click();
    await expect
      .poll(() => problem(eve), patience)
      .toMatch(/password is wrong/);
    expect(await password(eve).inputValue()).toBe("first secret");
    await password(eve).fill("next secret");
    await button(eve, "Log in").click();
    await eve.log.waitFor();
    await eve.page.context().close();
  });

  test("who wants an account's name may come in under another", async () => {
    const guest = await open();
    await guest.page.getByLabel("Nickname").fill("BOB");
    await button(guest, "Start talking").click();
    await password(guest).waitFor();
    await guest.enterAs("bobby");
    await button(guest, "Change your nickname").waitFor();
    await guest.page.context().close();
  });

  test("a password that is too short is refused with what to do", async () => {
    const cat = await open();
    await button(cat, "Register this name").click();
    await cat.page.getByLabel("Nickname").fill("cat");
    await password(cat).fill("cat");
    await button(cat, "Register and start").click();
    await expect.poll(() => problem(cat), patience).toMatch(/4 to 256/);
    await cat.page.getByRole("button", { name: "Show the password" }).click();
    expect(await password(cat).getAttribute("type")).toBe("text");
    await cat.page.context().close();
  });
});
