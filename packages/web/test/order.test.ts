import { Client } from "@koine/client";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensurePage } from "../../../tools/page.ts";
import { account } from "./support/clients.ts";
import { TestServer } from "./support/server.ts";
import { launch, Window } from "./support/window.ts";

const patience = { timeout: 15_000 };

describe("order in the house", () => {
  let browser: Browser;
  let server: TestServer;
  let ann: Window;
  let bob: Window;

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

  const button = ({ page }: Window, name: string | RegExp) =>
    page.getByRole("button", { name, exact: true });
  const alert = ({ page }: Window) => page.getByRole("alert");
  /** All that the browser keeps of where the page is. */
  const addresses = async ({ page }: Window) => [
    page.url(),
    await page.evaluate<string>("location.href"),
    await page.evaluate<string>("JSON.stringify(history.state)"),
  ];
  const dialog = ({ page }: Window) => page.getByRole("dialog");

  test("the owner's link leads whoever registers to be the owner, and is not kept in the address", async () => {
    const link = await server.ownerLink;
    const token = link.slice(link.lastIndexOf("/") + 1);
    ann = await Window.open(browser, link);
    expect(String(await addresses(ann))).not.toContain(token);
    await ann.page.getByLabel("Nickname").fill("ann");
    await ann.page.getByLabel(/^Password/).fill("ann's secret");
    await button(ann, "Register and start").click();
    await button(ann, "Make me the owner").click();
    await button(ann, "The house").waitFor();
    await ann.log.waitFor();
    expect(String(await addresses(ann))).not.toContain(token);

    // It is used up, and says so, with a way on; opened in a page that is there already, too.
    await ann.page.goto(link);
    await button(ann, "Make me the owner").click();
    await expect
      .poll(() => alert(ann).textContent(), patience)
      .toMatch(/was used/);
    expect(String(await addresses(ann))).not.toContain(token);
    await button(ann, "Not now").click();
    await ann.log.waitFor();
  });

  test("a link that an admin has made sets another password, and one is in", async () => {
    const elsewhere = new Client({ url: server.url });
    await elsewhere.login("bob", "bob's secret");
    await button(ann, "The house").click();
    await dialog(ann).getByLabel("Name of the account").fill("bob");
    await button(ann, "Make a link").click();
    const link = await dialog(ann).getByLabel("The link").inputValue();
    await ann.page.keyboard.press("Escape");
    const token = link.slice(link.lastIndexOf("/") + 1);

    bob = await Window.open(browser, link);
    expect(String(await addresses(bob))).not.toContain(token);
    const password = bob.page.getByLabel("Password", { exact: true });
    await password.fill("bob");
    await button(bob, "Set the password").click();
    await expect
      .poll(() => alert(bob).textContent(), patience)
      .toMatch(/4 to 256/);
    await password.fill("bob's next secret");
    await button(bob, "Set the password").click();
    await bob.log.waitFor();
    await button(bob, "Your account").waitFor();
    elsewhere.close();

    const late = await Window.open(browser, link);
    await late.page.getByLabel("Password", { exact: true }).fill("eve's own");
    await button(late, "Set the password").click();
    await expect
      .poll(() => alert(late).textContent(), patience)
      .toMatch(/was used/);
    await button(late, "Cancel").click();
    await button(late, "Start talking").waitFor();
    await late.page.context().close();
  });

  test("who is muted reads why, and can write again when it is lifted", async () => {
    await button(ann, "More about bob").click();
    await dialog(ann)
      .getByLabel(/^Reason/)
      .fill("too loud");
    await dialog(ann)
      .getByLabel(/whole chat/)
      .check();
    await button(ann, "Mute").click();
    const why = bob.page.getByRole("status").filter({ hasText: "too loud" });
    await expect
      .poll(() => why.textContent(), patience)
      .toBe("You can read, but not say anything here for good: too loud");
    await button(ann, "The house").click();
    await button(ann, "Lift").click();
    await bob.field.waitFor();
    await ann.page.keyboard.press("Escape");
  });

  test("who is signed out from elsewhere is told, does not come in again by himself, and can log in", async () => {
    const other = await Window.open(browser, server.url);
    await button(other, "I have an account").click();
    await other.page.getByLabel("Nickname").fill("bob");
    await other.page.getByLabel(/^Password/).fill("bob's next secret");
    await button(other, "Log in").click();
    await button(other, "Your account").click();
    await button(other, "Where you are signed in").click();
    const rows = dialog(other).getByRole("listitem");
    await expect.poll(() => rows.count(), patience).toBe(2);
    await button(other, "End").click();
    await expect.poll(() => rows.count(), patience).toBe(1);
    await expect.poll(() => alert(bob).textContent(), patience).not.toBe("");
    expect(await bob.page.getByLabel("Nickname").inputValue()).toBe("bob");
    await bob.page.getByLabel(/^Password/).fill("bob's next secret");
    await button(bob, "Log in").click();
    await bob.log.waitFor();
    await other.page.context().close();
  });

  test("who is banned sees why and until when, is not connected again and again, and comes in when it is lifted", async () => {
    await button(ann, "More about bob").click();
    await dialog(ann)
      .getByLabel(/^Reason/)
      .fill("<b>spam</b>");
    await dialog(ann)
      .getByLabel(/^Minutes/)
      .fill("60");
    await dialog(ann)
      .getByLabel(/whole chat/)
      .check();
    await button(ann, "Ban").click();
    await bob.page.getByText("You cannot come in").waitFor();
    const why = /banned from this chat until .* UTC: <b>spam<\/b>/;
    expect(await alert(bob).textContent()).toMatch(why);
    let sockets = 0;
    bob.page.on("websocket", () => sockets++);
    await button(bob, "Try again").click();
    await expect.poll(() => sockets, patience).toBe(1);
    await bob.page.getByText("You cannot come in").waitFor();
    await bob.page.reload();
    await bob.page.getByText("You cannot come in").waitFor();
    expect(sockets).toBe(2);

    await button(ann, "The house").click();
    await dialog(ann).getByText("spam").waitFor();
    await button(ann, "Lift").click();
    await dialog(ann).getByText("There are none.").waitFor();
    await button(bob, "Try again").click();
    await bob.log.waitFor();
    await ann.page.keyboard.press("Escape");
  });

  test("guests who are locked out read it, and can log in", async () => {
    const cat = await Window.open(browser, server.url);
    await cat.enterAs("cat");
    await button(ann, "The house").click();
    await dialog(ann)
      .getByLabel(/^Guests are let in/)
      .click();
    await expect
      .poll(() => alert(cat).textContent(), patience)
      .toMatch(/Guests are not let in/);
    await button(cat, "Log in").waitFor();
    await button(cat, "Try again").waitFor();
    await dialog(ann).getByText("What was done").click();
    const acts = dialog(ann).locator("details li");
    await expect
      .poll(() => acts.allTextContents(), patience)
      .toContainEqual(expect.stringMatching(/^ann ban bob/));
    await ann.page.keyboard.press("Escape");
    await cat.page.context().close();
  });

  test("the browsers have no complaint of the page", () => {
    const rest = [...ann.complaints, ...bob.complaints].filter(
      // What the server refuses over HTTP the browser tells of, too.
      (complaint) => !/status of 4\d\d/.test(complaint),
    );
    expect(rest).toEqual([]);
  });
});
