import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensurePage } from "../../../tools/page.ts";
import { TestServer } from "./support/server.ts";
import { launch, Window } from "./support/window.ts";

const patience = { timeout: 15_000 };

describe("what is fetched when it is opened", () => {
  let browser: Browser;
  let server: TestServer;

  beforeAll(async () => {
    await ensurePage();
    server = await TestServer.start();
    browser = await launch();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  /** The scripts that the page asks for from now on. */
  const scriptsOf = (page: Page): string[] => {
    const scripts: string[] = [];
    page.on("request", (request) => {
      if (request.resourceType() === "script") scripts.push(request.url());
    });
    return scripts;
  };
  const open = ({ page }: Window) =>
    page.getByRole("button", { name: "Change your nickname" }).click();
  const dialog = ({ page }: Window) => page.getByRole("dialog");
  const later = "**/assets/dialogs-*.js";

  test("one script shows the chat, a second one comes with the first dialog, and no third", async () => {
    const ann = await Window.open(browser, server.url);
    const scripts = scriptsOf(ann.page);
    await ann.page.reload();
    await ann.enterAs("ann");
    expect(scripts).toHaveLength(1);
    await open(ann);
    await dialog(ann).getByLabel("Your nickname").waitFor();
    expect(scripts).toHaveLength(2);
    await ann.page.keyboard.press("Escape");
    await dialog(ann).waitFor({ state: "detached" });
    const opener = ann.page.getByRole("button", {
      name: "Change your nickname",
    });
    expect(await opener.evaluate((it) => it.matches(":focus"))).toBe(true);
    await ann.page.getByRole("button", { name: "About Free Chat" }).click();
    await dialog(ann).getByRole("heading", { name: "Free Chat" }).waitFor();
    expect(scripts).toHaveLength(2);
    expect(ann.complaints).toEqual([]);
    await ann.page.context().close();
  });

  test("where it takes long, that is said", async () => {
    const bob = await Window.open(browser, server.url);
    await bob.enterAs("bob");
    const held = Promise.withResolvers<void>();
    await bob.page.route(later, async (route) => {
      await held.promise;
      await route.continue();
    });
    await open(bob);
    await bob.page.getByRole("status").getByText("Opening …").waitFor();
    held.resolve();
    await dialog(bob).getByLabel("Your nickname").waitFor();
    expect(await bob.page.getByText("Opening …").count()).toBe(0);
    await bob.page.context().close();
  });

  test("what a newer server does not have any more asks for the page anew, and is there then", async () => {
    const cat = await Window.open(browser, server.url);
    await cat.enterAs("cat");
    // As the server answers for a file of another version.
    const gone = `${server.url}/assets/dialogs-gone.js`;
    await cat.page.route(later, (route) => route.continue({ url: gone }));
    await open(cat);
    await dialog(cat).getByText("another version").waitFor();
    expect(await dialog(cat).getAttribute("aria-label")).toBe(
      "This cannot be opened",
    );
    await dialog(cat).getByRole("button", { name: "Not now" }).click();
    await dialog(cat).waitFor({ state: "detached" });
    await cat.say("still talking");
    await expect.poll(() => cat.sent(), patience).toEqual(["still talking"]);
    await open(cat);
    await dialog(cat).getByText("another version").waitFor();
    await cat.page.unroute(later);
    await dialog(cat).getByRole("button", { name: "Reload the page" }).click();
    await expect.poll(() => dialog(cat).count(), patience).toBe(0);
    await cat.log.waitFor();
    await open(cat);
    await dialog(cat).getByLabel("Your nickname").waitFor();
    // The browser tells of what was not there, and nothing else.
    expect(cat.complaints.filter((one) => !/404/.test(one))).toEqual([]);
    await cat.page.context().close();
  });

  test("where there is no connection, that is said, and it can be opened once there is one", async () => {
    const dan = await Window.open(browser, server.url);
    await dan.enterAs("dan");
    await server.kill();
    await dan.page.getByText("Offline").waitFor();
    await open(dan);
    await dialog(dan).getByText("There is no connection now.").waitFor();
    await dialog(dan).getByRole("button", { name: "Not now" }).click();
    await dialog(dan).waitFor({ state: "detached" });
    await server.begin();
    await dan.page.reload();
    await dan.log.waitFor();
    await open(dan);
    await dialog(dan).getByLabel("Your nickname").waitFor();
    await dan.page.context().close();
  });
});
