// Runs verbs for callers over HTTP. A caller's session is kept for a while between calls, so that his name and his
// pace are those of one person and not new with each call.
import type { VerbName } from "@koine/protocol";
import type { Chat } from "../core/chat.ts";
import { ChatError } from "../core/errors.ts";
import { hashToken } from "../core/ids.ts";
import { hello } from "../core/verbs/hello.ts";
import type { Session } from "../core/session.ts";
import { readParams } from "./params.ts";
import { registerFirst, sayHello, table } from "./table.ts";

const KEPT_MS = 60_000;
const KEPT_MOST = 10_000;

export interface Caller {
  readonly token: string | undefined;
  readonly address: string;
}

interface Visit {
  readonly session: Promise<Session>;
  until: number;
}

export class Visitors {
  readonly #chat: Chat;
  readonly #visits = new Map<string, Visit>();
  readonly #sweeping: NodeJS.Timeout;

  constructor(chat: Chat) {
    this.#chat = chat;
    this.#sweeping = setInterval(() => this.#sweep(), KEPT_MS / 2).unref();
  }

  /** @throws ChatError */
  async invoke(
    verb: VerbName,
    params: unknown,
    caller: Caller,
  ): Promise<unknown> {
    if (verb === "hello") return this.#hello(params, caller);
    if (verb === "register" && caller.token === undefined) {
      const account = readParams("register", params);
      return registerFirst(this.#chat, account, caller.address);
    }
    const checked = readParams(verb, params);
    const session = await this.#session(caller);
    const run = table[verb] as (...args: unknown[]) => Promise<unknown>;
    const result = await run(this.#chat, session, checked);
    // Whoever gave it back is gone, and his name is free.
    if (verb === "logout") await this.#drop(readParams(verb, params).token);
    return result;
  }

  stop(): void {
    clearInterval(this.#sweeping);
    this.#visits.clear();
  }

  async #hello(params: unknown, caller: Caller): Promise<unknown> {
    this.#mustHavePlace();
    const read = readParams("hello", params);
    const { session, result } = await sayHello(this.#chat, read, {
      address: caller.address,
      ear: undefined,
    });
    const token = result.token ?? read.token;
    // Whoever wants the cookie alone makes no calls.
    const isKept = token !== undefined && read.cookie !== true;
    if (!isKept || this.#visits.has(token)) await this.#chat.end(session);
    else this.#keep(token, Promise.resolve(session));
    return result;
  }

  async #session({ token, address }: Caller): Promise<Session> {
    if (token === undefined) {
      throw new ChatError(
        "hello_first",
        "Send the token of a hello: `Authorization: Bearer TOKEN`.",
      );
    }
    const known = this.#visits.get(token);
    if (known !== undefined) {
      known.until = this.#chat.now() + KEPT_MS;
      if (await this.#isValid(token)) return known.session;
      await this.#drop(token);
    }
    this.#mustHavePlace();
    const session = hello(
      this.#chat,
      { token },
      { address, ear: undefined },
    ).then((entered) => entered.session);
    this.#keep(token, session);
    session.catch(() => this.#visits.delete(token));
    return session;
  }

  /** A token may be given back, or taken with the password, at any door. @throws ChatError `unavailable` */
  async #isValid(token: string): Promise<boolean> {
    const { identities } = this.#chat.store;
    return (await identities.byToken(hashToken(token))) !== undefined;
  }

  async #drop(token: string): Promise<void> {
    const visit = this.#visits.get(token);
    this.#visits.delete(token);
    const session = await visit?.session.catch(() => undefined);
    if (session !== undefined) await this.#chat.end(session);
  }

  #keep(token: string, session: Promise<Session>): void {
    this.#visits.set(token, { session, until: this.#chat.now() + KEPT_MS });
  }

  #mustHavePlace(): void {
    if (this.#visits.size < KEPT_MOST) return;
    throw new ChatError(
      "too_many",
      "Too many callers at once. Try again in a minute.",
    );
  }

  #sweep(): void {
    const now = this.#chat.now();
    for (const [token, visit] of this.#visits)
      if (visit.until <= now) void this.#drop(token);
  }
}
