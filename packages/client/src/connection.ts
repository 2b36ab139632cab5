// Keeps a client connected: says hello, waits and tries again after a cut, and lets callers wait for a live connection.
import type { Event, Result } from "@koine/protocol";
import { backoff } from "./backoff.ts";
import { KoineError } from "./errors.ts";
import { Link } from "./link.ts";
import type { Cancel, Platform } from "./platform.ts";
import type { ConnectionState } from "./state.ts";

/** Online for so long, a cut begins the waits anew. */
const STABLE = 10_000;
/** Refusals of a hello that trying the same again may mend. */
const PASSING = new Set([
  "rate_limited",
  "unavailable",
  "too_many",
  "internal",
  "cut",
]);

export interface ConnectionOptions {
  readonly url: string;
  readonly platform: Platform;
  readonly firstWait: number;
  readonly longestWait: number;
  /** Says hello on a new link. */
  readonly enter: (link: Link) => Promise<Result<"hello">>;
  /** Online: called before anyone who waits for it goes on. */
  readonly onOnline: (link: Link, hello: Result<"hello">) => void;
  readonly onEvent: (event: Event) => void;
  readonly onState: (state: ConnectionState) => void;
}

export class Connection {
  readonly #options: ConnectionOptions;
  #state: ConnectionState = { is: "idle" };
  #link: Link | undefined;
  #attempt = 0;
  #cancelWait: Cancel | undefined;
  #endOnline: Cancel | undefined;
  #waiters: {
    resolve: (link: Link) => void;
    reject: (error: KoineError) => void;
  }[] = [];

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

  /** Connects, unless it is connected or about to be. */
  open(): void {
    if (this.#state.is === "connecting" || this.#state.is === "online") return;
    this.#endOnline ??= this.#options.platform.onOnline(() => {
      if (this.#state.is === "waiting") this.open();
    });
    this.#connect();
  }

  /** Resolves when online; rejects when refused or closed. */
  online(): Promise<Link> {
    if (this.live !== undefined) return Promise.resolve(this.live);
    if (this.#state.is === "refused") return Promise.reject(this.#state.error);
    if (this.#state.is === "closed") return Promise.reject(closed());
    return new Promise((resolve, reject) =>
      this.#waiters.push({ resolve, reject }),
    );
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
    const link: Link = new Link(url, platform, {
      onEvent,
      onOpen: () =>
        void enter(link).then(
          (hello) => this.#entered(link, hello),
          (error: unknown) => this.#refused(link, error),
        ),
      onGone: (reason) => {
        if (this.#link === link) this.#wait(reason);
      },
    });
    this.#link = link;
  }

  #entered(link: Link, hello: Result<"hello">): void {
    if (this.#link !== link) return;
    const since = this.#options.platform.now();
    this.#set({ is: "online", since });
    this.#options.onOnline(link, hello);
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const { resolve } of waiters) resolve(link);
  }

  #refused(link: Link, error: unknown): void {
    if (this.#link !== link) return;
    if (!(error instanceof KoineError) || PASSING.has(error.code))
      link.close(String(error));
    else this.#end({ is: "refused", error }, error);
  }

  #wait(reason: string): void {
    const { platform, firstWait, longestWait } = this.#options;
    const now = platform.now();
    if (this.#state.is === "online" && now - this.#state.since >= STABLE)
      this.#attempt = 0;
    this.#link = undefined;
    const wait = backoff(
      this.#attempt + 1,
      firstWait,
      longestWait,
      platform.random(),
    );
    this.#set({
      is: "waiting",
      attempt: this.#attempt,
      until: now + wait,
      reason,
    });
    this.#cancelWait = platform.after(wait, () => this.#connect());
  }

  #end(state: ConnectionState, error: KoineError): void {
    this.#cancelWait?.();
    this.#attempt = 0;
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

export function closed(): KoineError {
  return new KoineError("closed", "The client is closed. Start it again.");
}
