// One connection of the door: a greeting, then lines in, each a command or something to say.
import { ChatError } from "../../core/errors.ts";
import type { Encoder } from "../../core/line.ts";
import { Order } from "../../core/order.ts";
import { Patience } from "../../core/pace/patience.ts";
import type {
  CloseReason,
  Conversation,
  Unreadable,
  Wire,
} from "../../wires/wire.ts";
import type { DialectContext } from "../dialect.ts";
import { refusalOf } from "../refusal.ts";
import { arrive } from "./arriving.ts";
import { say } from "./commands/say.ts";
import { commands, entrances } from "./commands/table.ts";
import type { Form } from "./forms.ts";
import { parse, type Asked } from "./parse.ts";
import { wordOf } from "./refusals.ts";
import { Talk } from "./talk.ts";
import { texts } from "./texts.ts";

/** So many unreadable lines in a row end a connection. */
const BAD_MOST = 50;

const UNREADABLE: Record<Unreadable, ChatError> = {
  binary: new ChatError("bad_frame", "Binary frames are not read. Send text."),
  not_utf8: new ChatError("bad_frame", "This is not UTF-8. Send UTF-8 text."),
  too_large: new ChatError("too_large", "This is too long. Send less at once."),
  malformed: new ChatError("bad_frame", "This cannot be read."),
};

export interface Speaking {
  readonly form: Form;
  readonly encoder: Encoder;
}

export class RamblerConversation implements Conversation {
  readonly #context: DialectContext;
  readonly #wire: Wire;
  readonly #form: Form;
  readonly #talk: Talk;
  readonly #patience: Patience;
  /** Says overlap; a command waits for what came before it, and holds what comes after. */
  readonly #order = new Order();
  #bad = 0;
  /** It is ending: what comes from here on is not answered. */
  #isOver = false;

  constructor(context: DialectContext, wire: Wire, speaking: Speaking) {
    const { chat } = context;
    this.#context = context;
    this.#wire = wire;
    this.#form = speaking.form;
    this.#patience = new Patience(chat.limits, chat.now());
    this.#talk = new Talk({
      ...speaking,
      chat,
      wire,
      close: (reason) => this.#close(reason, 1008),
    });
    void this.#order.alone(() => this.#begin());
  }

  receive(line: string): Promise<void> {
    this.#bad = 0;
    const asked = parse(line, this.#form);
    return "said" in asked
      ? this.#order.overlapping(() => this.#answer(asked))
      : this.#order.alone(() => this.#answer(asked));
  }

  refuse(what: Unreadable): void {
    const error = UNREADABLE[what];
    this.#context.chat.tally.refused(error.code);
    this.#talk.tell(wordOf(error));
    this.#bad++;
    if (what === "malformed" || this.#bad >= BAD_MOST)
      this.#wire.close({ code: 1008, text: "too much that cannot be read" });
  }

  close(reason: CloseReason): void {
    this.#isOver = true;
    this.#talk.tell(texts.closing(reason.text));
    this.#wire.close(reason);
  }

  end(): void {
    void this.#order
      .alone(() => this.#talk.end())
      .catch((error: unknown) => this.#context.onBug(error, "rambler"));
  }

  async #begin(): Promise<void> {
    try {
      await arrive(this.#talk, this.#wire.opened.cookieToken);
    } catch (error) {
      const refusal = this.#refusal(error);
      // While guests are locked out he is nobody yet, and may log in.
      if (refusal.code === "locked") this.#talk.tell(texts.lockedOut);
      else
        this.#close(wordOf(refusal), refusal.code === "banned" ? 1008 : 1013);
    }
  }

  async #answer(asked: Asked): Promise<void> {
    if (this.#isOver) return;
    try {
      await this.#run(asked);
    } catch (error) {
      const refusal = this.#refusal(error);
      await this.#patience.refuse(this.#context.chat.now());
      this.#talk.tell(wordOf(refusal));
    }
  }

  #run(asked: Asked): Promise<void> {
    if (!this.#talk.hasSession && !isEntrance(asked))
      throw new ChatError("locked", texts.lockedOut);
    if ("said" in asked) return say(asked.said, this.#talk);
    const command = commands.get(asked.command);
    if (command === undefined)
      throw new ChatError("unknown_verb", texts.unknownCommand);
    return command(asked.rest, this.#talk);
  }

  #refusal(error: unknown): ChatError {
    return refusalOf(error, this.#context, "rambler");
  }

  /** The client is told all of the reason; the wire's own form may be too short for it. */
  #close(reason: string, code: CloseReason["code"]): void {
    this.#isOver = true;
    this.#talk.tell(reason);
    this.#wire.close({ code, text: "" });
  }
}

const isEntrance = (asked: Asked): boolean =>
  "command" in asked && entrances.has(asked.command);
