// What was said and done and is not known to be kept yet. It goes out when what was before it in its room has been
// answered, and again with the same key after any cut, so that it is kept once, in the order in which it was said.
import type { EntryEvent } from "@koine/protocol";
import { goneMessage, isPassing, KoineError, uncertain } from "./errors.ts";
import { Line, Pending, type Kept } from "./pending.ts";
import type { Platform } from "./platform.ts";
import type { PendingChange, PendingMessage, PendingStatus } from "./state.ts";
import type { Act, SavedMessage } from "./store.ts";

/** After so many bugs of the server at one, the next one gets its turn. */
const FAILURES = 5;

const NOTHING: readonly never[] = [];

/** The result of a `say`, `edit`, `delete` or `react`. */
export interface Saying {
  readonly key: string;
  /**
   * Resolves when the server keeps it, after however many cuts; rejects with a KoineError when it is refused for good or
   * discarded. May be ignored: the room's `pending` and `changes` tell the same.
   */
  readonly kept: Promise<Kept>;
}

export interface OutboxOptions {
  readonly most: number;
  readonly platform: Platform;
  /** Sends it now; undefined when the room cannot be spoken in just now: then `pump` is called when it can. */
  readonly send: (
    room: string,
    act: Act,
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
    return this.#lines.get(room)?.messages ?? NOTHING;
  }

  /** The same array as long as nothing changes. */
  changes(room: string): readonly PendingChange[] {
    return this.#lines.get(room)?.changes ?? NOTHING;
  }

