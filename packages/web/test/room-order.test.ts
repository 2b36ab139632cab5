import type { Client } from "@koine/client";
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensurePage } from "../../../tools/page.ts";
import { guest, until } from "./support/clients.ts";
import { TestServer } from "./support/server.ts";
import { launch, Window } from "./support/window.ts";

const patience = { timeout: 15_000 };

describe("order in one room", () => {
  let browser: Browser;
  let server: TestServer;
  let ann: Window;
  let bob: Window;
  let cat: Client;
  let room: string;

  beforeAll(async () => {
    await ensurePage();
    server = await TestServer.start();
    browser = await launch();
    ann = await Window.open(browser, `${server.url}/#kitchen`);
    // Whoever makes a room is its owner.
    await ann.enterAs("ann");
    bob = await Window.open(browser, `${server.url}/#kitchen`, "phone");
    await bob.enterAs("bob");
    cat = await guest(server.url, "cat");
    room = (await cat.join("kitchen")).id;
  }, 120_000);

  afterAll(async () => {
    cat?.close();
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  const button = (at: Locator | Window, name: string | RegExp) =>
    (at instanceof Window ? at.page : at).getByRole("button", {
      name,
      exact: true,
    });
  const dialog = ({ page }: Window, name: string | RegExp) =>
    page.getByRole("dialog", { name });
  const silence = ({ page }: Window) =>
    page.getByRole("status").filter({ hasText: "You can read, but not say" });
  const person = async (name: string): Promise<Locator> => {
    await button(ann, `More about ${name}`).click();
    const it = dialog(ann, name);
    await it.waitFor();
    return it;
  };
  const mute = async (name: string, reason: string, minutes: string) => {
    const it = await person(name);
    await it.getByLabel(/^Reason/).fill(reason);
    await it.getByLabel(/^Minutes/).fill(minutes);
    await button(it, "Mute").click();
    await it.waitFor({ state: "detached" });
  };
  const sanctions = async (): Promise<Locator> => {
    await button(ann, "About kitchen").click();
    const about = dialog(ann, "About kitchen");
    await about.getByText("Bans and mutes here").click();
    return about.getByRole("list", { name: "Bans and mutes" });
  };

  test("who is muted there reads it where he would write, also when he comes back", async () => {
    await mute("bob", "too loud", "90");
    const why = /^You can read, but not say anything here until .+: too loud$/;
    await expect.poll(() => silence(bob).textContent(), patience).toMatch(why);
    expect(await bob.field.count()).toBe(0);
    await bob.page.reload();
    await expect.poll(() => silence(bob).textContent(), patience).toMatch(why);
    expect(await bob.field.count()).toBe(0);
    // Only there.
    await bob.page.goto(`${server.url}/#Free%20Chat`);
    await bob.field.waitFor();
    await bob.page.goto(`${server.url}/#kitchen`);
    await silence(bob).waitFor();
  });

  test("bans and mutes of the room are listed with their ends and reasons, and lifted", async () => {
    const it = await person("cat");
    await it.getByLabel(/^Reason/).fill("<i>spam</i>");
    await button(it, "Ban").click();
    await it.waitFor({ state: "detached" });
    await until(cat, ({ rooms }) => rooms.get(room)?.presence.is === "left");
    const rows = (await sanctions()).getByRole("listitem");
    await expect
      .poll(() => rows.allTextContents(), patience)
      .toEqual([
        "cat is banned for goodby ann: <i>spam</i>Lift",
        expect.stringMatching(/^bob is muted until .+by ann: too loudLift$/),
      ]);
    await button(rows.filter({ hasText: "cat" }), "Lift").click();
    await expect.poll(() => rows.count(), patience).toBe(1);
    await cat.join("kitchen");
    await button(rows.filter({ hasText: "bob" }), "Lift").click();
    await ann.page.getByText("There are none.").waitFor();
    await bob.field.waitFor();
    await bob.say("thank you");
    await expect.poll(() => ann.texts(), patience).toEqual(["thank you"]);
    await ann.page.keyboard.press("Escape");
  });

  test("what is done behind the list is in it at once", async () => {
    const rows = (await sanctions()).getByRole("listitem");
    await ann.page.getByText("There are none.").waitFor();
    const about = dialog(ann, "About kitchen");
    await button(about, "More about cat").click();
    await button(dialog(ann, "cat"), "Mute").click();
    await expect
      .poll(() => rows.allTextContents(), patience)
      .toEqual(["cat is muted for goodby annLift"]);
    await button(rows, "Lift").click();
    await ann.page.getByText("There are none.").waitFor();
    await ann.page.keyboard.press("Escape");
  });

  test("a mute that ends by the clock lets him write again", async () => {
    await bob.page.clock.install();
    await bob.page.reload();
    await bob.field.waitFor();
    await mute("bob", "a minute", "1");
    await silence(bob).waitFor();
    await bob.page.clock.fastForward(61_000);
    await bob.field.waitFor();
  });

  test("who may not keep order sees no list and nothing to give away", async () => {
    await button(bob, "About kitchen").click();
    const about = dialog(bob, "About kitchen");
    await about.getByText("You are a guest here.").waitFor();
    expect(await about.getByText("Bans and mutes here").count()).toBe(0);
    await button(about, "More about cat").click();
    await dialog(bob, "cat").waitFor();
    expect(await button(bob, "Give the room away").count()).toBe(0);
    await bob.page.keyboard.press("Escape");
    await bob.page.keyboard.press("Escape");
  });

  test("a room is given away once that was asked, and everyone sees whose it is", async () => {
    await button(await person("bob"), "Give the room away").click();
    const question = dialog(ann, "Give “kitchen” to bob?");
    await button(question, "Cancel").click();
    await question.waitFor({ state: "detached" });
    const opener = button(ann, "Give the room away");
    expect(await opener.evaluate((it) => it.matches(":focus"))).toBe(true);
    await opener.click();
    await button(question, "Give it away").click();
    await expect
      .poll(() => ann.page.getByRole("dialog").count(), patience)
      .toBe(0);
    await button(ann, "More about bob").waitFor({ state: "detached" });
    const people = ann.page.getByRole("complementary").getByRole("listitem");
    await expect
      .poll(() => people.allTextContents(), patience)
      .toEqual(["Aannyou", "Bbobowner", "Ccat"]);
    await button(bob, "About kitchen").click();
    await bob.page.getByText("You are the owner here.").waitFor();
    await bob.page.getByText("Bans and mutes here").waitFor();
    await bob.page.keyboard.press("Escape");
  });

  test("what stands against it is told in the question", async () => {
    await button(bob, /people here/).click();
    const drawer = dialog(bob, "People in kitchen");
    await button(drawer, "More about cat").click();
    await button(bob, "Give the room away").click();
    const question = dialog(bob, "Give “kitchen” to cat?");
    await cat.leave(room);
    await button(question, "Give it away").click();
    await expect
      .poll(() => question.getByRole("alert").textContent(), patience)
      .toMatch(/cat/);
    const box = await question.boundingBox();
    expect(box?.width).toBeLessThan(390);
  });

  test("the browsers have no complaint", () => {
    expect([...ann.complaints, ...bob.complaints]).toEqual([]);
  });
});
