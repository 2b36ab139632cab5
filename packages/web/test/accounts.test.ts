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
  const cookies = async ({ page }: Window) =>
    (await page.context().cookies()).filter(({ name }) => name === "koine");
  /** Whose token the cookie is, by the API. */
  const cookieOf = async (window: Window): Promise<unknown> => {
    const [cookie] = await cookies(window);
    return cookie && (await hello({ token: cookie.value })).name;
  };
  const hello = async (params: object): Promise<Record<string, unknown>> => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify(params);
    const url = `${server.url}/api/hello`;
    const answer = await fetch(url, { method: "POST", headers, body });
    return (await answer.json()) as Record<string, unknown>;
  };
  /** What the browser keeps of who one is. */
  const kept = ({ page }: Window) =>
    page.evaluate(
      () =>
        JSON.parse(localStorage.getItem("koine:me") ?? "{}") as {
          readonly id?: string;
          readonly token?: string;
        },
    );
  /** Whom the door at /chat takes the browser for. */
  const atOtherDoor = ({ page }: Window) =>
    page.evaluate(
      (url) =>
        new Promise<string>((resolve) => {
          const socket = new WebSocket(url);
          socket.addEventListener("message", ({ data }) => {
            const [, name] = / as &quot;(.*)&quot;$/.exec(String(data)) ?? [];
            if (name === undefined) return;
            socket.close();
            resolve(name);
          });
        }),
      `${server.url.replace("http", "ws")}/chat`,
    );
  const refused = (code: string) => ({
    error: expect.objectContaining({ code }) as unknown,
  });
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
    await expect.poll(() => cookieOf(ann), patience).toBe("ann");
    const [{ httpOnly, value: token } = {}] = await cookies(ann);
    expect(httpOnly).toBe(true);
    expect(await atOtherDoor(ann)).toBe("ann");

    await ann.page.reload();
    await ann.log.waitFor();
    await button(ann, "Your account").click();
    await button(ann, "Sign out").click();
    await expect.poll(() => cookies(ann), patience).toEqual([]);
    expect(await hello({ token })).toEqual(refused("bad_token"));
    expect(await atOtherDoor(ann)).toBe("Anonymous");
    await button(ann, "I have an account").click();
    await ann.page.getByLabel("Nickname").fill("Ann");
    await password(ann).fill("ann's secret");
    await password(ann).press("Enter");
    await button(ann, "Your account").waitFor();
    await ann.say("and back");
    await expect
      .poll(() => ann.sent(), patience)
      .toEqual(["registered", "and back"]);
    await expect.poll(() => cookieOf(ann), patience).toBe("ann");
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

  test("a guest keeps the name that he has, and stays where and who he is", async () => {
    const dan = await open();
    await dan.enterAs("dan");
    await dan.say("as a guest");
    await expect.poll(() => dan.sent(), patience).toContain("as a guest");
    const { id, token } = await kept(dan);
    expect(await cookies(dan)).toEqual([]);
    await button(dan, "Change your nickname").click();
    await button(dan, "Register this name").click();
    await expect
      .poll(() => password(dan).evaluate((field) => field.matches(":focus")))
      .toBe(true);
    await password(dan).fill("dan");
    await button(dan, "Register").click();
    await expect.poll(() => problem(dan), patience).toMatch(/4 to 256/);
    await password(dan).fill("dan's secret");
    await password(dan).press("Enter");
    const done = button(dan, "Done");
    await expect
      .poll(() => done.evaluate((it) => it.matches(":focus")), patience)
      .toBe(true);
    await done.click();
    await button(dan, "Your account").waitFor();
    await expect.poll(() => cookieOf(dan), patience).toBe("dan");
    await dan.say("as an account");
    const both = ["as a guest", "as an account"];
    await expect
      .poll(async () => (await dan.sent()).slice(-2), patience)
      .toEqual(both);
    expect(await kept(dan)).toMatchObject({ id, token, isAccount: true });
    expect(dan.complaints).toEqual([]);
    await dan.page.context().close();
  });

  test("who changes his password stays, and has the other one from then on", async () => {
    await account(server.url, "fay", "first secret");
    const fay = await open();
    await button(fay, "I have an account").click();
    await fay.page.getByLabel("Nickname").fill("fay");
    await password(fay).fill("first secret");
    await button(fay, "Log in").click();
    await button(fay, "Your account").click();
    await button(fay, "Change your password").click();
    const old = fay.page.getByLabel(/^Present password/);
    const next = fay.page.getByLabel(/^New password/);
    await expect
      .poll(() => old.evaluate((field) => field.matches(":focus")))
      .toBe(true);
    await old.fill("wrong");
    await next.fill("next secret");
    await button(fay, "Change").click();
    await expect.poll(() => problem(fay), patience).toMatch(/is wrong/);
    await old.fill("first secret");
    await button(fay, "Change").click();
    await fay.page.getByText("Your password is changed.").waitFor();
    await button(fay, "Done").click();
    expect(await hello({ name: "fay", password: "first secret" })).toEqual(
      refused("bad_login"),
    );
    await fay.page.reload();
    await button(fay, "Your account").waitFor();
    expect(await cookieOf(fay)).toBe("fay");
    await fay.page.context().close();
  });

  test("a guest who leaves gives his token back, and the name is free", async () => {
    const gus = await open();
    await gus.enterAs("gus");
    const { token } = await kept(gus);
    expect(await hello({ token })).toMatchObject({ name: "gus" });
    await button(gus, "Change your nickname").click();
    const given = gus.page.waitForResponse(/logout$/);
    await button(gus, "Leave the chat").click();
    expect((await given).status()).toBe(200);
    expect(await hello({ token })).toEqual(refused("bad_token"));
    const other = new Client({ url: server.url, name: "gus" });
    await other.start();
    other.close();
    await gus.page.context().close();
  });

  test("a new device finds the conversations of the account", async () => {
    const hal = new Client({ url: server.url });
    await hal.register("hal", "hal's secret");
    const ida = new Client({ url: server.url, name: "ida" });
    await ida.start();
    await ida.whisper("hal", "do you remember?");
    hal.close();
    const device = await open();
    await button(device, "I have an account").click();
    await device.page.getByLabel("Nickname").fill("hal");
    await password(device).fill("hal's secret");
    await button(device, "Log in").click();
    await device.page
      .getByRole("list", { name: "Direct messages" })
      .getByRole("link", { name: /ida/ })
      .click();
    await expect
      .poll(() => device.texts(), patience)
      .toEqual(["do you remember?"]);
    ida.close();
    await device.page.context().close();
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
