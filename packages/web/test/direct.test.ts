import type { Client } from "@koine/client";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensurePage } from "../../../tools/page.ts";
import { guest, until } from "./support/clients.ts";
import { TestServer } from "./support/server.ts";
import { launch, Window } from "./support/window.ts";

const patience = { timeout: 15_000 };
const key = "told to everyone";

describe("what is for one person", () => {
  let browser: Browser;
  let server: TestServer;
  let ann: Window;
  let bob: Window;
  let cat: Client;

  beforeAll(async () => {
    await ensurePage();
    server = await TestServer.start("--broadcast-key", key);
    browser = await launch();
    cat = await guest(server.url, "cat");
    ann = await Window.open(browser, server.url);
    bob = await Window.open(browser, server.url, "phone");
    await ann.enterAs("ann");
    await bob.enterAs("bob");
  }, 120_000);

  afterAll(async () => {
    cat?.close();
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  const heading = ({ page }: Window) =>
    page.getByRole("heading", { level: 1 }).textContent();
  const directs = ({ page }: Window) =>
    page.getByRole("list", { name: "Direct messages" }).getByRole("link");
  const banner = ({ page }: Window) => page.locator(".banner.told");

  test("a name in the list of people opens a conversation, which both have with its first message", async () => {
    const people = ann.page.getByRole("complementary");
    await people.getByRole("button", { name: "bob" }).click();
    expect(await heading(ann)).toBe("bob");
    expect(await directs(ann).count()).toBe(0);
    await ann.say("psst");
    await expect.poll(() => ann.sent(), patience).toEqual(["psst"]);
    expect(await directs(ann).allTextContents()).toEqual(["Bbob"]);

    await bob.page.goBack();
    await expect
      .poll(() => directs(bob).allTextContents(), patience)
      .toEqual(["Aann1 new messages"]);
    await directs(bob).click();
    await expect.poll(() => bob.texts(), patience).toEqual(["psst"]);
    expect(await heading(bob)).toBe("ann");
    await bob.say("what?");
    const both = ["psst", "what?"];
    await expect.poll(() => ann.sent(), patience).toEqual(both);
    await expect.poll(() => bob.sent(), patience).toEqual(both);
    await bob.page.goBack();
    await expect.poll(() => directs(bob).textContent()).toBe("Aann");
  });

  test("nobody else hears of it", async () => {
    const { id } = await cat.join("Free Chat");
    await cat.say(id, "good morning").kept;
    expect(cat.state.rooms.size).toBe(1);
    expect(cat.room(id)?.entries.map(({ text }) => text)).not.toContain("psst");
  });

  test("it is there after a reload, and goes on", async () => {
    await ann.page.reload();
    await expect.poll(() => ann.texts(), patience).toEqual(["psst", "what?"]);
    expect(await heading(ann)).toBe("bob");
    await directs(bob).click();
    await bob.say("nothing");
    await expect
      .poll(() => ann.texts(), patience)
      .toEqual(["psst", "what?", "nothing"]);
  });

  test("an author's name in a room opens one too, by the keyboard", async () => {
    await ann.page.getByRole("link", { name: /Free Chat/ }).click();
    const author = ann.log.getByRole("button", { name: "cat" });
    await author.focus();
    await ann.page.keyboard.press("Enter");
    await expect.poll(() => heading(ann), patience).toBe("cat");
    expect(ann.page.url()).toMatch(/#%40cat$/);
    await ann.say("hello cat");
    await until(cat, ({ rooms }) =>
      [...rooms.values()].some(
        ({ title, unread }) => title === "ann" && unread === 1,
      ),
    );
    await expect.poll(() => directs(ann).count(), patience).toBe(2);
  });

  test("a conversation that is looked at begins when the other writes first", async () => {
    const dan = await guest(server.url, "dan");
    await dan.join("Free Chat");
    await ann.page.getByRole("link", { name: /Free Chat/ }).click();
    const people = ann.page.getByRole("complementary");
    await people.getByRole("button", { name: "dan" }).click();
    await expect.poll(() => heading(ann), patience).toBe("dan");
    await dan.whisper("ann", "me first");
    await expect.poll(() => ann.texts(), patience).toEqual(["me first"]);
    dan.close();
  });

  test("who is invited is told, and joins with a button", async () => {
    const { id } = await cat.join("cellar");
    await cat.say(id, "it is dark here").kept;
    await cat.call("change", { room: id, access: "closed" });
    await cat.call("invite", { room: id, who: "ann" });
    await expect
      .poll(() => banner(ann).textContent(), patience)
      .toContain("cat invites you to cellar");
    await banner(ann).getByRole("button", { name: "Join" }).click();
    await expect.poll(() => ann.texts(), patience).toEqual(["it is dark here"]);
    expect(await banner(ann).count()).toBe(0);
  });

  test("who is sent out is told by whom, there and elsewhere", async () => {
    await cat.call("kick", { room: "cellar", who: "ann" });
    const out = ann.page
      .getByRole("status")
      .filter({ hasText: "sent you out" });
    await expect
      .poll(() => out.textContent(), patience)
      .toContain('cat has sent you out of "cellar".');
    expect(await banner(ann).count()).toBe(0);
    await ann.page.getByRole("link", { name: /Free Chat/ }).click();
    await expect
      .poll(() => banner(ann).textContent(), patience)
      .toContain("cat has sent you out of cellar");
    await banner(ann).getByRole("button", { name: "Dismiss" }).click();
    expect(await banner(ann).count()).toBe(0);
  });

  test("what everyone is told stays until it is dismissed, and covers no more than a part", async () => {
    const long = Array.from({ length: 90 }, (_, n) => `line ${n}`).join("\n");
    await cat.call("broadcast", { text: long, key });
    for (const window of [ann, bob]) {
      await expect
        .poll(() => banner(window).textContent(), patience)
        .toContain("cat to everyone: line 0");
      const box = await banner(window).boundingBox();
      expect(box?.height).toBeLessThan(300);
      expect(box?.width).toBeLessThan(window === bob ? 390 : 600);
      await banner(window).getByRole("button", { name: "Dismiss" }).click();
      expect(await banner(window).count()).toBe(0);
    }
    // What lies over the room takes no click that is for the room.
    await cat.call("broadcast", { text: "word ".repeat(60), key });
    await banner(bob).waitFor();
    await bob.page.getByRole("button", { name: "All rooms" }).click();
    expect(await directs(bob).count()).toBe(1);
  });

  test("nothing is wider than a phone, and the browsers have no complaint", async () => {
    const box = await bob.page.locator(".chat").boundingBox();
    expect(box?.width).toBe(390);
    expect([...ann.complaints, ...bob.complaints]).toEqual([]);
  });
});
