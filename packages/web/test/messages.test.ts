import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensurePage } from "../../../tools/page.ts";
import { fill } from "./support/fill.ts";
import { TestServer } from "./support/server.ts";
import { launch, Window } from "./support/window.ts";

const patience = { timeout: 15_000 };

describe("what is done to messages", () => {
  let browser: Browser;
  let server: TestServer;
  let ann: Window;
  let bob: Window;

  beforeAll(async () => {
    await ensurePage();
    server = await TestServer.start();
    browser = await launch();
    await fill(
      server.url,
      "Free Chat",
      Array.from({ length: 210 }, (_, n) => `line ${n}`),
    );
    ann = await Window.open(browser, server.url);
    bob = await Window.open(browser, server.url);
    await ann.enterAs("ann");
    await bob.enterAs("bob");
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  const line = ({ log }: Window, text: string): Locator =>
    log.locator(".line").filter({ hasText: text });
  const newest = ({ log }: Window): Locator => log.locator(".line").last();
  const act = async (window: Window, text: string, name: string) => {
    await line(window, text).hover();
    await window.page
      .getByRole("toolbar")
      .getByRole("button", { name, exact: true })
      .click();
  };
  const chips = (window: Window, text: string) =>
    line(window, text).getByRole("group").getByRole("button");
  const said = async (window: Window, text: string) => {
    await window.say(text);
    for (const one of [ann, bob])
      await line(one, text).and(one.log.locator(".kept")).waitFor();
  };

  test("a message that is edited is another in both windows, and says so", async () => {
    await said(ann, "good evening");
    await ann.field.press("ArrowUp");
    expect(await ann.field.inputValue()).toBe("good evening");
    await ann.say("good **morning**");
    for (const window of [ann, bob]) {
      await expect
        .poll(() => newest(window).locator(".text").textContent(), patience)
        .toBe("good morning (edited)");
      expect(await newest(window).locator("b").textContent()).toBe("morning");
    }
  });

  test("Escape leaves an edit, and what was being written is there again", async () => {
    await ann.field.fill("half a sen");
    await act(ann, "good morning", "Edit");
    await expect
      .poll(() => ann.field.inputValue(), patience)
      .toBe("good **morning**");
    await ann.field.press("Escape");
    await expect.poll(() => ann.field.inputValue()).toBe("half a sen");
    await ann.field.fill("");
  });

  test("a reaction is counted in both windows, one's own marked, and taken back by a click", async () => {
    await act(bob, "good morning", "React");
    await bob.page.getByRole("button", { name: "React with 🎉" }).click();
    await expect
      .poll(() => chips(ann, "good morning").allTextContents(), patience)
      .toEqual(["🎉 1"]);
    const isPressed = (window: Window) =>
      chips(window, "good morning").getAttribute("aria-pressed");
    expect(await isPressed(bob)).toBe("true");
    expect(await isPressed(ann)).toBe("false");
    await chips(ann, "good morning").click();
    await expect
      .poll(() => chips(bob, "good morning").textContent(), patience)
      .toBe("🎉 2");
    await chips(bob, "good morning").click();
    await expect
      .poll(() => chips(ann, "good morning").textContent(), patience)
      .toBe("🎉 1");
    expect(await isPressed(bob)).toBe("false");
  });

  test("any one emoji may be given, and nothing else", async () => {
    await act(bob, "good morning", "React");
    const any = bob.page.getByRole("textbox", { name: "any emoji" });
    await any.fill("two 🦉");
    await any.press("Enter");
    expect(await any.count()).toBe(1);
    await any.fill("🦉");
    await any.press("Enter");
    await expect
      .poll(() => chips(ann, "good morning").allTextContents(), patience)
      .toEqual(["🎉 1", "🦉 1"]);
  });

  test("an answer shows what it answers, and a click goes there however old it is", async () => {
    await bob.log.hover();
    await expect
      .poll(async () => {
        await bob.page.mouse.wheel(0, -2000);
        return bob.texts();
      }, patience)
      .toContain("line 7");
    await line(bob, "line 7").first().scrollIntoViewIfNeeded();
    await bob.log.getByText("line 7", { exact: true }).hover();
    await bob.page.getByRole("button", { name: "Reply" }).click();
    await bob.say("that one");
    const quote = ann.log.getByTitle("Show the message");
    await expect
      .poll(() => quote.textContent(), patience)
      .toBe("Answers filler line 7");
    expect(await ann.texts()).not.toContain("line 7");
    await quote.click();
    const wanted = ann.log.locator(".text").filter({ hasText: /^line 7$/ });
    await expect
      .poll(() => wanted.evaluate((it) => it.matches(":focus *")), patience)
      .toBe(true);
    const box = await wanted.boundingBox();
    expect(box?.y).toBeGreaterThan(60);
    expect(box?.y).toBeLessThan(740);
    await ann.page.getByRole("button", { name: /newest|new$/ }).click();
  });

  test("who is spoken to by name sees it marked", async () => {
    await bob.say("@ann and @bob, but not `@ann`");
    const marks = newest(ann).locator(".mention");
    await expect
      .poll(() => marks.allTextContents(), patience)
      .toEqual(["@ann", "@bob"]);
    expect(await newest(ann).locator(".mention.own").count()).toBe(1);
    expect(await newest(ann).getAttribute("class")).toMatch(/to-me/);
  });

  test("what attacks stays text, as a message and as an edit", async () => {
    const attack =
      '<img src=x onerror="alert(1)">[a](javascript:alert(1))**<script>alert(1)</script>**';
    await said(bob, "harmless");
    await bob.field.press("ArrowUp");
    await bob.say(attack);
    const text = newest(ann).locator(".text");
    await expect
      .poll(() => text.textContent(), patience)
      .toContain("<script>alert(1)</script>");
    expect(await text.locator(":not(b, small)").count()).toBe(0);
    const elements = "img, script, iframe, a[href^='javascript' i]";
    expect(await ann.log.locator(elements).count()).toBe(0);
  });

  test("a message that is deleted is gone in both windows, once that was asked", async () => {
    await said(ann, "a secret");
    await act(ann, "a secret", "Delete");
    const dialog = ann.page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(await line(bob, "a secret").count()).toBe(1);
    await act(ann, "a secret", "Delete");
    await dialog.getByRole("button", { name: "Delete" }).click();
    for (const window of [ann, bob]) {
      await expect
        .poll(() => newest(window).locator(".text").textContent(), patience)
        .toBe("Message deleted");
      expect(await line(window, "a secret").count()).toBe(0);
    }
    await newest(ann).hover();
    expect(await ann.page.getByRole("toolbar").count()).toBe(0);
  });

  test("the keyboard does it all: to the line, along the lines, into the bar", async () => {
    await said(bob, "by hand");
    await said(bob, "by key");
    await ann.log.focus();
    await newest(ann).focus();
    await ann.page.keyboard.press("ArrowUp");
    const focused = ann.page.locator(".line:focus");
    expect(await focused.locator(".text").textContent()).toBe("by hand");
    await ann.page.keyboard.press("Tab");
    await ann.page.keyboard.press("Enter");
    await ann.page.keyboard.press("Enter");
    await expect
      .poll(() => chips(bob, "by hand").textContent(), patience)
      .toBe("👍 1");
  });

  test("the browsers have no complaint", () => {
    expect([...ann.complaints, ...bob.complaints]).toEqual([]);
  });
});
