import type { Client } from "@koine/client";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensurePage } from "../../../tools/page.ts";
import { guest, until } from "./support/clients.ts";
import { TestServer } from "./support/server.ts";
import { launch, Window } from "./support/window.ts";

describe("whether someone is at the keyboard", () => {
  let browser: Browser;
  let server: TestServer;
  let ann: Window;
  let bob: Client;
  let room: string;

  beforeAll(async () => {
    await ensurePage();
    server = await TestServer.start();
    browser = await launch();
    bob = await guest(server.url, "bob");
    room = (await bob.join("Free Chat")).id;
    ann = await Window.open(browser, server.url);
    await ann.page.clock.install();
    await ann.enterAs("ann");
    await is("online");
  }, 120_000);

  afterAll(async () => {
    bob?.close();
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  /** Resolves when bob sees ann so. */
  const is = (presence: "online" | "away") =>
    until(bob, ({ rooms }) =>
      (rooms.get(room)?.members ?? []).some(
        (member) => member.name === "ann" && member.presence === presence,
      ),
    );
  /** As the browser does it when another tab covers the page. */
  const hide = (isHidden: boolean) =>
    ann.page.evaluate(`
      Object.defineProperty(document, "hidden", {
        configurable: true,
        value: ${isHidden},
      });
      document.dispatchEvent(new Event("visibilitychange"));
    `);

  test("whose page is hidden is shown as away, until it is seen again", async () => {
    await hide(true);
    await is("away");
    await hide(false);
    await is("online");
  });

  test("who touches nothing for ten minutes is shown as away, until he does", async () => {
    await ann.page.mouse.move(200, 200);
    await ann.page.clock.fastForward("09:00");
    await ann.page.mouse.move(210, 210);
    await ann.page.clock.fastForward("09:00");
    const seen = bob.room(room)?.members.find(({ name }) => name === "ann");
    expect(seen?.presence).toBe("online");
    await ann.page.clock.fastForward("01:01");
    await is("away");
    await ann.page.keyboard.press("Shift");
    await is("online");
  });

  test("others see it at the name, in words as well", async () => {
    const cat = await Window.open(browser, server.url);
    await cat.enterAs("cat");
    await hide(true);
    const people = cat.page.getByRole("complementary");
    const away = people
      .getByRole("listitem")
      .filter({ hasText: "ann" })
      .getByRole("img", { name: "away" });
    await away.waitFor();
    await hide(false);
    await away.waitFor({ state: "detached" });
    expect([...ann.complaints, ...cat.complaints]).toEqual([]);
    await cat.page.context().close();
  });
});
