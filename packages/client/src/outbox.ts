// What was said and is not known to be kept yet. A message goes out when the one before it in its room has been
// answered, and again with the same key after any cut, so that it is kept once, in the order in which it was said.
import { KoineError } from "./errors.ts";
import type { Platform } from "./platform.ts";
import type { PendingMessage, PendingStatus } from "./state.ts";
import type { SavedMessage } from "./store.ts";

export interface Kept {
  readonly seq: number;
  readonly at: number;
}

/** Refusals that waiting mends. */
const PASSING = new Set<string>([
  "rate_limited",
  "unavailable",
  "internal",
  "too_many",
  "hello_first",
]);
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;

interface Message {
  readonly key: string;
  readonly room: string;
  readonly text: string;
  readonly at: number;
  status: PendingStatus;
  /** The identity it was sent as, once it was. */
  sentAs: string | undefined;
  readonly settled: PromiseWithResolvers<Kept>;
}

export interface OutboxOptions {
  readonly most: number;
  readonly platform: Platform;
  /** Sends it now; undefined when the room cannot be spoken in just now: then `pump` is called when it can. */
  readonly send: (
    room: string,
    text: string,
    key: string,
  ) => Promise<Kept> | undefined;
  /** How far the room's log has come: what was kept up to there needs no showing any more. */
  readonly cursor: (room: string) => number;
  /** Who one is now. */
  readonly me: () => string | undefined;
  readonly onChange: (room: string) => void;
}

