// The server's side of one connection: who it is just now, which rooms it hears, and what it is told. Commands act on it.
import type { Chat } from "../../core/chat.ts";
import type { Cursor, Entry, Place, RoomId } from "../../core/entries.ts";
import type { Notice } from "../../core/notices.ts";
import type { Encoder } from "../../core/line.ts";
import type { Session } from "../../core/session.ts";
import type { Visitor } from "../../core/visitor.ts";
import type { Wire } from "../../wires/wire.ts";
import { serverFrame } from "./encode.ts";
import type { Form } from "./forms.ts";
import { roomMeant } from "../room-meant.ts";
import { SessionLine } from "../session-line.ts";

export interface TalkParts {
  readonly chat: Chat;
  readonly wire: Wire;
  readonly form: Form;
  readonly encoder: Encoder;
  /** Ends the connection when the server ends its session. */
  readonly close: (reason: string) => void;
}

interface Current {
  readonly session: Session;
  readonly line: SessionLine;
}

export class Talk {
  readonly chat: Chat;
  readonly form: Form;
  readonly #parts: TalkParts;
  #current: Current | undefined;

  constructor(parts: TalkParts) {
    this.chat = parts.chat;
    this.form = parts.form;
    this.#parts = parts;
  }

  get hasSession(): boolean {
    return this.#current !== undefined;
  }

  /** Only while it has one: from the first `become` on. */
  get session(): Session {
    if (this.#current === undefined)
      throw new Error("This connection has no session yet.");
    return this.#current.session;
  }

  get isAnonymous(): boolean {
    return this.session.identity.kind === "anonymous";
  }

  get address(): string {
    return this.#parts.wire.opened.address;
  }

  /** The rooms that it is in, in the order of joining. */
  get rooms(): readonly Place[] {
    return [...this.session.presences.values()]
      .map(({ room }) => room)
      .filter(({ kind }) => kind !== "direct");
  }

  tell(text: string): void {
    this.#parts.wire.sendAlone(serverFrame(this.form, text));
  }

  /** Shows an entry out of a room's history. */
  show(entry: Entry, place: Place): void {
    const frame = this.#parts.encoder.encode(entry, place);
    if (frame !== null) this.#parts.wire.sendAlone(frame);
  }

  /**
   * From here on it is whoever `enter` lets in, in no room yet; what `enter` refuses changes nothing. How far it has
   * heard the rooms that it was in before, so that it can go on from there.
   */
  async become(
    enter: (visitor: Visitor) => Promise<Session>,
  ): Promise<ReadonlyMap<RoomId, Cursor>> {
    const { wire, encoder, close } = this.#parts;
    const line = new SessionLine(wire);
    const session = await enter({
      address: this.address,
      door: "rambler",
      ear: {
        line,
        encoder,
        tell: (notice) => this.#hear(notice, line),
        marksRead: true,
        close: (reason) => line.isMute || close(reason),
      },
    });
    const before = this.#current;
    const heard = new Map<RoomId, Cursor>();
    for (const [id, { heard: seq }] of before?.session.presences ?? []) {
      const epoch = this.chat.rooms.get(id)?.epoch;
      if (epoch !== undefined) heard.set(id, { epoch, seq });
    }
    before?.line.mute();
    wire.onLag = () => line.onLag?.();
    this.#current = { session, line };
    if (before !== undefined) await this.chat.end(before.session);
    return heard;
  }

  /** It has no session any more, and is sent nothing more of it. */
  async end(): Promise<void> {
    const current = this.#current;
    this.#current = undefined;
    current?.line.mute();
    if (current !== undefined) await this.chat.end(current.session);
  }

  #hear(notice: Notice, line: SessionLine): void {
    const room = roomMeant(this.chat, notice);
    const frame = this.#parts.encoder.encode(notice, room);
    if (frame !== null) line.send(frame);
  }
}
