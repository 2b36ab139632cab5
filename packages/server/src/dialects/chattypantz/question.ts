// A connection that asks one thing by its path: it is answered with one JSON array, and closed.
import { Frame } from "../../lib/frame.ts";
import type { CloseReason, Conversation, Wire } from "../../wires/wire.ts";
import type { DialectContext } from "../dialect.ts";
import { refusalOf } from "../refusal.ts";
import { ended } from "./closing.ts";
import { writeList } from "./write-response.ts";

export class Question implements Conversation {
  readonly #wire: Wire;

  constructor(
    context: DialectContext,
    wire: Wire,
    ask: () => Promise<readonly string[]>,
  ) {
    this.#wire = wire;
    void this.#answer(context, ask);
  }

  /** Whatever the client says meanwhile changes nothing. */
  receive(): Promise<void> {
    return Promise.resolve();
  }

  refuse(): void {
    // As above.
  }

  close(reason: CloseReason): void {
    this.#wire.close(ended(reason));
  }

  end(): void {
    // Nothing of it stays.
  }

  async #answer(
    context: DialectContext,
    ask: () => Promise<readonly string[]>,
  ): Promise<void> {
    try {
      this.#wire.sendAlone(new Frame(writeList(await ask())));
      this.close({ code: 1000, text: "" });
    } catch (error) {
      const { code, message } = refusalOf(error, context, "chattypantz");
      const isKeptOut = code === "banned" || code === "locked";
      this.close({ code: isKeptOut ? 1008 : 1011, text: message });
    }
  }
}
