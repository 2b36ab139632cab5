// A person's window: the page in a browser profile of its own, as the tests look at it and type into it.
import { chromium, type Browser, type Page } from "playwright-core";

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
}

const desk = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 390, height: 844 } };

/** `touch` is a phone that takes fingers, too, and no mouse. */
const kinds = {
  desk,
  phone,
  touch: { ...phone, hasTouch: true, isMobile: true },
} as const;

export class Window {
  readonly page: Page;
  /** What the browser complained of: errors, and refusals of the policy. */
  readonly complaints: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(15_000);
    page.on("pageerror", (error) => this.complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") {
        this.complaints.push(message.text());
      }
    });
  }

  static async open(
    browser: Browser,
    url: string,
    kind: keyof typeof kinds = "desk",
  ): Promise<Window> {
    const context = await browser.newContext(kinds[kind]);
    const window = new Window(await context.newPage());
    await window.page.goto(url);
    return window;
  }

  async enterAs(name: string): Promise<void> {
    await this.page.getByLabel("Nickname").fill(name);
    await this.page.getByRole("button", { name: "Start talking" }).click();
    await this.page.getByRole("log").waitFor();
  }

  /** Types a line and sends it with Enter. */
  async say(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press("Enter");
  }

  get field() {
    return this.page.getByRole("textbox", { name: /^Write to/ });
  }

  get log() {
    return this.page.getByRole("log");
  }

  /** What the log shows, line by line. */
  texts(): Promise<string[]> {
    return this.log.locator(".text").allTextContents();
  }

  /** What the log shows as sent: neither pending nor failed. */
  sent(): Promise<string[]> {
    return this.log.locator(".line.kept .text").allTextContents();
  }
}
