// Who is logged in on a connection, and the one room that he is in at this door.
import type { Chat } from "../../core/chat.ts";
import type { Extra } from "../../core/entries.ts";
import type { PersonalNotice } from "../../core/notices.ts";
import { ChatError } from "../../core/errors.ts";
import { fold } from "../../core/people/names.ts";
import type { Room } from "../../core/room/room.ts";
import type { Session } from "../../core/session.ts";
import { join } from "../../core/verbs/join.ts";
import { leave } from "../../core/verbs/leave.ts";
import type { Frame } from "../../lib/frame.ts";
import type { DialectContext } from "../dialect.ts";
import { KnownRooms } from "../known-rooms.ts";
import { refusalOf } from "../refusal.ts";
import { errorFrame, eventFrame, okFrame, type EventType } from "./answers.ts";
import { encodeEntities as show } from "./entities.ts";
import { marked, NAME } from "./marks.ts";
import { whyKicked, whyMuted } from "./order-words.ts";
import { NO_TRACKER } from "./request.ts";
import type { Retitled, SeatLine } from "./seat-line.ts";
import { isCalled, shownTitle } from "./titles.ts";
import { worded } from "./wording.ts";

/** Pieces of a stream that follow each other within this are one. */
const STREAM_MS = 10_000;
/** So many former names of a room are remembered. */
const NAMES_MOST = 50;

/** What a seat needs of its connection. */
export interface Answering {
  readonly context: DialectContext;
  readonly chat: Chat;
  send(frame: Frame): void;
  answer(cmd: string, tracker: string, msg: string): void;
  event(type: EventType, usr: string, tracker: string | 0): void;
}

interface Stay {
  readonly room: Room;
  /** What he was told that it is called, the newest last: a request may still have an older one. */
  readonly names: string[];
  /** He is a member only since he came by this door, and no longer than he is here. */
  readonly isOurs: boolean;
}

export class Seat {
  readonly connection: Answering;
  readonly session: Session;
  readonly line: SeatLine;
  #stay: Stay | undefined;
  /** When a piece of each kind of stream came last, in milliseconds. */
  readonly #streamed = new Map<string, number>();
  /** The rooms that he was invited to, as he was told that they are called. */
  readonly #invited = new KnownRooms();

  constructor(connection: Answering, session: Session, line: SeatLine) {
    this.connection = connection;
    this.session = session;
    this.line = line;
    line.retitled = (told) => this.#retitled(told);
  }

  get name(): string {
    return this.session.identity.name;
  }

  /** Encoded, as in answers. */
  get shownName(): string {
    return show(this.name);
  }

  isMe(name: string): boolean {
    return fold(name) === fold(this.name);
  }

  /** The room he is in; another door may have led him out of it. */
  get room(): Room | undefined {
    const room = this.#stay?.room;
    return room !== undefined && this.session.presences.has(room.id)
      ? room
      : undefined;
  }

  isIn(name: string): boolean {
    const { room } = this;
    if (room === undefined) return false;
    return isCalled(room, name) || this.#stay?.names.includes(name) === true;
  }

  /** He was told of an invitation. */
  invited({ room, title }: Extract<PersonalNotice, { kind: "invited" }>): void {
    this.#invited.note(shownTitle({ title, isLobby: false }), room);
  }

  /** The room of that name that he was invited to, if there still is one. @throws ChatError `unavailable` */
  async invitedTo(name: string): Promise<Room | undefined> {
    const id = this.#invited.find(name);
    if (id === undefined) return undefined;
    return this.connection.chat.rooms.findFor(this.session.identity, id);
  }

  /** Notes a piece of a stream. Whether it is the first one for a while. */
  beginsStream(kind: string): boolean {
    const now = this.connection.chat.now();
    const last = this.#streamed.get(kind) ?? -Infinity;
    this.#streamed.set(kind, now);
    return now - last > STREAM_MS;
  }

