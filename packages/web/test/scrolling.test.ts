import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensurePage } from "../../../tools/page.ts";
import { fill } from "./support/fill.ts";
import { TestServer } from "./support/server.ts";
import { launch, Window } from "./support/window.ts";

const patience = { timeout: 15_000 };

/** What the test needs of the element, since it is not written for the browser. */
interface Scroller {
  scrollTop: number;
  querySelector(selector: string): {
    readonly textContent: string;
    getBoundingClientRect(): { readonly top: number };
  } | null;
}

const texts = Array.from({ length: 420 }, (_, i) => `line ${i + 1}`);

describe("a long log", () => {
  let browser: Browser;
  let server: TestServer;
  let ann: Window;
  let bob: Window;

  beforeAll(async () => {
    await ensurePage();
    server = await TestServer.start();
    browser = await launch();
    await fill(server.url, "Free Chat", texts);
    ann = await Window.open(browser, server.url);
    bob = await Window.open(browser, server.url);
    await ann.enterAs("ann");
    await bob.enterAs("bob");
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  const textOf = (text: string) => ann.log.getByText(text, { exact: true });
  /** In pixels; a fraction of one is not seen. */
  const topOf = async (text: string) => {
    const box = await textOf(text).boundingBox();
    if (box === null) throw new Error(`"${text}" is not shown.`);
    return Math.round(box.y);
  };
  const toNewest = () => ann.page.getByRole("button", { name: /new/ });

  test("opens at its end", async () => {
    await expect.poll(() => ann.texts(), patience).toContain("line 420");
    await expect.poll(() => isInView(textOf("line 420")), patience).toBe(true);
  });

  test("stays at its end when something is said there", async () => {
    await bob.say("at the end");
    await textOf("at the end").waitFor();
    await expect.poll(() => isInView(textOf("at the end"))).toBe(true);
    expect(await toNewest().count()).toBe(0);
  });

  test("keeps its place above when something is said, and tells of it", async () => {
    await ann.log.hover();
    await ann.page.mouse.wheel(0, -900);
    await toNewest().waitFor();
    const top = await topOf("line 410");
    await bob.say("unseen yet");
    await expect.poll(() => toNewest().textContent(), patience).toBe("1 new");
    expect(await topOf("line 410")).toBe(top);
    await toNewest().click();
    await expect.poll(() => isInView(textOf("unseen yet"))).toBe(true);
    await expect.poll(() => toNewest().count()).toBe(0);
  });

  test("keeps its place when older lines come above", async () => {
    const drawn = (await ann.texts()).length;
    // Measured where it is scrolled, before the page can answer.
    const was = await ann.log.evaluate((box: Scroller) => {
      box.scrollTop = 300;
      const line = box.querySelector(".text");
      return {
        text: line?.textContent ?? "",
        top: line?.getBoundingClientRect().top,
      };
    });
    await expect
      .poll(async () => (await ann.texts()).length, patience)
      .toBeGreaterThan(drawn);
    expect(await topOf(was.text)).toBeCloseTo(was.top ?? NaN, 0);
  });

  test("brings older lines when scrolled up, down to the first, each once", async () => {
    const first = ann.log.getByText("This is where the room begins");
    await expect
      .poll(async () => {
        await ann.page.mouse.wheel(0, -2000);
        return first.count();
      }, patience)
      .toBe(1);
    expect((await ann.texts()).slice(0, 420)).toEqual(texts);
  });

  async function isInView(one: ReturnType<typeof textOf>): Promise<boolean> {
    const box = await one.boundingBox();
    const frame = await ann.log.boundingBox();
    if (!box || !frame) return false;
    const end = frame.y + frame.height;
    return box.y >= frame.y && box.y + box.height <= end;
  }
});
