import type { Client } from "@koine/client";
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensurePage } from "../../../tools/page.ts";
import { guest } from "./support/clients.ts";
import { Finger } from "./support/finger.ts";
import { TestServer } from "./support/server.ts";
import { launch, Window } from "./support/window.ts";

const patience = { timeout: 15_000 };

describe("fingers on a phone", () => {
  let browser: Browser;
  let server: TestServer;
  let ann: Window;
  let bob: Client;
  let finger: Finger;

  beforeAll(async () => {
    await ensurePage();
    server = await TestServer.start();
    browser = await launch();
    bob = await guest(server.url, "bob");
    const { id } = await bob.join("Free Chat");
    await bob.say(id, "look at https://example.com/soup").kept;
    const { seq } = await bob.say(id, "soup is ready").kept;
    await bob.react(id, seq, "🎉").kept;
    ann = await Window.open(browser, server.url, "touch");
    await ann.enterAs("ann");
    finger = await Finger.on(ann);
  }, 120_000);

  afterAll(async () => {
    bob?.close();
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  const line = (text: string): Locator =>
    ann.log.locator(".line").filter({ hasText: text });
  /** Where nothing takes a touch, nor is near. */
  const elsewhere = () => ann.log.locator(".start");
  const bar = () => ann.page.getByRole("toolbar");
  const chip = () =>
    line("soup is ready").getByRole("group").getByRole("button");
  const tip = () => ann.page.getByRole("tooltip");

  test("a long touch on a message opens what can be done to it, which a touch elsewhere closes", async () => {
    await finger.down(line("soup is ready").locator(".text"));
    await bar().waitFor();
    await finger.up();
    expect(await bar().getByRole("button").allTextContents()).toHaveLength(3);
    for (const button of await bar().getByRole("button").all()) {
      const box = await button.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThan(43);
    }
    const label = { name: "Copy", exact: true };
    await bar().getByRole("button", label).waitFor();
    await bar().getByRole("button", { name: "Reply" }).tap();
    await ann.page.getByRole("button", { name: "Do not answer" }).tap();

    await finger.down(line("soup is ready").locator(".text"));
    await bar().waitFor();
    await finger.up();
    await elsewhere().tap();
    await bar().waitFor({ state: "detached" });
  });

  test("a long touch on a reaction tells who gave it, and gives none", async () => {
    await finger.down(chip());
    await expect.poll(() => tip().textContent(), patience).toBe("🎉 bob");
    await finger.up();
    expect(await bar().count()).toBe(0);
    expect(await tip().textContent()).toBe("🎉 bob");
    await elsewhere().tap();
    await tip().waitFor({ state: "detached" });
    // Had the long touch given one, this would take it back.
    await chip().tap();
    await expect.poll(() => chip().textContent(), patience).toBe("🎉 2");
    await finger.down(chip());
    await expect
      .poll(() => tip().textContent(), patience)
      .toBe("🎉 you and bob");
    await finger.up();
  });

  test("a touch on a link is the browser's, however long", async () => {
    await ann.page.clock.install();
    await finger.down(line("soup is ready").locator(".text"));
    await ann.page.clock.fastForward(500);
    expect(await bar().count()).toBe(1);
    await finger.cancel();
    await elsewhere().tap();
    expect(await bar().count()).toBe(0);
    await finger.down(line("look at").locator("a"));
    await ann.page.clock.fastForward(500);
    expect(await bar().count()).toBe(0);
    await finger.cancel();
  });

  test("the browser has no complaint", () => {
    expect(ann.complaints).toEqual([]);
  });
});