  /**
   * From the room he is in to another: `to`, or one made by that title. Tells him of both, in the order that the page
   * expects. @throws ChatError as `join` does; then he stays where he is.
   */
  async move(
    to: Room | string,
    cmd: "create_room" | "join_room",
    tracker: string,
  ): Promise<void> {
    const { connection } = this;
    const from = this.#stay;
    const wasIn = this.room;
    this.line.hold();
    try {
      await this.#enter(to, tracker);
      const isGone =
        from !== undefined &&
        wasIn !== undefined &&
        (await this.#exit(from, marked(tracker)));
      // What was said in the room before goes ahead of the answers, what is said in this one comes behind them.
      this.line.release();
      if (wasIn !== undefined)
        this.#tellLeft(wasIn, isGone, NO_TRACKER, tracker);
      const usr = this.#at(this.room ?? to);
      connection.answer(cmd, tracker, usr);
      if (cmd === "create_room") connection.event("room_created", usr, tracker);
    } finally {
      this.line.release();
    }
  }

  /** He may not say anything, or may again: in a room, or anywhere. */
  muted(notice: Extract<PersonalNotice, { kind: "muted" | "unmuted" }>): void {
    const { room: id } = notice;
    const room = id === undefined ? id : this.connection.chat.rooms.get(id);
    // Of a room that nobody is in there is nothing to say.
    if (id !== undefined && room === undefined) return;
    this.line.send(whyMuted(notice, room && shownTitle(room)));
  }

  /** From a room to the lobby, where he is let in there. @throws ChatError as `leave` does; then he stays. */
  async leaveRoom(room: Room, tracker: string): Promise<void> {
    const extra = marked(tracker);
    const { chat } = this.connection;
    const { isGone } = await leave(chat, this.session, room.id, extra);
    this.#stay = undefined;
    this.#tellLeft(room, isGone, tracker, tracker);
    await this.enterLobby();
  }

  /** What led him there has been answered; then he is told of the lobby. */
  async enterLobby(tracker = NO_TRACKER): Promise<void> {
    this.connection.send((await this.toLobby(tracker)).told);
  }

  /**
   * He is in the lobby then, if he is let in; else nowhere, and may join it again. `told` is what he is told of it: who is
   * not let in, the same as one who asked to join it.
   */
  async toLobby(
    tracker: string,
  ): Promise<{ readonly isThere: boolean; readonly told: Frame }> {
    const { chat, context } = this.connection;
    const cmd = "join_room";
    try {
      const lobby = await chat.rooms.mustFind(chat.lobby.id);
      await this.#enter(lobby, tracker);
      const told = okFrame(cmd, NO_TRACKER, this.#at(lobby));
      return { isThere: true, told };
    } catch (error) {
      const refusal = refusalOf(error, context, NAME);
      const words = worded(refusal, undefined, this.name);
      return { isThere: false, told: errorFrame(cmd, NO_TRACKER, words) };
    }
  }

  /** He was led out of a room; out of another door's one nothing follows here. */
  async kicked(
    notice: Extract<PersonalNotice, { kind: "kicked" }>,
  ): Promise<void> {
    const room = this.#stay?.room;
    if (room?.id !== notice.room || this.session.hasEnded) return;
    const { connection } = this;
    this.#stay = undefined;
    this.#tellLeft(room, false, NO_TRACKER, NO_TRACKER);
    await this.enterLobby();
    const title = shownTitle(room);
    const usr = `${this.shownName}:${show(notice.by.name)}:${title}`;
    connection.event("kicked", usr, 0);
    // Of a ban from the lobby he was told when he was not let in.
    const why = room.isLobby ? undefined : whyKicked(notice, title);
    if (why !== undefined) connection.send(why);
  }

  /** He has left a room at another door, and so is not in it here. */
  async withdrew(
    notice: Extract<PersonalNotice, { kind: "withdrew" }>,
  ): Promise<void> {
    const room = this.#stay?.room;
    if (room?.id !== notice.room || this.session.hasEnded) return;
    this.#stay = undefined;
    this.#tellLeft(room, false, NO_TRACKER, NO_TRACKER);
    await this.enterLobby();
  }

  /** The session ends; what he was a member of by this door alone he is no more. */
  async end(extra?: Extra): Promise<void> {
    const stay = this.#stay;
    if (stay?.isOurs === true && !stay.room.isLobby && this.room !== undefined)
      await this.#exit(stay, extra);
    await this.connection.chat.end(this.session, { extra });
  }

  async #enter(to: Room | string, tracker: string): Promise<void> {
    const { chat } = this.connection;
    const { identity } = this.session;
    const isOurs =
      typeof to === "string" ||
      identity.kind !== "account" ||
      !(await chat.store.rooms.isMember(to.id, identity.id));
    const { room } = await join(chat, this.session, {
      room: typeof to === "string" ? to : to.id,
      make: typeof to === "string" ? "must" : "never",
      extra: marked(tracker),
    });
    this.#stay = { room, isOurs, names: [shownTitle(room)] };
  }

  /** Whether the room went with him. Who is in it by another door too stays in it there. */
  async #exit({ room, isOurs }: Stay, extra?: Extra): Promise<boolean> {
    const { chat } = this.connection;
    const { session } = this;
    const isThereToo = chat
      .sessionsOf(session.identity.id)
      .some((one) => one !== session && one.presences.has(room.id));
    try {
      if (isOurs && !isThereToo)
        return (await leave(chat, session, room.id, extra)).isGone;
    } catch (error) {
      // He goes all the same; only that he was a member may be kept longer.
      if (!(error instanceof ChatError))
        this.connection.context.onBug(error, "gtchat");
    }
    session.exit(room.id, { extra, origin: session.id });
    return false;
  }

  #tellLeft(
    room: Room,
    isGone: boolean,
    tracker: string,
    eventTracker: string,
  ): void {
    const { connection } = this;
    if (isGone) connection.event("room_gone", this.#at(room), eventTracker);
    const msg = `${this.#at(room)}:${isGone ? 0 : 1}`;
    connection.answer("leave_room", tracker, msg);
  }

  /** He leaves the room of the old name, which goes, for the one of the new. */
  #retitled({ room, title, by }: Retitled): readonly Frame[] {
    const stay = this.#stay;
    const was = stay?.names.at(-1);
    if (stay?.room.id !== room || was === undefined || was === title) return [];
    stay.names.push(title);
    if (stay.names.length > NAMES_MOST) stay.names.shift();
    const usr = this.shownName;
    return [
      eventFrame("room_created", `${by}:${title}`, NO_TRACKER),
      eventFrame("room_gone", `${by}:${was}`, NO_TRACKER),
      okFrame("leave_room", NO_TRACKER, `${usr}:${was}:0`),
      okFrame("join_room", NO_TRACKER, `${usr}:${title}`),
    ];
  }

  #at(room: Room | string): string {
    const title = typeof room === "string" ? show(room) : shownTitle(room);
    return `${this.shownName}:${title}`;
  }
}
