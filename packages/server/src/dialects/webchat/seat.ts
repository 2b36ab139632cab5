// Who one connection is: one name at a time, in the lobby.
import type { Chat } from "../../core/chat.ts";
import type { Cursor } from "../../core/entries.ts";
import type { Notice } from "../../core/notices.ts";
import { ChatError } from "../../core/errors.ts";
import type { Ear } from "../../core/line.ts";
import { fold } from "../../core/people/names.ts";
import type { Session } from "../../core/session.ts";
import { join } from "../../core/verbs/join.ts";
import { login } from "../../core/verbs/login.ts";
import { rename } from "../../core/verbs/rename.ts";
import { visit } from "../../core/verbs/visit.ts";
import type { Wire } from "../../wires/wire.ts";
import { encoder } from "./encoder.ts";
import * as told from "./told.ts";

/** `admin*` is nobody else than `admin`. */
export const withoutAsterisks = (name: string): string =>
  name.replaceAll("*", "");

export class Seat {
  readonly #chat: Chat;
  readonly #wire: Wire;
  readonly #close: (reason: string) => void;
  #session: Session | undefined;
  /** Those of sessions that another has taken the place of: their end is not the connection's. */
  readonly #former = new WeakSet<Ear>();

  /** `close` tells the client why the server ends its session, and ends the connection. */
  constructor(chat: Chat, wire: Wire, close: (reason: string) => void) {
    this.#chat = chat;
    this.#wire = wire;
    this.#close = close;
  }

  get session(): Session | undefined {
    return this.#session;
  }

  /** Takes a name; when it is refused he is who he was. Passwords of names that are no accounts' are not looked at. */
  async take(asked: string, password: string): Promise<void> {
    const chat = this.#chat;
    const name = withoutAsterisks(asked);
    const ear: Ear = {
      line: this.#wire,
      encoder,
      tell: (notice) => this.#hear(notice, ear),
      marksRead: true,
      close: (reason) => this.#former.has(ear) || this.#close(reason),
    };
    const { address } = this.#wire.opened;
    const visitor = { address, ear, door: "webchat" };
    const account = await chat.store.identities.accountByFolded(fold(name));
    if (account !== undefined)
      await this.#become(await login(chat, { name, password }, visitor));
    else if (this.#session?.identity.kind === "guest")
      await rename(chat, this.#session, name);
    else await this.#become(await visit(chat, { name }, visitor));
    await this.#enter(undefined);
  }

  async leave(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    if (session !== undefined) await this.#chat.end(session);
  }

  /** What is told to this person alone. Whoever is put out of the lobby has nothing left here. */
  #hear(notice: Notice, ear: Ear): void {
    if (this.#former.has(ear)) return;
    if (notice.kind === "kicked" && notice.room === this.#chat.lobby.id)
      return this.#close(told.kicked(notice.title, notice.by.name, notice));
    const frame = encoder.encode(notice, undefined);
    if (frame !== null) this.#wire.send(frame);
  }

  /** The session before ends, and this one goes on in the lobby from the last line that it was sent. */
  async #become(session: Session): Promise<void> {
    const before = this.#session;
    this.#session = session;
    if (before === undefined) return;
    if (before.ear !== undefined) this.#former.add(before.ear);
    const line = this.#wire;
    const { onLag } = line;
    const lobby = before.presences.get(this.#chat.lobby.id);
    // From here on it is sent nothing; what it has heard is where this one goes on.
    lobby?.fallBehind();
    await this.#chat.end(before);
    const seq = lobby?.heard;
    // The session before has taken its own away from the line, which is this one's by now.
    line.onLag = onLag;
    const epoch = this.#chat.rooms.get(this.#chat.lobby.id)?.epoch;
    if (epoch !== undefined && seq !== undefined)
      await this.#enter({ epoch, seq });
  }

  /** Without effect when he is there. */
  async #enter(since: Cursor | undefined): Promise<void> {
    const session = this.#session;
    const room = this.#chat.lobby.id;
    if (session === undefined || session.presences.has(room)) return;
    try {
      await join(this.#chat, session, { room, since });
    } catch (error) {
      if (since === undefined) await this.leave();
      // Too far behind to go on from there: then from here.
      else if (error instanceof ChatError && error.code === "reset") return;
      throw error;
    }
  }
}
