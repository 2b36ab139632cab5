// What was said and is not known to be kept yet. A message goes out when the one before it in its room has been
// answered, and again with the same key after any cut, so that it is kept once, in the order in which it was said.
import type { EntryEvent } from "@koine/protocol";
import { isPassing, KoineError, uncertain } from "./errors.ts";
import { Line, Pending, type Kept } from "./pending.ts";
import type { Platform } from "./platform.ts";
import type { PendingMessage, PendingStatus } from "./state.ts";
import type { SavedMessage } from "./store.ts";

/** Waits after a refusal that waiting mends: doubled each time, in milliseconds. */
const FIRST_REST = 1_000;
const LONGEST_REST = 15_000;
/** After so many bugs of the server at one message, the next one gets its turn. */
const FAILURES = 5;

const NOTHING: readonly PendingMessage[] = [];

/** The result of a `say`. */
export interface Saying {
  readonly key: string;
  /**
   * Resolves when the server keeps it, after however many cuts; rejects with a KoineError when it is refused for good or
   * discarded. May be ignored: the room's `pending` tells the same.
   */
  readonly kept: Promise<Kept>;
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
  readonly #byKey = new Map<string, Pending>();
  readonly #lines = new Map<string, Line>();

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** The same array as long as nothing changes. */
  pending(room: string): readonly PendingMessage[] {
    return this.#lines.get(room)?.shown ?? NOTHING;
  }

