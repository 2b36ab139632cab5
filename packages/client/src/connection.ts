// Keeps a client connected: says hello, waits and tries again after a cut, and lets callers wait for a live connection.
import type { Event, Params, VerbName } from "@koine/protocol";
import { backoff } from "./backoff.ts";
import { closed, isPassing, KoineError } from "./errors.ts";
import { Link } from "./link.ts";
import type { Cancel, Platform } from "./platform.ts";
import type { ConnectionState } from "./state.ts";

/** Online for so long, a cut begins the waits anew. */
const STABLE = 10_000;
/** Beside what passes anywhere, refusals of a hello that trying the same again may mend. */
const PASSING_AT_HELLO = new Set<string>(["too_many", "internal"]);

export interface ConnectionOptions {
  readonly url: string;
  readonly platform: Platform;
  readonly firstWait: number;
  readonly longestWait: number;
  /** Says hello on a new link. `wasPutOut`: the server has ended the one before because of whom it was of. */
  readonly enter: (link: Link, wasPutOut: boolean) => Promise<unknown>;
  /** Online: called before anyone who waits for it goes on. */
  readonly onOnline: (link: Link) => void;
  readonly onEvent: (event: Event) => void;
  readonly onState: (state: ConnectionState) => void;
}

export class Connection {
  readonly #options: ConnectionOptions;
  #state: ConnectionState = { is: "idle" };
  #link: Link | undefined;
  #attempt = 0;
  /** Waits in a row, since it was online for a while. */
  #waits = 0;
  #cancelWait: Cancel | undefined;
  /** What the server said when it ended the last connection because of whom it was of. */
  #putOut: string | undefined;
  #endOnline: Cancel | undefined;
  #waiters: PromiseWithResolvers<Link>[] = [];

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** The live link, if there is one. */
  get live(): Link | undefined {
    return this.#state.is === "online" ? this.#link : undefined;
  }

  /** It is about to be opened: whoever asks for it from now on waits. */
  expect(): void {
    const { is } = this.#state;
    if (is === "closed" || is === "refused") this.#state = { is: "idle" };
  }

  /** Connects, unless it is connected or about to be. */
  open(): void {
    if (this.#state.is === "connecting" || this.#state.is === "online") return;
    // A network that is back ends a wait; a connection that came through its absence may be dead.
    this.#endOnline ??= this.#options.platform.onOnline(() => {
      if (this.#state.is === "waiting") this.open();
      else this.live?.probe();
    });
    this.#connect();
  }

  /** Connects anew, to say another hello. Whoever waits for a connection waits on. */
  reopen(): void {
    const link = this.#link;
    this.#link = undefined;
    this.#state = { is: "idle" };
    link?.close("the client says another hello");
    this.open();
  }

  /** Resolves when online; rejects when refused or closed. */
  online(): Promise<Link> {
    if (this.live !== undefined) return Promise.resolve(this.live);
    if (this.#state.is === "refused") return Promise.reject(this.#state.error);
    if (this.#state.is === "closed") return Promise.reject(closed());
    const waiter = Promise.withResolvers<Link>();
    this.#waiters.push(waiter);
    return waiter.promise;
  }

  /** Closes behind one last request, if there is a connection; resolves when it is answered or cannot be. */
  async closeWith<V extends VerbName>(
    verb: V,
    params: Params<V>,
  ): Promise<void> {
    const link = this.live;
    if (link !== undefined) this.#link = undefined;
    this.close();
    await link?.closeWith(verb, params, "the client closed it");
  }

  close(): void {
    this.#endOnline?.();
    this.#endOnline = undefined;
    this.#end({ is: "closed" }, closed());
  }

  #connect(): void {
    this.#cancelWait?.();
    const { url, platform, enter, onEvent } = this.#options;
    this.#attempt++;
    this.#set({ is: "connecting", attempt: this.#attempt });
    try {
      const link: Link = new Link(url, platform, {
        onEvent,
        onOpen: () =>
          void enter(link, this.#putOut !== undefined).then(
            () => this.#entered(link),
            (error: unknown) => this.#refused(link, error),
          ),
        onGone: (reason, wasPutOut) => {
          if (this.#link !== link) return;
          if (wasPutOut) this.#putOut = reason;
          this.#wait(reason);
        },
      });
      this.#link = link;
    } catch {
      const error = new KoineError(
        "bad_request",
        `"${url}" is no address of a server. Give one like https://chat.example.org.`,
      );
      this.#end({ is: "refused", error }, error);
    }
  }

  #entered(link: Link): void {
    if (this.#link !== link) return;
    this.#putOut = undefined;
    this.#set({ is: "online", since: this.#options.platform.now() });
    this.#options.onOnline(link);
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const { resolve } of waiters) resolve(link);
  }

  #refused(link: Link, error: unknown): void {
    if (this.#link !== link) return;
    if (!(error instanceof KoineError)) {
      this.#options.platform.warn("Saying hello failed.", error);
      link.close("saying hello failed");
    } else if (isPassing(error) || PASSING_AT_HELLO.has(error.code)) {
      link.close(error.message);
    } else {
      const reason = this.#putOut;
      this.#putOut = undefined;
      this.#end(
        {
          is: "refused",
          error,
          ...(reason === undefined ? {} : { reason }),
        },
        error,
      );
    }
  }

  #wait(reason: string): void {
    const { platform, firstWait, longestWait } = this.#options;
    const now = platform.now();
    if (this.#state.is === "online" && now - this.#state.since >= STABLE)
      this.#attempt = this.#waits = 0;
    this.#link = undefined;
    this.#waits++;
    const wait = backoff(
      this.#waits,
      firstWait,
      longestWait,
      platform.random(),
    );
    this.#cancelWait = platform.after(wait, () => this.#connect());
    this.#set({
      is: "waiting",
      attempt: this.#attempt,
      until: now + wait,
      reason,
    });
  }

  #end(state: ConnectionState, error: KoineError): void {
    this.#cancelWait?.();
    this.#attempt = this.#waits = 0;
    const link = this.#link;
    this.#link = undefined;
    this.#set(state);
    link?.close("the client closed it");
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const { reject } of waiters) reject(error);
  }

  #set(state: ConnectionState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
