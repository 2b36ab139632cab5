import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensurePage } from "../../../tools/page.ts";
import { TestServer } from "./support/server.ts";
import { launch, Window } from "./support/window.ts";

const patience = { timeout: 15_000 };

describe("tokens for programs", () => {
  let browser: Browser;
  let server: TestServer;
  let ann: Window;
  let token = "";

  beforeAll(async () => {
    await ensurePage();
    server = await TestServer.start();
    browser = await launch();
    ann = await Window.open(browser, server.url);
    await ann.page.context().grantPermissions(["clipboard-write"]);
    await button("Register this name").click();
    await ann.page.getByLabel("Nickname").fill("ann");
    await ann.page.getByLabel(/^Password/).fill("ann's secret");
    await button("Register and start").click();
    await ann.log.waitFor();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  const dialog = () => ann.page.getByRole("dialog");
  const button = (name: string) =>
    ann.page.getByRole("button", { name, exact: true });
  const rows = () =>
    dialog()
      .getByRole("list", { name: "Tokens for programs" })
      .getByRole("listitem");
  const field = () => dialog().getByLabel("The token", { exact: true });
  const bottomOf = async (it: Locator): Promise<number> => {
    const { y = 0, height = 0 } = (await it.boundingBox()) ?? {};
    return y + height;
  };
  /** The status, or the code of the refusal. */
  const call = async (verb: string, params: object): Promise<unknown> => {
    const answer = await fetch(`${server.url}/api/${verb}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify(params),
    });
    const body = (await answer.json()) as { readonly error?: { code: string } };
    return body.error?.code ?? answer.status;
  };

  test("one is made for what was chosen, shown once, and copied", async () => {
    await ann.page.setViewportSize({ width: 1280, height: 500 });
    await button("Your account").click();
    await button("Tokens for programs").click();
    await dialog().getByText("There are none.").waitFor();
    const heading = dialog().getByRole("heading", { name: "ann" });
    expect(await heading.evaluate((it) => it.matches(":focus"))).toBe(true);

    await dialog().getByLabel("What it is for").fill("weather bot");
    await dialog().getByLabel("Read what is said").uncheck();
    expect(await button("Make the token").isDisabled()).toBe(true);
    await dialog().getByLabel("Read what is said").check();
    await dialog().getByLabel(/^Days/).fill("7");
    await dialog().getByLabel("What it is for").press("Enter");
    await dialog().getByText("shown only this once").waitFor();
    token = await field().inputValue();
    // What is there only once comes into view by itself.
    expect(await bottomOf(field())).toBeLessThan(await bottomOf(dialog()));
    await button("Copy").click();
    await button("Copied").waitFor();

    await expect.poll(() => rows().count(), patience).toBe(1);
    expect(await rows().textContent()).toMatch(
      /^weather bot read ?since .*, until .*End$/,
    );
    expect(await call("rooms", {})).toBe(200);
    expect(await call("say", { room: "Free Chat", text: "sun" })).toBe(
      "not_allowed",
    );
  });

  test("it is not shown again, is in its own list, and is no place where one is signed in", async () => {
    await ann.page.keyboard.press("Escape");
    await button("Your account").click();
    await button("Where you are signed in").click();
    const places = dialog().getByRole("list", {
      name: "Where you are signed in",
    });
    await places.getByText("this one").waitFor();
    expect(await places.textContent()).not.toContain("weather bot");
    await button("Tokens for programs").click();
    await rows().waitFor();
    expect(await field().count()).toBe(0);
    expect(await dialog().textContent()).not.toContain(token);
  });

  test("it is good for nothing once it is ended", async () => {
    await rows().getByRole("button", { name: "End" }).click();
    await dialog().getByText("There are none.").waitFor();
    expect(await call("rooms", {})).toBe("bad_token");
  });

  test("what is refused is told", async () => {
    await dialog().getByLabel("What it is for").fill("   ");
    await button("Make the token").click();
    await expect
      .poll(() => dialog().getByRole("alert").last().textContent(), patience)
      .toMatch(/\w/);
    expect(await field().count()).toBe(0);
    await ann.page.keyboard.press("Escape");
    expect(ann.complaints).toEqual([]);
  });
});
