// One connection of this door: requests in, answers in their order.
import { Order } from "../../core/order.ts";
import { Patience } from "../../core/pace/patience.ts";
import type { Frame } from "../../lib/frame.ts";
import type {
  CloseReason,
  Conversation,
  Unreadable,
  Wire,
} from "../../wires/wire.ts";
import type { DialectContext } from "../dialect.ts";
import { refusalOf } from "../refusal.ts";
import { errorFrame, okFrame } from "./answers.ts";
import type { Command } from "./commands/command.ts";
import { commands } from "./commands/table.ts";
import { Connection, type Active } from "./connection.ts";
import { NAME } from "./marks.ts";
import { Refused, refused } from "./refused.ts";
import { NO_TRACKER, readRequest, type Request } from "./request.ts";
import { worded } from "./wording.ts";

/** So many frames in a row that are no requests, or that come too fast, end a connection. */
const BAD_MOST = 3;

interface Answer {
  /** Undefined when there is none, or when it has been sent already. */
  readonly frame: Frame | undefined;
  readonly isBad: boolean;
}

const DONE: Answer = { frame: undefined, isBad: false };

export class GtchatConversation implements Conversation {
  readonly #context: DialectContext;
  readonly #wire: Wire;
  readonly #connection: Connection;
  readonly #order = new Order();
  readonly #patience: Patience;
  #bad = 0;
  /** Resolves when every earlier request has been answered. */
  #answered: Promise<undefined> = Promise.resolve(undefined);

  constructor(context: DialectContext, wire: Wire, active: Active) {
    this.#context = context;
    this.#wire = wire;
    const { limits, now } = context.chat;
    this.#patience = new Patience(limits, now());
    this.#connection = new Connection(context, wire, active, (task) =>
      this.#alone(task),
    );
  }

  receive(frame: string): Promise<void> {
    const request = readRequest(frame);
    const command = commands.get(request?.cmd ?? "");
    const before = this.#answered;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#answered = promise;
    const overlaps = command?.overlaps === true;
    const run = async (): Promise<void> => {
      // A list may be large: who does not read the last one is not held another.
      if (!overlaps) await this.#wire.drained();
      const answer = await this.#answer(request, command);
      await before;
      this.#give(answer);
      resolve(undefined);
    };
    return overlaps ? this.#order.overlapping(run) : this.#order.alone(run);
  }

  refuse(what: Unreadable): void {
    // Binary frames are ignored, as ever.
    if (what !== "binary") void this.receive("");
  }

  close({ code, text }: CloseReason): void {
    this.#connection.close(text, code);
  }

  end(): void {
    this.#alone(() => this.#connection.leave());
  }

  /** Never rejects. */
  async #answer(
    request: Request | undefined,
    command: Command | undefined,
  ): Promise<Answer> {
    const { cmd, tracker } = request ?? { cmd: "", tracker: NO_TRACKER };
    try {
      if (request === undefined) throw refused.notARequest();
      if (command === undefined) throw refused.unknownCmd(cmd);
      const msg = await command.run(request, this.#connection);
      if (msg === undefined) return DONE;
      return { frame: okFrame(cmd, tracker, msg), isBad: false };
    } catch (error) {
      const { refusal, isBad } = this.#refusal(error, request);
      await this.#patience.refuse(this.#context.chat.now());
      return { frame: errorFrame(cmd, tracker, refusal), isBad };
    }
  }

  #give({ frame, isBad }: Answer): void {
    this.#bad = isBad ? this.#bad + 1 : 0;
    if (this.#bad >= BAD_MOST) this.#connection.close("invalid request", 1008);
    else if (frame !== undefined) this.#connection.send(frame);
  }

  #refusal(
    error: unknown,
    request: Request | undefined,
  ): { readonly refusal: Refused; readonly isBad: boolean } {
    if (error instanceof Refused) {
      this.#context.chat.tally.refused("bad_request");
      return { refusal: error, isBad: error.isBad };
    }
    const refusal = refusalOf(error, this.#context, NAME);
    const usr = this.#connection.seat?.name ?? "";
    return {
      refusal: worded(refusal, request, usr),
      isBad: refusal.code === "rate_limited",
    };
  }

  /** Behind the requests under way. */
  #alone(task: () => Promise<void>): void {
    this.#order
      .alone(task)
      .catch((error: unknown) => refusalOf(error, this.#context, NAME));
  }
}