  get unsent(): readonly SavedMessage[] {
    return [...this.#byKey.values()]
      .filter(({ status }) => status.is !== "kept")
      .map(({ saved }) => saved);
  }

  /** @throws KoineError `outbox_full` */
  add(room: string, act: Act, key: string): Saying {
    for (const one of this.#allOf(room))
      if (one.isVoidBy(act)) this.#drop(one, "Another took its place.");
    if (this.#byKey.size >= this.#options.most) {
      throw new KoineError(
        "outbox_full",
        "Too many messages wait to be sent. Wait until some have gone.",
      );
    }
    const at = this.#options.platform.now();
    const one = this.#put({ ...act, key, room, at });
    this.pump(room);
    return { key, kept: one.settled.promise };
  }

  /** What an earlier start could not send. */
  restore(saved: readonly SavedMessage[]): void {
    for (const one of saved) {
      if (this.#byKey.size >= this.#options.most) return;
      if (!this.#byKey.has(one.key)) this.#put(one);
    }
  }

  /** Sends the next one of the room, if none is on the way. */
  pump(room: string): void {
    const line = this.#lines.get(room);
    const next = line?.next;
    if (line === undefined || next === undefined) return;
    const answer = this.#options.send(room, next.act, next.key);
    if (answer === undefined) return;
    line.sending = next;
    next.sentAs = this.#options.me();
    this.#set(next, { is: "sending" });
    void this.#settle(next, answer);
  }

  /** An entry has come: if it is one's own, what has its key is done. Whether there was something. */
  arrived({ room, key, by, seq, at }: EntryEvent): boolean {
    const one = key === undefined ? undefined : this.#byKey.get(key);
    if (one?.room !== room || one.sentAs !== by) return false;
    one.settled.resolve({ seq, at });
    this.#remove(one);
    this.pump(room);
    return true;
  }

  /** A message is gone: nothing can be done to it any more, and its text is not kept here either. */
  gone(room: string, of: number, kept: Kept): void {
    for (const one of this.#allOf(room)) {
      if (one.seq !== of) continue;
      if (one.act.do === "delete") one.settled.resolve(kept);
      else one.settled.reject(goneMessage());
      this.#remove(one);
    }
    this.pump(room);
  }

  /** Everything up to the cursor has come: what was kept there needs no showing any more. */
  caughtUp(room: string, cursor: number): void {
    for (const one of this.#allOf(room)) {
      // Only what stands before the first that is not kept can be: they are kept in order.
      if (one.status.is === "kept" && one.status.seq <= cursor)
        this.#remove(one);
      else if (one.status.is === "waiting") return;
    }
  }

  /** The room's log has this life: what was about messages of another is not about those that have their seqs now. */
  inLog(room: string, epoch: string): void {
    for (const one of this.#allOf(room)) {
      const { act } = one;
      if (act.epoch === undefined || act.epoch === epoch) continue;
      if (act.do === "say") one.act = { do: act.do, text: act.text };
      else if (one.status.is !== "failed") this.#fail(one, goneMessage());
    }
  }

  /** One is somebody else now: whether what was sent as the one before was kept, nobody can tell. */
  disown(me: string): void {
    for (const one of this.#byKey.values()) {
      const { sentAs, status } = one;
      if (sentAs === undefined || sentAs === me) continue;
      if (status.is === "failed" || status.is === "kept") continue;
      this.#fail(one, uncertain());
    }
  }

  /** @throws KoineError `bad_request` when there is no such failed message or change. */
  retry(key: string): Saying {
    const one = this.failed(key);
    this.#remove(one);
    return this.add(one.room, one.act, key);
  }

  /** @throws KoineError `bad_request` when there is no such failed message or change. */
  failed(key: string): Pending {
    const one = this.#byKey.get(key);
    if (one?.status.is === "failed") return one;
    throw new KoineError("bad_request", "This message has not failed.");
  }

  discard(key: string): boolean {
    const one = this.#byKey.get(key);
    if (one === undefined || !(one.isUnsent || one.status.is === "failed"))
      return false;
    this.#drop(one, "The message was taken back.");
    return true;
  }

  /** The room cannot be spoken in: what waits there is refused. */
  refuse(room: string, error: KoineError): void {
    for (const one of this.#allOf(room))
      if (one.status.is === "waiting") this.#fail(one, error);
  }

  /** The room is left: what is pending there goes with it. */
  drop(room: string): void {
    for (const one of this.#allOf(room))
      this.#drop(one, "The room was left before this was sent.");
  }

  /** The room is called by another id now. */
  move(from: string, to: string): void {
    for (const one of this.#allOf(from)) {
      this.#remove(one);
      one.room = to;
      this.#enter(one);
    }
  }

  /** No wait is left behind: what waits is tried again when its room is joined. */
  rest(): void {
    for (const line of this.#lines.values()) line.wake();
  }

  async #settle(one: Pending, answer: Promise<Kept>): Promise<void> {
    try {
      this.#kept(one, await answer);
    } catch (error) {
      this.#refused(one, error);
    }
  }

  #kept(one: Pending, { seq, at }: Kept): void {
    if (!this.#has(one)) return;
    const line = this.#lineOf(one.room);
    line.settle();
    line.sending = undefined;
    one.settled.resolve({ seq, at });
    // The entry may have come before the answer, or long ago under the same key.
    if (seq <= this.#options.cursor(one.room)) this.#remove(one);
    else this.#set(one, { is: "kept", seq });
    this.pump(one.room);
  }

  #refused(one: Pending, error: unknown): void {
    if (!this.#has(one)) return;
    const line = this.#lineOf(one.room);
    line.sending = undefined;
    const refusal =
      error instanceof KoineError
        ? error
        : new KoineError("internal", String(error));
    const isBug = refusal.code === "internal" && ++one.failures < FAILURES;
    if (!isPassing(refusal) && !isBug) {
      this.#fail(one, refusal);
      return this.pump(one.room);
    }
    this.#set(one, { is: "waiting" });
    // After a cut the room is pumped when it has been joined again.
    if (refusal.code !== "cut")
      line.rest(this.#options.platform, () => this.pump(one.room));
  }

  #put(saved: SavedMessage): Pending {
    const one = new Pending(saved);
    this.#enter(one);
    return one;
  }

  #enter(one: Pending): void {
    this.#byKey.set(one.key, one);
    this.#lineOf(one.room).add(one);
    this.#options.onChange(one.room);
  }

  #fail(one: Pending, error: KoineError): void {
    one.settled.reject(error);
    this.#set(one, { is: "failed", error });
  }

  #drop(one: Pending, why: string): void {
    this.#remove(one);
    one.settled.reject(new KoineError("discarded", why));
  }

  #set(one: Pending, status: PendingStatus): void {
    one.status = status;
    this.#lines.get(one.room)?.touch(one);
    this.#options.onChange(one.room);
  }

  #remove(one: Pending): void {
    const line = this.#lineOf(one.room);
    line.remove(one);
    if (line.isEmpty) {
      line.wake();
      this.#lines.delete(one.room);
    }
    this.#byKey.delete(one.key);
    this.#options.onChange(one.room);
  }

  /** It may be gone, or another under the same key. */
  #has(one: Pending): boolean {
    return this.#byKey.get(one.key) === one;
  }

  #lineOf(room: string): Line {
    let line = this.#lines.get(room);
    if (line === undefined) this.#lines.set(room, (line = new Line()));
    return line;
  }

  #allOf(room: string): Iterable<Pending> {
    return this.#lines.get(room)?.all ?? [];
  }
}