export class Outbox {
  readonly #options: OutboxOptions;
  /** By room, in the order in which they were said. */
  readonly #rooms = new Map<string, Message[]>();
  /** Rooms that wait before they are tried again, and for how long they did. */
  readonly #resting = new Map<string, number>();

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  pending(room: string): readonly PendingMessage[] {
    return this.#of(room).map(({ key, text, at, status }) => ({
      key,
      text,
      at,
      status,
    }));
  }

  get unsent(): readonly SavedMessage[] {
    return this.#all()
      .filter(({ status }) => status.is !== "kept")
      .map(({ key, room, text, at, sentAs, status }) => ({
        key,
        room,
        text,
        at,
        ...(sentAs === undefined ? {} : { sentAs }),
        ...(status.is === "failed"
          ? {
              failed: {
                code: status.error.code,
                message: status.error.message,
              },
            }
          : {}),
      }));
  }

  /** @throws KoineError `outbox_full` */
  add(
    room: string,
    text: string,
    key: string,
  ): { readonly key: string; readonly kept: Promise<Kept> } {
    if (this.#all().length >= this.#options.most) {
      throw new KoineError(
        "outbox_full",
        "Too many messages wait to be sent. Wait until some have gone.",
      );
    }
    const message = this.#add({
      key,
      room,
      text,
      at: this.#options.platform.now(),
    });
    this.pump(room);
    return { key, kept: message.settled.promise };
  }

  /** What an earlier start could not send. */
  restore(saved: readonly SavedMessage[]): void {
    for (const one of saved) {
      if (this.#find(one.key) === undefined) this.#add(one);
    }
  }

  /** Sends the next message of the room, if none is on the way. */
  pump(room: string): void {
    if (this.#resting.has(room)) return;
    const messages = this.#of(room);
    if (messages.some(({ status }) => status.is === "sending")) return;
    const next = messages.find(({ status }) => status.is === "waiting");
    if (next === undefined) return;
    const answer = this.#options.send(room, next.text, next.key);
    if (answer === undefined) return;
    next.sentAs = this.#options.me();
    this.#set(next, { is: "sending" });
    answer.then(
      (kept) => this.#kept(next, kept),
      (error: unknown) => this.#refused(next, error),
    );
  }

  /** An entry of one's own has come: the message with its key is done. */
  arrived(room: string, key: string, kept: Kept): void {
    const message = this.#find(key);
    if (message !== undefined && message.room === room)
      this.#done(message, kept);
  }

  /** Everything up to the cursor has come: what was kept there needs no showing any more. */
  caughtUp(room: string, cursor: number): void {
    for (const message of this.#of(room)) {
      if (message.status.is === "kept" && message.status.seq <= cursor)
        this.#remove(message);
    }
  }

  /** One is somebody else now: whether what was sent as the one before was kept, nobody can tell. */
  disown(me: string): void {
    for (const message of this.#all()) {
      if (
        message.sentAs === undefined ||
        message.sentAs === me ||
        message.status.is === "failed"
      )
        continue;
      this.#fail(
        message,
        new KoineError(
          "uncertain",
          "This may have been sent already. Look, then send it again or drop it.",
        ),
      );
    }
  }

  /** @throws KoineError `bad_request` when there is no such failed message. */
  retry(key: string): { readonly key: string; readonly kept: Promise<Kept> } {
    const message = this.#find(key);
    if (message?.status.is !== "failed")
      throw new KoineError("bad_request", "This message has not failed.");
    this.#remove(message);
    return this.add(message.room, message.text, message.key);
  }

  discard(key: string): boolean {
    const message = this.#find(key);
    if (
      message === undefined ||
      message.status.is === "sending" ||
      message.status.is === "kept"
    )
      return false;
    if (message.status.is === "waiting" && message.sentAs !== undefined)
      return false;
    this.#remove(message);
    message.settled.reject(
      new KoineError("discarded", "The message was taken back."),
    );
    this.pump(message.room);
    return true;
  }

  /** The room is left: what is pending there goes with it. */
  drop(room: string): void {
    for (const message of this.#of(room)) {
      this.#remove(message);
      message.settled.reject(
        new KoineError("discarded", "The room was left before this was sent."),
      );
    }
  }

  /** The room is called by another id now. */
  move(from: string, to: string): void {
    const moved = this.#of(from).map((message) => ({ ...message, room: to }));
    this.#rooms.delete(from);
    if (moved.length > 0) this.#rooms.set(to, moved);
  }

  #kept(message: Message, kept: Kept): void {
    this.#resting.delete(message.room);
    if (this.#find(message.key) !== undefined) {
      message.settled.resolve(kept);
      // The entry may have come before the answer, or long ago under the same key.
      if (kept.seq <= this.#options.cursor(message.room)) this.#remove(message);
      else this.#set(message, { is: "kept", seq: kept.seq });
    }
    this.pump(message.room);
  }

  #refused(message: Message, error: unknown): void {
    if (this.#find(message.key) === undefined) return;
    if (!(error instanceof KoineError))
      return this.#fail(message, new KoineError("internal", String(error)));
    const isCut = error.code === "cut" || error.code === "offline";
    if (!isCut && !PASSING.has(error.code)) {
      this.#fail(message, error);
      return this.pump(message.room);
    }
    this.#set(message, { is: "waiting" });
    // After a cut the room is pumped when it has been joined again.
    if (!isCut) this.#rest(message.room);
  }

  #rest(room: string): void {
    const wait = Math.min(
      LONGEST_WAIT,
      (this.#resting.get(room) ?? FIRST_WAIT / 2) * 2,
    );
    this.#resting.set(room, wait);
    this.#options.platform.after(wait, () => {
      this.#resting.delete(room);
      this.pump(room);
    });
  }

  #add(saved: SavedMessage): Message {
    const { key, room, text, at, sentAs, failed } = saved;
    const status: PendingStatus =
      failed === undefined
        ? { is: "waiting" }
        : {
            is: "failed",
            error: new KoineError(
              failed.code as KoineError["code"],
              failed.message,
            ),
          };
    const message: Message = {
      key,
      room,
      text,
      at,
      sentAs,
      status,
      settled: Promise.withResolvers(),
    };
    // Whoever looks at `pending` need not look at the promise.
    message.settled.promise.catch(() => undefined);
    this.#rooms.set(room, [...this.#of(room), message]);
    this.#options.onChange(room);
    return message;
  }

  #fail(message: Message, error: KoineError): void {
    message.settled.reject(error);
    this.#set(message, { is: "failed", error });
  }

  #done(message: Message, kept: Kept): void {
    message.settled.resolve(kept);
    this.#remove(message);
    this.pump(message.room);
  }

  #set(message: Message, status: PendingStatus): void {
    message.status = status;
    this.#options.onChange(message.room);
  }

  #remove(message: Message): void {
    const left = this.#of(message.room).filter((other) => other !== message);
    if (left.length === 0) this.#rooms.delete(message.room);
    else this.#rooms.set(message.room, left);
    this.#options.onChange(message.room);
  }

  #find(key: string): Message | undefined {
    return this.#all().find((message) => message.key === key);
  }

  #all(): Message[] {
    return [...this.#rooms.values()].flat();
  }

  #of(room: string): readonly Message[] {
    return this.#rooms.get(room) ?? [];
  }
}