  get unsent(): readonly SavedMessage[] {
    return [...this.#byKey.values()]
      .filter(({ status }) => status.is !== "kept")
      .map(({ saved }) => saved);
  }

  /** @throws KoineError `outbox_full` */
  add(room: string, text: string, key: string): Saying {
    if (this.#byKey.size >= this.#options.most) {
      throw new KoineError(
        "outbox_full",
        "Too many messages wait to be sent. Wait until some have gone.",
      );
    }
    const at = this.#options.platform.now();
    const message = this.#put({ key, room, text, at });
    this.pump(room);
    return { key, kept: message.settled.promise };
  }

  /** What an earlier start could not send. */
  restore(saved: readonly SavedMessage[]): void {
    for (const one of saved) {
      if (this.#byKey.size >= this.#options.most) return;
      if (!this.#byKey.has(one.key)) this.#put(one);
    }
  }

  /** Sends the next message of the room, if none is on the way. */
  pump(room: string): void {
    const line = this.#lines.get(room);
    if (line === undefined || line.sending !== undefined) return;
    if (line.endRest !== undefined) return;
    const { next } = line;
    if (next === undefined) return;
    const answer = this.#options.send(room, next.text, next.key);
    if (answer === undefined) return;
    line.sending = next;
    next.sentAs = this.#options.me();
    this.#set(next, { is: "sending" });
    void this.#settle(next, answer);
  }

  /** An entry has come: if it is one's own, the message with its key is done. */
  arrived({ room, key, by, seq, at }: EntryEvent): void {
    const message = key === undefined ? undefined : this.#byKey.get(key);
    if (message?.room !== room || message.sentAs !== by) return;
    message.settled.resolve({ seq, at });
    this.#remove(message);
    this.pump(room);
  }

  /** Everything up to the cursor has come: what was kept there needs no showing any more. */
  caughtUp(room: string, cursor: number): void {
    const line = this.#lines.get(room);
    if (line === undefined) return;
    for (const message of line.messages) {
      // Only what stands before the first that is not kept can be: they are kept in order.
      if (message.status.is === "kept" && message.status.seq <= cursor)
        this.#remove(message);
      else if (message.status.is === "waiting") return;
    }
  }

  /** One is somebody else now: whether what was sent as the one before was kept, nobody can tell. */
  disown(me: string): void {
    for (const message of this.#byKey.values()) {
      const { sentAs, status } = message;
      if (sentAs === undefined || sentAs === me) continue;
      if (status.is === "failed" || status.is === "kept") continue;
      this.#fail(message, uncertain());
    }
  }

  /** @throws KoineError `bad_request` when there is no such failed message. */
  retry(key: string): Saying {
    const message = this.failed(key);
    this.#remove(message);
    return this.add(message.room, message.text, key);
  }

  /** @throws KoineError `bad_request` when there is no such failed message. */
  failed(key: string): Pending {
    const message = this.#byKey.get(key);
    if (message?.status.is === "failed") return message;
    throw new KoineError("bad_request", "This message has not failed.");
  }

  discard(key: string): boolean {
    const message = this.#byKey.get(key);
    const isUnsent =
      message?.status.is === "waiting" && message.sentAs === undefined;
    if (message === undefined || !(isUnsent || message.status.is === "failed"))
      return false;
    this.#drop(message, "The message was taken back.");
    return true;
  }

  /** The room cannot be spoken in: what waits there is refused. */
  refuse(room: string, error: KoineError): void {
    for (const message of this.#messagesOf(room))
      if (message.status.is === "waiting") this.#fail(message, error);
  }

  /** The room is left: what is pending there goes with it. */
  drop(room: string): void {
    for (const message of this.#messagesOf(room))
      this.#drop(message, "The room was left before this was sent.");
  }

  /** The room is called by another id now. */
  move(from: string, to: string): void {
    for (const message of this.#messagesOf(from)) {
      this.#remove(message);
      message.room = to;
      this.#enter(message);
    }
  }

  /** No wait is left behind: what waits is tried again when its room is joined. */
  rest(): void {
    for (const line of this.#lines.values()) {
      line.endRest?.();
      line.endRest = undefined;
    }
  }

  async #settle(message: Pending, answer: Promise<Kept>): Promise<void> {
    try {
      this.#kept(message, await answer);
    } catch (error) {
      this.#refused(message, error);
    }
  }

  #kept(message: Pending, kept: Kept): void {
    if (!this.#has(message)) return;
    const line = this.#lineOf(message.room);
    line.rested = 0;
    line.sending = undefined;
    message.settled.resolve(kept);
    // The entry may have come before the answer, or long ago under the same key.
    if (kept.seq <= this.#options.cursor(message.room)) this.#remove(message);
    else this.#set(message, { is: "kept", seq: kept.seq });
    this.pump(message.room);
  }

  #refused(message: Pending, error: unknown): void {
    if (!this.#has(message)) return;
    const line = this.#lineOf(message.room);
    line.sending = undefined;
    const refusal =
      error instanceof KoineError
        ? error
        : new KoineError("internal", String(error));
    const isBug = refusal.code === "internal" && ++message.failures < FAILURES;
    if (!isPassing(refusal) && !isBug) {
      this.#fail(message, refusal);
      return this.pump(message.room);
    }
    this.#set(message, { is: "waiting" });
    // After a cut the room is pumped when it has been joined again.
    if (refusal.code !== "cut") this.#restAWhile(message.room, line);
  }

  #restAWhile(room: string, line: Line): void {
    line.rested = Math.min(LONGEST_REST, line.rested * 2 || FIRST_REST);
    line.endRest = this.#options.platform.after(line.rested, () => {
      line.endRest = undefined;
      this.pump(room);
    });
  }

  #put(saved: SavedMessage): Pending {
    const message = new Pending(saved);
    this.#enter(message);
    return message;
  }

  #enter(message: Pending): void {
    this.#byKey.set(message.key, message);
    this.#lineOf(message.room).add(message);
    this.#options.onChange(message.room);
  }

  #fail(message: Pending, error: KoineError): void {
    message.settled.reject(error);
    this.#set(message, { is: "failed", error });
  }

  #drop(message: Pending, why: string): void {
    this.#remove(message);
    message.settled.reject(new KoineError("discarded", why));
  }

  #set(message: Pending, status: PendingStatus): void {
    message.status = status;
    this.#lines.get(message.room)?.touch();
    this.#options.onChange(message.room);
  }

  #remove(message: Pending): void {
    const line = this.#lineOf(message.room);
    line.remove(message);
    if (line.isEmpty) {
      line.endRest?.();
      this.#lines.delete(message.room);
    }
    this.#byKey.delete(message.key);
    this.#options.onChange(message.room);
  }

  /** It may be gone, or another under the same key. */
  #has(message: Pending): boolean {
    return this.#byKey.get(message.key) === message;
  }

  #lineOf(room: string): Line {
    let line = this.#lines.get(room);
    if (line === undefined) this.#lines.set(room, (line = new Line()));
    return line;
  }

  #messagesOf(room: string): Iterable<Pending> {
    return this.#lines.get(room)?.messages ?? [];
  }
}
