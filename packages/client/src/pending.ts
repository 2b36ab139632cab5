// One thing that was said or done and is not an entry of the log yet, and the line of such things of one room.
import { KoineError } from "./errors.ts";
import type { Cancel, Platform } from "./platform.ts";
import type { PendingChange, PendingMessage, PendingStatus } from "./state.ts";
import type { Act, SavedMessage } from "./store.ts";

/** Waits after a refusal that waiting mends: doubled each time, in milliseconds. */
const FIRST_REST = 1_000;
const LONGEST_REST = 15_000;

export interface Kept {
  readonly seq: number;
  readonly at: number;
}

export class Pending {
  readonly key: string;
  readonly at: number;
  readonly settled = Promise.withResolvers<Kept>();
  room: string;
  act: Act;
  /** The identity it was sent as, once it was. */
  sentAs: string | undefined;
  /** How often the server failed at it. */
  failures = 0;
  #status: PendingStatus = { is: "waiting" };
  #shown: PendingMessage | PendingChange | undefined;

  constructor({ key, room, at, sentAs, failed, ...act }: SavedMessage) {
    this.key = key;
    this.room = room;
    this.at = at;
    this.act = act;
    this.sentAs = sentAs;
    if (failed !== undefined) {
      const code = failed.code as KoineError["code"];
      this.#status = {
        is: "failed",
        error: new KoineError(code, failed.message),
      };
    }
    // Whoever looks at the state need not look at the promise.
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
  get shown(): PendingMessage | PendingChange {
    const { key, at, status } = this;
    return (this.#shown ??= { ...shownOf(this.act), key, at, status });
  }

  /** The message that it is about. */
  get seq(): number | undefined {
    return this.act.do === "say" ? undefined : this.act.seq;
  }

  get isUnsent(): boolean {
    return this.#status.is === "waiting" && this.sentAs === undefined;
  }

  /** Whether it has not gone out, or was refused, and means nothing any more once the other is done. */
  isVoidBy(other: Act): boolean {
    const { act } = this;
    if (other.do === "say" || this.seq !== other.seq) return false;
    if (!this.isUnsent && this.#status.is !== "failed") return false;
    if (other.do === "delete") return true;
    if (other.do === "edit") return act.do === "edit";
    return act.do === "react" && act.reaction === other.reaction;
  }

  get saved(): SavedMessage {
    const { key, room, at, act, sentAs, status } = this;
    return {
      ...act,
      key,
      room,
      at,
      ...(sentAs === undefined ? {} : { sentAs }),
      ...(status.is === "failed" ? { failed: plain(status.error) } : {}),
    };
  }
}

/** What is pending in one room, in the order in which it was said and done. */
export class Line {
  readonly #all = new Set<Pending>();
  #messages: readonly PendingMessage[] | undefined;
  #changes: readonly PendingChange[] | undefined;
  /** The one on the way. */
  sending: Pending | undefined;
  /** How long it waited last, and what ends a wait that is on. */
  #rested = 0;
  #endRest: Cancel | undefined;

  get isEmpty(): boolean {
    return this.#all.size === 0;
  }

  /** One may be removed while one is at it. */
  get all(): Iterable<Pending> {
    return this.#all;
  }

  get messages(): readonly PendingMessage[] {
    return (this.#messages ??= this.#shown.filter(isMessage));
  }

  get changes(): readonly PendingChange[] {
    return (this.#changes ??= this.#shown.filter(isChange));
  }

  get #shown(): (PendingMessage | PendingChange)[] {
    return Array.from(this.#all, ({ shown }) => shown);
  }

  /** What is to be sent now, if anything is. */
  get next(): Pending | undefined {
    if (this.sending !== undefined || this.#endRest !== undefined)
      return undefined;
    for (const one of this.#all) if (one.status.is === "waiting") return one;
    return undefined;
  }

  add(one: Pending): void {
    this.#all.add(one);
    if (one.status.is === "sending") this.sending = one;
    this.touch(one);
  }

  remove(one: Pending): void {
    this.#all.delete(one);
    if (this.sending === one) this.sending = undefined;
    this.touch(one);
  }

  /** Waits, longer each time, after a refusal that waiting mends. */
  rest(platform: Platform, then: () => void): void {
    this.#rested = Math.min(LONGEST_REST, this.#rested * 2 || FIRST_REST);
    this.#endRest = platform.after(this.#rested, () => {
      this.#endRest = undefined;
      then();
    });
  }

  settle(): void {
    this.#rested = 0;
  }

  wake(): void {
    this.#endRest?.();
    this.#endRest = undefined;
  }

  touch({ act }: Pending): void {
    if (act.do === "say") this.#messages = undefined;
    else this.#changes = undefined;
  }
}

function isMessage(one: PendingMessage | PendingChange): one is PendingMessage {
  return !isChange(one);
}

function isChange(one: PendingMessage | PendingChange): one is PendingChange {
  return "do" in one;
}

/** Without what only the outbox needs. */
function shownOf(act: Act) {
  const { epoch: _, ...about } = act;
  if (about.do !== "say") return about;
  const { do: __, ...said } = about;
  return said;
}

function plain({ code, message }: KoineError): {
  readonly code: string;
  readonly message: string;
} {
  return { code, message };
}
