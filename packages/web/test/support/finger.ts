// A finger on a window that takes touches: down and up. Real touches, of which the browser makes what it likes.
import type { CDPSession, Locator } from "playwright-core";
import type { Window } from "./window.ts";

export class Finger {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async on({ page }: Window): Promise<Finger> {
    return new Finger(await page.context().newCDPSession(page));
  }

  /** On the middle of it. */
  async down(on: Locator): Promise<void> {
    await on.scrollIntoViewIfNeeded();
    const box = await on.boundingBox();
    if (!box) throw new Error("There is nothing to touch.");
    const x = box.x + box.width / 2;
    const y = box.y + box.height / 2;
    await this.#send("touchStart", [{ x, y }]);
  }

  async up(): Promise<void> {
    await this.#send("touchEnd", []);
  }

  /** Nothing was meant by it. */
  async cancel(): Promise<void> {
    await this.#send("touchCancel", []);
  }

  async #send(
    type: "touchStart" | "touchEnd" | "touchCancel",
    touchPoints: { readonly x: number; readonly y: number }[],
  ): Promise<void> {
    await this.#session.send("Input.dispatchTouchEvent", { type, touchPoints });
  }
}
