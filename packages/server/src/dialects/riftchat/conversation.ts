// One connection of the RiftChat door: someone in the lobby, from the greeting until the connection goes.
import { randomInt } from "node:crypto";
import type { Notice } from "../../core/notices.ts";
import { ChatError } from "../../core/errors.ts";
import type { Ear, Encoder } from "../../core/line.ts";
import { Order } from "../../core/order.ts";
import { Patience } from "../../core/pace/patience.ts";
import type { Session } from "../../core/session.ts";
import { join } from "../../core/verbs/join.ts";
import { rename } from "../../core/verbs/rename.ts";
import { say } from "../../core/verbs/say.ts";
import { visit } from "../../core/verbs/visit.ts";
import { Frame } from "../../lib/frame.ts";
import type { CloseReason, Conversation, Wire } from "../../wires/wire.ts";
import type { DialectContext } from "../dialect.ts";
import { refusalOf } from "../refusal.ts";
import { putOut } from "./encode.ts";
import { readRequest, type RiftchatRequest } from "./requests.ts";
import * as told from "./told.ts";

/** Makes what the client is told when it was refused; later than the refusal, when he is refused too often. */
type Answer = () => string;

export class RiftchatConversation implements Conversation {
  readonly #context: DialectContext;
  readonly #wire: Wire;
  readonly #order = new Order();
  readonly #patience: Patience;
  #session: Session | undefined;
  /** What comes from here on is not read. */
  #isOver = false;

  constructor(context: DialectContext, wire: Wire, encoder: Encoder) {
    this.#context = context;
    this.#wire = wire;
    this.#patience = new Patience(context.chat.limits, context.chat.now());
    const ear: Ear = {
      line: wire,
      encoder,
      tell: (notice) => this.#hear(notice, encoder),
      marksRead: true,
      close: (reason) => this.#dismiss(reason, 1008),
    };
    void this.#order.alone(() => this.#enter(ear));
  }

  async receive(frame: string): Promise<void> {
    if (this.#isOver) return;
    const request = readRequest(frame);
    if (request === undefined) return this.refuse();
    const refused = await this.#run(request);
    if (refused === undefined) return;
    await this.#patience.refuse(this.#context.chat.now());
    this.#tell(refused());
  }

  /** There is no form for an error: a bad frame of any kind ends the connection, behind what was said before. */
  refuse(): void {
    if (this.#isOver) return;
    this.#refusal(new ChatError("bad_frame", "This is no frame of RiftChat."));
    this.#isOver = true;
    void this.#order.alone(async () => {
      await this.#leave();
      this.#wire.close({ code: 1008, text: "a bad frame" });
    });
  }

  close(reason: CloseReason): void {
    this.#isOver = true;
    const { chat } = this.#context;
    this.#tell(
      reason.code === 1012
        ? told.serverIsDown()
        : told.saidLine(chat.now(), told.SERVER, reason.text),
    );
    this.#wire.close(reason);
  }

  end(): void {
    this.#isOver = true;
    void this.#order.alone(() => this.#leave());
  }

  async #enter(ear: Ear): Promise<void> {
    const { chat } = this.#context;
    const { address } = this.#wire.opened;
    try {
      const visitor = { address, ear, door: "riftchat" };
      const name = randomName();
      this.#session = await visit(chat, { name, suffix: true }, visitor);
      const joined = await join(chat, this.#session, { room: chat.lobby.id });
      this.#tell(told.youAre(joined.name), told.cameIn(joined.name));
    } catch (error) {
      await this.#leave();
      this.#dismiss(this.#refusal(error).message, 1013);
    }
  }

  #run(request: RiftchatRequest): Promise<Answer | undefined> {
    switch (request.code) {
      case "say":
        return this.#order.overlapping(() => this.#say(request.text));
      case "rename":
        return this.#order.alone(() => this.#rename(request.name));
      case "unknown":
        return Promise.resolve(undefined);
    }
  }

  async #say(text: string): Promise<Answer | undefined> {
    const { chat } = this.#context;
    if (this.#session === undefined) return undefined;
    try {
      await say(chat, this.#session, { room: chat.lobby.id, text });
      return undefined;
    } catch (error) {
      const { message } = this.#refusal(error);
      return () => told.saidLine(chat.now(), told.SERVER, message);
    }
  }

  async #rename(wanted: string | undefined): Promise<Answer | undefined> {
    const session = this.#session;
    if (session === undefined) return undefined;
    const { identity } = session;
    const was = identity.name;
    try {
      if (wanted === undefined)
        throw new ChatError("bad_name", "A name is a text.");
      const name = await rename(this.#context.chat, session, wanted, {
        suffix: true,
      });
      this.#tell(told.youAre(name), told.nowCalled(was, name));
      return undefined;
    } catch (error) {
      this.#refusal(error);
      return () => told.youAre(identity.name);
    }
  }

  /** What is told to this person alone. Whoever is put out has nothing left here. */
  #hear(notice: Notice, encoder: Encoder): void {
    if (notice.kind === "kicked") return this.#dismiss(putOut(notice), 1008);
    const frame = encoder.encode(notice, undefined);
    if (frame !== null) this.#wire.send(frame);
  }

  /** Lets the client go, with a word to it. */
  #dismiss(reason: string, code: 1008 | 1013): void {
    this.#isOver = true;
    const { chat } = this.#context;
    this.#tell(told.saidLine(chat.now(), told.SERVER, reason));
    this.#wire.close({ code, text: "" });
  }

  async #leave(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    try {
      if (session !== undefined) await this.#context.chat.end(session);
    } catch (error) {
      this.#context.onBug(error, "riftchat");
    }
  }

  #tell(...payloads: string[]): void {
    for (const payload of payloads) this.#wire.sendAlone(new Frame(payload));
  }

  #refusal(error: unknown): ChatError {
    return refusalOf(error, this.#context, "riftchat");
  }
}

const LETTERS =
  "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

function randomName(): string {
  const letters = Array.from({ length: 10 }, () =>
    LETTERS.charAt(randomInt(LETTERS.length)),
  );
  return letters.join("");
}
