// One connection of the native door: requests in, replies in their order, events in between.
import type { Params } from "@koine/protocol";
import { readParams, readVerb } from "../../api/params.ts";
import { runFirst, runVerb } from "../../api/run.ts";
import { sayHello } from "../../api/table.ts";
import type { Ending } from "../../core/endings.ts";
import { ChatError } from "../../core/errors.ts";
import { Patience } from "../../core/pace/patience.ts";
import type { Session } from "../../core/session.ts";
import { Frame } from "../../lib/frame.ts";
import type {
  CloseReason,
  Conversation,
  Unreadable,
  Wire,
} from "../../wires/wire.ts";
import type { DialectContext } from "../dialect.ts";
import { refusalOf } from "../refusal.ts";
import { closing, endingOf } from "./closing.ts";
import { encoder } from "./encode.ts";
import { Replies } from "./replies.ts";

/** So many unreadable frames in a row end a connection. */
const BAD_MOST = 50;

const UNREADABLE: Record<Unreadable, ChatError> = {
  binary: new ChatError("bad_frame", "Binary frames are not read. Send text."),
  not_utf8: new ChatError("bad_frame", "This is not UTF-8. Send UTF-8 text."),
  too_large: new ChatError(
    "too_large",
    "The line is too long. Send less at once.",
  ),
  malformed: new ChatError("bad_frame", "This is no frame. Send a line each."),
};

interface Request {
  readonly id?: unknown;
  readonly do?: unknown;
}

export class NativeConversation implements Conversation {
  readonly #context: DialectContext;
  readonly #wire: Wire;
  readonly #replies: Replies;
  #session: Session | undefined;
  /** Hello is under way: what comes meanwhile waits for it. */
  #entering: Promise<void> | undefined;
  readonly #patience: Patience;
  #bad = 0;
  #hasEnded = false;

  constructor(context: DialectContext, wire: Wire) {
    this.#context = context;
    this.#wire = wire;
    const { limits, now } = context.chat;
    this.#patience = new Patience(limits, now());
    this.#replies = new Replies((frame) => wire.sendAlone(frame));
  }

  async receive(frame: string): Promise<void> {
    const request = parse(frame);
    if (request === undefined)
      return this.#refuseFrame(
        new ChatError("bad_frame", "Send one JSON object in each frame."),
      );
    this.#bad = 0;
    const reply = this.#replies.next();
    const re = readId(request.id);
    try {
      reply(
        new Frame(
          `{"re":${re},"ok":${JSON.stringify(await this.#answer(request))}}`,
        ),
      );
    } catch (error) {
      const refusal = this.#refusal(re, error);
      await this.#patience.refuse(this.#context.chat.now());
      reply(refusal);
    }
  }

  refuse(what: Unreadable): void {
    this.#refuseFrame(UNREADABLE[what]);
  }

  close(reason: CloseReason): void {
    this.#close(endingOf(reason), reason);
  }

  end(): void {
    this.#hasEnded = true;
    void this.#leave().catch((error: unknown) =>
      this.#context.onBug(error, "native"),
    );
  }

  async #answer(request: Request): Promise<unknown> {
    const verb = readVerb(request.do);
    if (verb === "hello") {
      const params = readParams("hello", request);
      if (this.#session !== undefined || this.#entering !== undefined) {
        throw new ChatError(
          "hello_again",
          "You have said hello already. Use rename for another name, or connect again.",
        );
      }
      return this.#hello(params);
    }
    if (this.#entering !== undefined) await this.#entering;
    const { chat } = this.#context;
    const { address } = this.#wire.opened;
    if (verb === "redeem") return runFirst(chat, verb, request, address);
    if (this.#session !== undefined)
      return runVerb(chat, this.#session, verb, readParams(verb, request));
    const first = runFirst(chat, verb, request, address);
    if (first !== undefined) return first;
    throw new ChatError(
      "hello_first",
      'Say hello first: {"id":1,"do":"hello","name":"…"}.',
    );
  }

  async #hello(params: Params<"hello">): Promise<unknown> {
    const { chat } = this.#context;
    const close = (text: string, why: Ending): void =>
      this.#close(why, { code: 1008, text });
    const ear = { line: this.#wire, encoder, close };
    const entering = sayHello(chat, params, {
      address: this.#wire.opened.address,
      ear,
      door: "native",
    });
    this.#entering = entering.then(
      () => undefined,
      () => undefined,
    );
    try {
      const { session, result } = await entering;
      this.#session = session;
      return result;
    } finally {
      this.#entering = undefined;
    }
  }

  /** The connection may go while hello is under way: the session that it makes ends too. */
  async #leave(): Promise<void> {
    await this.#entering;
    if (this.#session !== undefined)
      await this.#context.chat.end(this.#session);
  }

  #refuseFrame(error: ChatError): void {
    this.#replies.next()(this.#refusal("null", error));
    this.#bad++;
    if (this.#bad >= BAD_MOST && !this.#hasEnded)
      this.#close("bad_frame", {
        code: 1008,
        text: "too many frames that are no requests",
      });
  }

  #close(why: Ending, reason: CloseReason): void {
    this.#wire.sendAlone(closing(why, reason.text));
    this.#wire.close(reason);
  }

  #refusal(re: string, error: unknown): Frame {
    const refusal = refusalOf(error, this.#context, "native");
    return new Frame(
      `{"re":${re},"error":${JSON.stringify({ code: refusal.code, message: refusal.message })}}`,
    );
  }
}

function parse(frame: string): Request | undefined {
  try {
    const parsed: unknown = JSON.parse(frame);
    return typeof parsed === "object" &&
      parsed !== null &&
      !Array.isArray(parsed)
      ? parsed
      : undefined;
  } catch {
    return undefined;
  }
}

/** A request's id comes back as it was: a number or a short string, as JSON; null when it has none. */
function readId(id: unknown): string {
  if (typeof id === "number" || (typeof id === "string" && id.length <= 64))
    return JSON.stringify(id);
  return "null";
}
