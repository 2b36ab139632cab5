// Runs verbs for callers over HTTP. A caller's session is kept for a while between calls, so that his name and his
// pace are those of one person and not new with each call.
import type { Params, VerbName } from "@koine/protocol";
import type { Chat } from "../core/chat.ts";
import { ChatError } from "../core/errors.ts";
import { hashToken } from "../core/ids.ts";
import { hello } from "../core/verbs/hello.ts";
import type { Session } from "../core/session.ts";
import type { Visitor } from "../core/visitor.ts";
import { sayHello } from "./table.ts";

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
  /** Calls under way, of each token and of all together. */
  readonly #underWay = new Map<string, number>();
  #underWayInAll = 0;
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
    const end = this.#begin(caller);
    try {
      return await this.#invoke(verb, params, caller);
    } finally {
      end();
    }
  }

  /** A client need not wait for one answer before it calls again. @throws ChatError `too_many` */
  #begin({ token }: Caller): () => void {
    const { requestsUnderWay, requestsUnderWayInAll } = this.#chat.limits;
    const own = token === undefined ? 0 : (this.#underWay.get(token) ?? 0);
    if (own >= requestsUnderWay || this.#underWayInAll >= requestsUnderWayInAll)
      throw new ChatError(
        "too_many",
        "Too many calls at once. Wait for the answers to some of them.",
      );
    this.#underWayInAll++;
    if (token !== undefined) this.#underWay.set(token, own + 1);
    return () => {
      this.#underWayInAll--;
      if (token === undefined) return;
      const left = (this.#underWay.get(token) ?? 1) - 1;
      if (left === 0) this.#underWay.delete(token);
      else this.#underWay.set(token, left);
    };
  }

  async #invoke(
    verb: VerbName,
    params: unknown,
    caller: Caller,
  ): Promise<unknown> {
    // With these come the schemas, which are much to keep for nobody.
    const { readParams } = await import("./params.ts");
    const { runFirst, runVerb } = await import("./run.ts");
    if (verb === "hello") {
      this.#mustHavePlace();
      return this.#hello(readParams("hello", params), caller);
    }
    const first =
      verb === "redeem" || caller.token === undefined
        ? runFirst(this.#chat, verb, params, caller.address)
        : undefined;
    if (first !== undefined || verb === "redeem") return first;
    const checked = readParams(verb, params);
    const session = await this.#session(caller);
    const result = await runVerb(this.#chat, session, verb, checked);
    // Whoever gave it back is gone, and his name is free.
    if (verb === "logout") await this.#drop(readParams(verb, params).token);
    return result;
  }

  stop(): void {
    clearInterval(this.#sweeping);
    this.#visits.clear();
  }

  async #hello(params: Params<"hello">, caller: Caller): Promise<unknown> {
    const visitor = visitorOf(caller.address);
    const { session, result } = await sayHello(this.#chat, params, visitor);
    const token = result.token ?? params.token;
    // Whoever wants the cookie alone makes no calls.
    const isKept = token !== undefined && params.cookie !== true;
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
      if (await this.#isValid(token, known)) {
        const session = await known.session;
        // He may call from another address than the first time.
        this.#chat.house.mustCome(session.identity, address);
        return session;
      }
      await this.#drop(token, known);
    }
    this.#mustHavePlace();
    const again = this.#visits.get(token);
    if (again !== undefined) return again.session;
    const session = hello(this.#chat, { token }, visitorOf(address)).then(
      (entered) => entered.session,
    );
    const visit = this.#keep(token, session);
    session.catch(() => this.#drop(token, visit));
    return session;
  }

  /**
   * A token may be given back, or taken with the password, at any door, and a session be ended for its caller.
   * @throws ChatError as `hello`
   */
  async #isValid(token: string, visit: Visit): Promise<boolean> {
    const { identities } = this.#chat.store;
    const hash = hashToken(token);
    const found = await identities.byToken(hash, this.#chat.now());
    return found !== undefined && !(await visit.session).isOver;
  }

  async #drop(token: string, visit = this.#visits.get(token)): Promise<void> {
    if (this.#visits.get(token) === visit) this.#visits.delete(token);
    const session = await visit?.session.catch(() => undefined);
    if (session !== undefined) await this.#chat.end(session);
  }

  #keep(token: string, session: Promise<Session>): Visit {
    const visit = { session, until: this.#chat.now() + KEPT_MS };
    this.#visits.set(token, visit);
    return visit;
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

const visitorOf = (address: string): Visitor => ({
  address,
  ear: undefined,
  door: "http",
});
