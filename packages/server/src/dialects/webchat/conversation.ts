// One connection of the Webchat door: someone in the lobby, under one name, as soon as he has said which.
import { ChatError } from "../../core/errors.ts";
import { Order } from "../../core/order.ts";
import { Patience } from "../../core/pace/patience.ts";
import { say } from "../../core/verbs/say.ts";
import { whisper } from "../../core/verbs/whisper.ts";
import type { CloseReason, Conversation, Wire } from "../../wires/wire.ts";
import type { DialectContext } from "../dialect.ts";
import { refusalOf } from "../refusal.ts";
import { worded } from "./refusals.ts";
import { readRequest, type Request } from "./request.ts";
import { Seat, withoutAsterisks } from "./seat.ts";
import * as told from "./told.ts";

export class WebchatConversation implements Conversation {
  readonly #context: DialectContext;
  readonly #wire: Wire;
  readonly #seat: Seat;
  readonly #order = new Order();
  readonly #patience: Patience;
  /** What comes from here on is not read. */
  #isOver = false;
  /** Nor is what had come by then. */
  #isIgnored = false;

  constructor(context: DialectContext, wire: Wire) {
    const { chat } = context;
    this.#context = context;
    this.#wire = wire;
    this.#patience = new Patience(chat.limits, chat.now());
    this.#seat = new Seat(chat, wire, (text) =>
      this.close({ code: 1008, text }),
    );
  }

  async receive(frame: string): Promise<void> {
    if (this.#isOver) return;
    const request = readRequest(frame);
    if (request === undefined) return this.refuse();
    if (request.do === "nothing") return;
    const run = (): Promise<void> => this.#run(request);
    await (request.do === "connected"
      ? this.#order.alone(run)
      : this.#order.overlapping(run));
  }

  /** A client that sends what cannot be read is let go, behind what it said before. */
  refuse(): void {
    this.#dismiss(told.malformed);
  }

  close(reason: CloseReason): void {
    this.#isOver = true;
    this.#tell(told.closing(reason.text));
    this.#wire.close(reason);
  }

  end(): void {
    this.#isOver = true;
    void this.#order.alone(() => this.#leave());
  }

  async #run(request: Exclude<Request, { do: "nothing" }>): Promise<void> {
    const { chat } = this.#context;
    if (this.#isIgnored) return;
    const { session } = this.#seat;
    try {
      if (request.do === "connected")
        return await this.#seat.take(request.name, request.password);
      if (session === undefined) {
        this.#isIgnored = true;
        return this.#dismiss(told.notConnected);
      }
      const { text } = request;
      if (request.do === "message")
        await say(chat, session, { room: chat.lobby.id, text });
      else
        await whisper(chat, session, {
          to: withoutAsterisks(request.to),
          text,
        });
    } catch (error) {
      const refusal = refusalOf(error, this.#context, "webchat");
      await this.#patience.refuse(chat.now());
      this.#wire.sendAlone(worded(refusal, nameIn(request)));
    }
  }

  async #leave(): Promise<void> {
    try {
      await this.#seat.leave();
    } catch (error) {
      this.#context.onBug(error, "webchat");
    }
  }

  #tell(text: string): void {
    this.#wire.sendAlone(told.chatMessage(text, told.SERVER));
  }

  #dismiss(text: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    refusalOf(new ChatError("bad_frame", text), this.#context, "webchat");
    void this.#order.alone(async () => {
      await this.#leave();
      this.#tell(text);
      this.#wire.close({ code: 1008, text: "no event of Webchat" });
    });
  }
}

/** Whom a refusal is about. */
function nameIn(request: Exclude<Request, { do: "nothing" }>): string {
  if (request.do === "connected") return request.name;
  return request.do === "privmsg" ? request.to : "";
}
