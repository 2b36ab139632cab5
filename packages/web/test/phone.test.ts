import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensurePage } from "../../../tools/page.ts";
import { TestServer } from "./support/server.ts";
import { launch, Window } from "./support/window.ts";

const patience = { timeout: 15_000 };

describe("on a phone", () => {
  let browser: Browser;
  let server: TestServer;
  let ann: Window;
  let bob: Window;

  beforeAll(async () => {
    await ensurePage();
    server = await TestServer.start();
    browser = await launch();
    ann = await Window.open(browser, server.url, "phone");
    bob = await Window.open(browser, `${server.url}/#kitchen`, "phone");
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  const heading = (window: Window) =>
    window.page.getByRole("heading", { level: 1 });
  const rooms = (window: Window) =>
    window.page.getByRole("navigation", { name: "Rooms" });

  test("one starts in the lobby, and the back button leads to the rooms", async () => {
    await ann.enterAs("ann");
    expect(await heading(ann).textContent()).toBe("Free Chat");
    await ann.page.goBack();
    await rooms(ann).waitFor();
    expect(await ann.log.isVisible()).toBe(false);
  });

  test("a link leads into its room", async () => {
    await bob.enterAs("bob");
    expect(await heading(bob).textContent()).toBe("kitchen");
    await bob.say("anyone cooking?");
    await expect.poll(() => bob.sent(), patience).toEqual(["anyone cooking?"]);
  });

  test("a room made by its name is entered, and what is new elsewhere is counted", async () => {
    const field = rooms(ann).getByRole("textbox");
    await field.fill("kitchen");
    await field.press("Enter");
    await expect.poll(() => ann.texts(), patience).toEqual(["anyone cooking?"]);
    await ann.page.getByRole("button", { name: "All rooms" }).click();
    await rooms(ann).getByRole("link", { name: "Free Chat" }).click();
    await ann.log.waitFor();
    await bob.say("soup is ready");
    await ann.page.goBack();
    const kitchen = rooms(ann).getByRole("link", { name: /kitchen/ });
    await expect
      .poll(() => kitchen.textContent(), patience)
      .toBe("kitchen1 new messages");
    await kitchen.click();
    await expect
      .poll(() => ann.texts(), patience)
      .toEqual(["anyone cooking?", "soup is ready"]);
    await ann.page.getByRole("button", { name: "All rooms" }).click();
    await expect.poll(() => kitchen.textContent(), patience).toBe("kitchen");
  });

  test("another nickname is seen by everyone", async () => {
    const change = ann.page.getByRole("button", {
      name: "Change your nickname",
    });
    await change.click();
    const dialog = ann.page.getByRole("dialog");
    await dialog.getByRole("textbox").fill("ann the cook");
    await dialog.getByRole("button", { name: "Change" }).click();
    await dialog.waitFor({ state: "detached" });
    await bob.page.getByRole("button", { name: /people here/ }).click();
    const people = bob.page.getByRole("dialog").locator(".name");
    await expect
      .poll(() => people.allTextContents(), patience)
      .toContain("ann the cook");
    await bob.page.keyboard.press("Escape");
  });

  test("who leaves a room is back at the rooms, and is missed in it", async () => {
    await rooms(ann).getByRole("link", { name: "kitchen" }).click();
    await ann.page.getByRole("button", { name: "About kitchen" }).click();
    await ann.page.getByRole("button", { name: "Leave the room" }).click();
    await rooms(ann).waitFor();
    const count = bob.page.getByRole("button", { name: /people here/ });
    await expect.poll(() => count.textContent(), patience).toBe("1");
  });

  test("nothing is wider than the screen, and the browser has no complaint", async () => {
    for (const { page, complaints } of [ann, bob]) {
      const box = await page.locator(".chat").boundingBox();
      expect(box?.width).toBe(390);
      expect(complaints).toEqual([]);
    }
  });
});
