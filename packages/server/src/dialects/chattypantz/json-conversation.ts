// One connection of the JSON door. Nothing is sent until the client has asked.
import type { Notice } from "../../core/notices.ts";
import type { Ear } from "../../core/line.ts";
import { Order } from "../../core/order.ts";
import { Pace } from "../../core/pace/pace.ts";
import { Patience } from "../../core/pace/patience.ts";
import { Frame } from "../../lib/frame.ts";
import type {
  CloseReason,
  Conversation,
  Unreadable,
  Wire,
} from "../../wires/wire.ts";
import type { DialectContext } from "../dialect.ts";
import { KnownRooms } from "../known-rooms.ts";
import { refusalOf } from "../refusal.ts";
import { roomMeant } from "../room-meant.ts";
import { ended, unreadable } from "./closing.ts";
import type { Figures, Talker } from "./figures.ts";
import type { Caller } from "./caller.ts";
import { jsonEncoder } from "./json-encode.ts";
import { readRequest, type Misread, type Request } from "./read-request.ts";
import { responseTo } from "./refusals.ts";
import { askingOf, type Asking } from "./requests/table.ts";
import { serverSays } from "./responses.ts";
import { writeResponse, type Response } from "./write-response.ts";

const misread: Record<Misread, CloseReason> = {
  "no JSON": { code: 1007, text: "This is not one JSON object." },
  "no request": { code: 1008, text: "This JSON is no request." },
};

export class JsonConversation implements Conversation {
  readonly #context: DialectContext;
  readonly #wire: Wire;
  readonly #figures: Figures;
  readonly #talker: Talker;
  readonly #order = new Order();
  readonly #patience: Patience;
  readonly #caller: Caller;
  /** What comes from here on is not read. */
  #isOver = false;

  constructor(context: DialectContext, wire: Wire, figures: Figures) {
    this.#context = context;
    this.#wire = wire;
    this.#figures = figures;
    this.#talker = figures.came(wire.opened, "/v1.0/chat");
    const { chat } = context;
    this.#patience = new Patience(chat.limits, chat.now());
    const ear: Ear = {
      line: wire,
      encoder: jsonEncoder,
      tell: (notice) => this.#hear(notice),
      marksRead: true,
      close: (text) => this.close({ code: 1008, text }),
    };
    const pace = new Pace(chat.limits, chat.now());
    this.#caller = {
      chat,
      visitor: { address: wire.opened.address, ear, door: "chattypantz" },
      pace: () => pace.verb(chat.now()),
      nick: "",
      known: new KnownRooms(),
      session: undefined,
    };
  }

  async receive(frame: string): Promise<void> {
    if (this.#isOver) return;
    const request = readRequest(frame);
    if (typeof request === "string") return this.#dismiss(misread[request]);
    this.#figures.asked(this.#talker, frame);
    const asking = askingOf(request);
    const answer = (): Promise<void> => this.#answer(asking, request);
    await (asking.overlaps
      ? this.#order.overlapping(answer)
      : this.#order.alone(answer));
  }

  refuse(what: Unreadable): void {
    if (!this.#isOver) this.#dismiss(unreadable[what]);
  }

  close(reason: CloseReason): void {
    this.#isOver = true;
    // Who is only idle is told nothing.
    if (reason.code !== 1000) this.#send(serverSays("", reason.text));
    this.#wire.close(ended(reason));
    this.end();
  }

  end(): void {
    this.#isOver = true;
    this.#figures.left(this.#talker);
    void this.#order.alone(() => this.#leave());
  }

  async #answer(asking: Asking, request: Request): Promise<void> {
    const caller = this.#caller;
    try {
      // A list may be large: who does not read the last one is not held another.
      if (!asking.overlaps) await this.#wire.drained();
      const response = await asking.answer(caller, request);
      if (response !== undefined) this.#send(response);
      this.#talker.nickname = caller.nick;
    } catch (error) {
      const refusal = refusalOf(error, this.#context, "chattypantz");
      if (!this.#isOver) await this.#patience.refuse(caller.chat.now());
      this.#send(responseTo(refusal, request, caller.nick, asking.isQuiet));
    }
  }

  #hear(notice: Notice): void {
    const room = roomMeant(this.#context.chat, notice);
    const frame = jsonEncoder.encode(notice, room);
    if (frame !== null) this.#wire.send(frame);
  }

  #send(response: Response): void {
    this.#wire.sendAlone(new Frame(writeResponse(response)));
  }

  /** Ends the connection behind what it asked before. */
  #dismiss(reason: CloseReason): void {
    this.#isOver = true;
    void this.#order.alone(async () => this.close(reason));
  }

  async #leave(): Promise<void> {
    const { chat, session } = this.#caller;
    this.#caller.session = undefined;
    try {
      if (session !== undefined) await chat.end(session);
    } catch (error) {
      this.#context.onBug(error, "chattypantz");
    }
  }
}
