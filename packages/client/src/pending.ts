// One message that was said and is not an entry of the log yet, and the line of such messages of one room.
import { KoineError } from "./errors.ts";
import type { Cancel } from "./platform.ts";
import type { PendingMessage, PendingStatus } from "./state.ts";
import type { SavedMessage } from "./store.ts";

export interface Kept {
  readonly seq: number;
  readonly at: number;
}

export class Pending {
  readonly key: string;
  readonly text: string;
  readonly at: number;
  readonly settled = Promise.withResolvers<Kept>();
  room: string;
  /** The identity it was sent as, once it was. */
  sentAs: string | undefined;
  /** How often the server failed at it. */
  failures = 0;
  #status: PendingStatus = { is: "waiting" };
  #shown: PendingMessage | undefined;

  constructor({ key, room, text, at, sentAs, failed }: SavedMessage) {
    this.key = key;
    this.room = room;
    this.text = text;
    this.at = at;
    this.sentAs = sentAs;
    if (failed !== undefined) {
      const code = failed.code as KoineError["code"];
      this.#status = {
        is: "failed",
        error: new KoineError(code, failed.message),
      };
    }
    // Whoever looks at `pending` need not look at the promise.
    this.settled.promise.catch(() => undefined);
  }

  get status(): PendingStatus {
    return this.#status;
  }

  set status(status: PendingStatus) {
    this.#status = status;
    this.#shown = undefined;
  }

  /** The same object as long as nothing changes. */
  get shown(): PendingMessage {
    const { key, text, at, status } = this;
    return (this.#shown ??= { key, text, at, status });
  }

  get saved(): SavedMessage {
    const { key, room, text, at, sentAs, status } = this;
    return {
      key,
      room,
      text,
      at,
      ...(sentAs === undefined ? {} : { sentAs }),
      ...(status.is === "failed" ? { failed: plain(status.error) } : {}),
    };
  }
}

/** The pending messages of one room, in the order in which they were said. */
export class Line {
  readonly #messages = new Set<Pending>();
  #shown: readonly PendingMessage[] | undefined;
  /** The one on the way. */
  sending: Pending | undefined;
  /** How long it waited last after a refusal that waiting mends, and what ends a wait that is on. */
  rested = 0;
  endRest: Cancel | undefined;

  get isEmpty(): boolean {
    return this.#messages.size === 0;
  }

  /** A message may be removed while one is at it. */
  get messages(): Iterable<Pending> {
    return this.#messages;
  }

  get shown(): readonly PendingMessage[] {
    return (this.#shown ??= Array.from(this.#messages, ({ shown }) => shown));
  }

  get next(): Pending | undefined {
    for (const message of this.#messages)
      if (message.status.is === "waiting") return message;
    return undefined;
  }

  add(message: Pending): void {
    this.#messages.add(message);
    if (message.status.is === "sending") this.sending = message;
    this.touch();
  }

  remove(message: Pending): void {
    this.#messages.delete(message);
    if (this.sending === message) this.sending = undefined;
    this.touch();
  }

  touch(): void {
    this.#shown = undefined;
  }
}

function plain({ code, message }: KoineError): {
  readonly code: string;
  readonly message: string;
} {
  return { code, message };
}
