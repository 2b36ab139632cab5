import type { Client } from "@koine/client";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensurePage } from "../../../tools/page.ts";
import { account, guest } from "./support/clients.ts";
import { TestServer } from "./support/server.ts";
import { launch, Window } from "./support/window.ts";

const patience = { timeout: 15_000 };

describe("what is unread, and who is there", () => {
  let browser: Browser;
  let server: TestServer;
  /** Two windows of the one account. */
  let desk: Window;
  let phone: Window;
  let bob: Client;

  beforeAll(async () => {
    await ensurePage();
    server = await TestServer.start();
    browser = await launch();
    await account(server.url, "ann", "ann's secret");
    bob = await guest(server.url, "bob");
    await bob.join("Free Chat");
    await bob.join("kitchen");
    desk = await Window.open(browser, `${server.url}/#kitchen`);
    await logIn(desk);
    await desk.page.getByRole("button", { name: "New room" }).waitFor();
    await desk.page.getByRole("link", { name: /Free Chat/ }).click();
    await desk.field.waitFor();
    phone = await Window.open(browser, server.url, "phone");
    await logIn(phone);
    await phone.page.getByRole("button", { name: "All rooms" }).click();
  }, 120_000);

  afterAll(async () => {
    bob?.close();
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  const logIn = async ({ page, log }: Window): Promise<void> => {
    await page.getByRole("button", { name: "I have an account" }).click();
    await page.getByLabel("Nickname").fill("ann");
    await page.getByLabel(/^Password/).fill("ann's secret");
    await page.getByRole("button", { name: "Log in" }).click();
    await log.waitFor();
  };
  const rooms = ({ page }: Window) =>
    page.getByRole("navigation", { name: "Rooms" });
  const kitchen = (window: Window) =>
    rooms(window).getByRole("link", { name: /kitchen/ });
  const title = ({ page }: Window) => page.title();

  test("both windows count what is said, mentions apart, and the title tells", async () => {
    await bob.say("kitchen", "soup").kept;
    await bob.say("kitchen", "@ann, soup!").kept;
    for (const window of [desk, phone]) {
      await expect
        .poll(() => kitchen(window).textContent(), patience)
        .toBe("kitchen@1 for you, 2 new messages");
      expect(await title(window)).toMatch(/^\(@1\) /);
    }
  });

  test("read at one window, it is read at the other", async () => {
    await kitchen(phone).click();
    for (const window of [desk, phone])
      await expect.poll(() => title(window), patience).not.toMatch(/^\(/);
    await expect
      .poll(() => kitchen(desk).textContent(), patience)
      .toBe("kitchen");
    expect(await phone.texts()).toEqual(["soup", "@ann, soup!"]);
  });

  test("who is writing is told, until he has said it", async () => {
    bob.typing("kitchen");
    const typing = phone.page.locator(".typing");
    await expect
      .poll(() => typing.textContent(), patience)
      .toBe("bob is writing …");
    await bob.say("kitchen", "done").kept;
    await expect.poll(() => typing.textContent(), patience).toBe("");
    const heard = Promise.withResolvers<string>();
    const end = bob.on("typing", ({ name }) => heard.resolve(name));
    await phone.field.pressSequentially("w");
    expect(await heard.promise).toBe("ann");
    end();
  });

  test("a conversation shows whether the other is there", async () => {
    const cat = await guest(server.url, "cat");
    await cat.whisper("ann", "psst");
    const conversation = rooms(desk).getByRole("link", { name: /cat/ });
    const dot = (is: string) =>
      conversation.getByRole("img", { name: is, exact: true }).waitFor();
    await dot("online");
    cat.away(true);
    await dot("away");
    cat.close();
    await dot("offline");
  });

  test("another topic and title are told by a quiet line, and head the room", async () => {
    await bob.call("change", { room: "kitchen", topic: "<b>bread</b>" });
    const note = phone.log.locator(".note").last();
    await expect
      .poll(() => note.textContent(), patience)
      .toMatch(/^bob set the topic: <b>bread<\/b> /);
    expect(await phone.page.locator(".topic").textContent()).toBe(
      "<b>bread</b>",
    );
    await bob.call("change", { room: "kitchen", title: "bakery" });
    await expect
      .poll(() => note.textContent(), patience)
      .toMatch(/^bob renamed the room: bakery /);
    const heading = phone.page.getByRole("heading", { level: 1 });
    expect(await heading.textContent()).toBe("bakery");
  });

  test("a private room is made, entered, and nobody else's", async () => {
    await desk.page.getByRole("button", { name: "New room" }).click();
    const dialog = desk.page.getByRole("dialog");
    await dialog.getByLabel("Title").fill("attic");
    await dialog.getByLabel(/^Private/).check();
    await dialog.getByRole("button", { name: "Make" }).click();
    await dialog.waitFor({ state: "detached" });
    const heading = desk.page.getByRole("heading", { level: 1 });
    await expect.poll(() => heading.textContent(), patience).toBe("attic");
    const { rooms } = await bob.rooms({});
    expect(rooms.map((room) => room.title)).not.toContain("attic");

    await desk.page.getByRole("button", { name: "About attic" }).click();
    await dialog.getByText("Change the room").click();
    await dialog.getByLabel("Topic").fill("old things");
    await dialog.getByRole("button", { name: "Save" }).click();
    const topic = desk.page.locator(".topic");
    await expect.poll(() => topic.textContent(), patience).toBe("old things");
    await dialog.getByLabel("Invite someone by name").fill("bob");
    await dialog.getByRole("button", { name: "Invite" }).click();
    await dialog.getByText("bob is invited.").waitFor();
    expect(bob.state.notices.map(({ ev }) => ev)).toEqual(["invited"]);
    await desk.page.keyboard.press("Escape");
  });

  test("the browsers have no complaint", () => {
    expect([...desk.complaints, ...phone.complaints]).toEqual([]);
  });
});
