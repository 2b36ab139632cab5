// One connection of the text door: someone in the room that its path names, until the connection goes.
import type { Extra } from "../../core/entries.ts";
import type { Notice } from "../../core/notices.ts";
import type { ChatError } from "../../core/errors.ts";
import type { Ear } from "../../core/line.ts";
import { Order } from "../../core/order.ts";
import { Patience } from "../../core/pace/patience.ts";
import type { Session } from "../../core/session.ts";
import { join } from "../../core/verbs/join.ts";
import { say } from "../../core/verbs/say.ts";
import { visit } from "../../core/verbs/visit.ts";
import { Frame } from "../../lib/frame.ts";
import type {
  CloseReason,
  Conversation,
  Unreadable,
  Wire,
} from "../../wires/wire.ts";
import type { DialectContext } from "../dialect.ts";
import { refusalOf } from "../refusal.ts";
import { lastSaid, lookedThrough } from "../spoken.ts";
import { ended, unreadable } from "./closing.ts";
import { remoteAddress, type Figures, type Talker } from "./figures.ts";
import { said, serverSays, TEXT, textEncoder } from "./text-encode.ts";

export interface Entrance {
  readonly room: string;
  readonly nick: string;
}

export class TextConversation implements Conversation {
  readonly #context: DialectContext;
  readonly #wire: Wire;
  readonly #figures: Figures;
  readonly #talker: Talker;
  readonly #order = new Order();
  readonly #patience: Patience;
  readonly #extra: Extra | undefined;
  #session: Session | undefined;
  /** The room's id, once it is entered. */
  #room = "";
  /** What comes from here on is not read. */
  #isOver = false;

  constructor(
    context: DialectContext,
    wire: Wire,
    figures: Figures,
    entrance: Entrance,
  ) {
    this.#context = context;
    this.#wire = wire;
    this.#figures = figures;
    this.#talker = figures.came(wire.opened, "/{room}/{nick}");
    this.#talker.nickname = entrance.nick;
    const { chat, settings } = context;
    this.#patience = new Patience(chat.limits, chat.now());
    if (settings.showAddresses)
      this.#extra = { dialect: TEXT, value: remoteAddress(wire.opened) };
    void this.#order.alone(() => this.#enter(entrance));
  }

  async receive(frame: string): Promise<void> {
    if (this.#isOver) return;
    this.#figures.asked(this.#talker, frame);
    await this.#order.overlapping(() => this.#say(frame));
  }

  refuse(what: Unreadable): void {
    if (!this.#isOver) this.#dismiss(unreadable[what]);
  }

  close(reason: CloseReason): void {
    this.#isOver = true;
    // Who is only idle is told nothing.
    if (reason.code !== 1000) this.#send(serverSays(reason.text));
    this.#wire.close(ended(reason));
    this.end();
  }

  end(): void {
    this.#isOver = true;
    this.#figures.left(this.#talker);
    void this.#order.alone(() => this.#leave());
  }

  async #enter({ room, nick }: Entrance): Promise<void> {
    const { chat, settings } = this.#context;
    const { address } = this.#wire.opened;
    const extra = this.#extra;
    const ear: Ear = {
      line: this.#wire,
      encoder: textEncoder,
      tell: (notice) => this.#tell(notice),
      marksRead: true,
      close: (text) => this.close({ code: 1008, text }),
    };
    try {
      const visitor = { address, ear, door: "chattypantz" };
      const name = { name: nick, suffix: true };
      this.#session = await visit(chat, name, visitor);
      const last = lookedThrough(settings.history);
      const order = { room, nick, last, extra };
      const joined = await join(chat, this.#session, order);
      this.#room = joined.room.id;
      for (const { name, text } of lastSaid(joined.entries, settings.history))
        this.#send(said(name, text));
    } catch (error) {
      const refusal = refusalOf(error, this.#context, "chattypantz");
      this.close({ code: 1008, text: refusedEntry(refusal, room, nick) });
    }
  }

  async #say(text: string): Promise<void> {
    if (this.#session === undefined) return;
    const { chat } = this.#context;
    try {
      await say(chat, this.#session, { room: this.#room, text });
    } catch (error) {
      const refusal = refusalOf(error, this.#context, "chattypantz");
      if (!this.#isOver) await this.#patience.refuse(chat.now());
      this.#send(serverSays(refusal.message));
    }
  }

  #tell(notice: Notice): void {
    const frame = textEncoder.encode(notice, undefined);
    if (frame !== null) this.#wire.sendAlone(frame);
    // There is no other room at this connection.
    if (notice.kind === "kicked") {
      this.#wire.close({ code: 1008, text: "removed from the room" });
      this.end();
    }
  }

  #send(line: string): void {
    this.#wire.sendAlone(new Frame(line));
  }

  /** Ends the connection behind what it said before. */
  #dismiss(reason: CloseReason): void {
    this.#isOver = true;
    void this.#order.alone(async () => this.close(reason));
  }

  async #leave(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    try {
      if (session !== undefined)
        await this.#context.chat.end(session, { extra: this.#extra });
    } catch (error) {
      this.#context.onBug(error, "chattypantz");
    }
  }
}

const refusedEntry = (
  refusal: ChatError,
  room: string,
  nick: string,
): string =>
  refusal.code === "name_taken"
    ? `Nickname "${nick}" is already in use in room "${room}".`
    : refusal.message;
