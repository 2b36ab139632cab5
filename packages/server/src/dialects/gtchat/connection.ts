// One connection at this door as its commands see it: what it can be sent, and who is logged in on it.
import type { Chat } from "../../core/chat.ts";
import type { Extra, IdentityId } from "../../core/entries.ts";
import type { Notice } from "../../core/notices.ts";
import type { Ear } from "../../core/line.ts";
import type { Session } from "../../core/session.ts";
import type { Visitor } from "../../core/visitor.ts";
import type { Frame } from "../../lib/frame.ts";
import type { CloseReason, Wire } from "../../wires/wire.ts";
import type { DialectContext } from "../dialect.ts";
import { endFrame, eventFrame, okFrame, type EventType } from "./answers.ts";
import { encoder } from "./encoder.ts";
import { encodeEntities } from "./entities.ts";
import { NAME } from "./marks.ts";
import { Seat, type Answering } from "./seat.ts";
import { SeatLine } from "./seat-line.ts";

/** Where each account is logged in at this door: one connection at most. */
export type Active = Map<IdentityId, Connection>;

export class Connection implements Answering {
  readonly context: DialectContext;
  seat: Seat | undefined;
  readonly #wire: Wire;
  readonly #active: Active;
  readonly #alone: (task: () => Promise<void>) => void;

  /** `alone` runs what is no request behind the requests under way. */
  constructor(
    context: DialectContext,
    wire: Wire,
    active: Active,
    alone: (task: () => Promise<void>) => void,
  ) {
    this.context = context;
    this.#wire = wire;
    this.#active = active;
    this.#alone = alone;
    wire.onLag = () => this.seat?.line.onLag?.();
  }

  get chat(): Chat {
    return this.context.chat;
  }

  get address(): string {
    return this.#wire.opened.address;
  }

  send(frame: Frame): void {
    this.#wire.sendAlone(frame);
  }

  /** `msg` is encoded where it must be. */
  answer(cmd: string, tracker: string, msg: string): void {
    this.send(okFrame(cmd, tracker, msg));
  }

  event(type: EventType, usr: string, tracker: string | 0): void {
    this.send(eventFrame(type, usr, tracker));
  }

  /** Lets someone in in the place of whoever was there before. @throws what `begin` throws */
  async enter(
    begin: (visitor: Visitor) => Promise<Session>,
  ): Promise<{ readonly seat: Seat; readonly before: Seat | undefined }> {
    const line = new SeatLine(this.#wire);
    const ear: Ear = {
      line,
      encoder,
      tell: (notice) => this.#hear(notice),
      marksRead: true,
      close: (reason) =>
        line.isMute || this.close(encodeEntities(reason), 1008),
    };
    const { address } = this;
    const session = await begin({ address, ear, door: NAME });
    const before = this.seat;
    before?.line.mute();
    this.#forget();
    this.seat = new Seat(this, session, line);
    const { id, kind } = session.identity;
    if (kind === "account") {
      const elsewhere = this.#active.get(id);
      if (elsewhere !== undefined) elsewhere.#giveWay(session.identity.name);
      this.#active.set(id, this);
    }
    return { seat: this.seat, before };
  }

  /** Nobody is logged in any more. */
  async leave(extra?: Extra): Promise<void> {
    const { seat } = this;
    if (seat === undefined) return;
    seat.line.mute();
    this.#forget();
    this.seat = undefined;
    await seat.end(extra);
  }

  close(reason: string, code: CloseReason["code"]): void {
    this.send(endFrame(reason));
    this.#wire.close({ code, text: reason });
  }

  /** Who is logged in here has logged in elsewhere. */
  #giveWay(name: string): void {
    const usr = encodeEntities(name);
    this.event("logout", usr, "0");
    this.close(`user ${usr} logged in from another place`, 1000);
    this.#alone(() => this.leave());
  }

  /** What is told to this person alone. */
  #hear(notice: Notice): void {
    const { seat } = this;
    if (seat === undefined) return;
    if (notice.kind === "kicked") return this.#alone(() => seat.kicked(notice));
    if (notice.kind === "withdrew")
      return this.#alone(() => seat.withdrew(notice));
    if (notice.kind === "muted" || notice.kind === "unmuted")
      return seat.muted(notice);
    if (notice.kind === "invited") seat.invited(notice);
    const frame = encoder.encode(notice, undefined);
    if (frame !== null) seat.line.send(frame);
  }

  #forget(): void {
    const id = this.seat?.session.identity.id;
    if (id !== undefined && this.#active.get(id) === this)
      this.#active.delete(id);
  }
}
