import type { Client } from "@koine/client";
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensurePage } from "../../../tools/page.ts";
import { guest } from "./support/clients.ts";
import { TestServer } from "./support/server.ts";
import { launch, Window } from "./support/window.ts";

const patience = { timeout: 15_000 };

describe("who gave a reaction", () => {
  let browser: Browser;
  let server: TestServer;
  let ann: Window;
  let bots: Client[];
  let room: string;
  let seq: number;
  /** The questions that ann's window asks. */
  const asked: string[] = [];

  beforeAll(async () => {
    await ensurePage();
    server = await TestServer.start();
    browser = await launch();
    const names = ["bob", "cat", "dan", "eve", "fay", "gus", "hal"];
    bots = await Promise.all(names.map((name) => guest(server.url, name)));
    for (const bot of bots) room = (await bot.join("Free Chat")).id;
    const [bob, cat] = bots;
    if (!bob || !cat) throw new Error("Nobody is there.");
    ({ seq } = await bob.say(room, "cake?").kept);
    for (const bot of bots) await bot.react(room, seq, "🎉").kept;
    await cat.react(room, seq, "👍").kept;
    ann = await Window.open(browser, "about:blank");
    ann.page.on("websocket", (socket) =>
      socket.on("framesent", ({ payload }) => {
        const frame = payload.toString();
        if (frame.includes('"reactions"')) asked.push(frame);
      }),
    );
    await ann.page.goto(server.url);
    await ann.enterAs("ann");
  }, 120_000);

  afterAll(async () => {
    for (const bot of bots ?? []) bot.close();
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  const chip = (emoji: string): Locator =>
    ann.log.getByRole("button", { name: new RegExp(`^${emoji} \\d`) });
  const tip = () => ann.page.getByRole("tooltip");
  const told = async (text: string) => {
    await expect.poll(() => tip().textContent(), patience).toBe(text);
  };

  test("is told where the mouse stays, of many only some by name, and asked for once", async () => {
    await chip("🎉").waitFor();
    expect(asked).toEqual([]);
    await chip("🎉").hover();
    await told("🎉 bob, cat, dan, eve, fay and 2 others");
    await chip("👍").hover();
    await told("👍 cat");
    expect(asked).toHaveLength(1);
    // What is told can be read with the mouse on it.
    await tip().hover();
    await told("👍 cat");
    await ann.field.hover();
    await tip().waitFor({ state: "detached" });
  });

  test("follows what happens meanwhile, one's own reaction first", async () => {
    await chip("👍").hover();
    await told("👍 cat");
    await bots[0]?.react(room, seq, "👍").kept;
    await told("👍 cat and bob");
    await chip("👍").click();
    await told("👍 you, cat and bob");
    await bots[1]?.react(room, seq, "👍", false).kept;
    await told("👍 you and bob");
    await chip("👍").click();
    await told("👍 bob");
    await bots[0]?.react(room, seq, "👍", false).kept;
    await tip().waitFor({ state: "detached" });
  });

  test("is told to the keyboard, as a description of the button too, until Escape", async () => {
    await ann.log.locator(".line").last().focus();
    for (let steps = 0; steps < 9; steps++) {
      await ann.page.keyboard.press("Tab");
      if (await chip("🎉").evaluate((it) => it.matches(":focus"))) break;
    }
    await told("🎉 bob, cat, dan, eve, fay and 2 others");
    const described = await chip("🎉").getAttribute("aria-describedby");
    expect(await tip().getAttribute("id")).toBe(described);
    expect(await tip().getAttribute("aria-live")).toBe("polite");
    await ann.page.keyboard.press("Escape");
    await tip().waitFor({ state: "detached" });
    await ann.page.keyboard.press("Enter");
    await expect.poll(() => chip("🎉").textContent(), patience).toBe("🎉 8");
  });

  test("is told where nothing can be said any more, and nothing is given there", async () => {
    const owner = await Window.open(browser, await server.ownerLink);
    await owner.page.getByLabel("Nickname").fill("ida");
    await owner.page.getByLabel(/^Password/).fill("ida's secret");
    await owner.page.getByRole("button", { name: "Register and" }).click();
    await owner.page.getByRole("button", { name: "Make me" }).click();
    await owner.log.waitFor();
    await owner.page.getByRole("button", { name: "More about ann" }).click();
    await owner.page.getByRole("button", { name: "Mute" }).click();
    await ann.page.getByText("You can read, but not say").waitFor();
    await chip("🎉").hover();
    await told("🎉 you, bob, cat, dan, eve and 3 others");
    expect(await chip("🎉").getAttribute("aria-disabled")).toBe("true");
    await chip("🎉").click({ force: true });
    expect(await chip("🎉").textContent()).toBe("🎉 8");
    expect(await chip("🎉").getAttribute("aria-pressed")).toBe("true");
    await owner.page.context().close();
  });

  test("the browser has no complaint", () => {
    expect(ann.complaints).toEqual([]);
  });
});
