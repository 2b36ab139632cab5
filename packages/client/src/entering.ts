// Enters rooms of the state: goes on where they were after every cut, and begins anew where the log cannot be resumed.
import type { EntryEvent, Result } from "@koine/protocol";
import type { Connection } from "./connection.ts";
import { cut, isPassing, KoineError, leftMeanwhile } from "./errors.ts";
import type { Link } from "./link.ts";
import type { Members } from "./members.ts";
import type { Mutes } from "./mutes.ts";
import type { Outbox } from "./outbox.ts";
import { pause } from "./persist.ts";
import type { Platform } from "./platform.ts";
import type { Reading } from "./reading.ts";
import type { Room } from "./room.ts";
import type { Rooms } from "./rooms.ts";

type Joined = Result<"join">;

/** Rooms that are joined again at once after a cut; the others wait for them. */
const AT_ONCE = 16;

export interface EnteringOptions {
  readonly connection: Connection;
  readonly platform: Platform;
  readonly rooms: Rooms;
  readonly outbox: Outbox;
  readonly members: Members;
  readonly mutes: Mutes;
  readonly reading: Reading;
  /** How many of the newest entries a join without a cursor asks for. */
  readonly firstEntries: number;
  /** Something that is shown or saved has changed. */
  readonly onChange: () => void;
  /** Entries behind a gap, which come with a join and not as events. */
  readonly onFresh: (entries: readonly EntryEvent[]) => void;
}

export class Entering {
  readonly #options: EnteringOptions;
  /** Rooms that are being entered again, over which link. */
  readonly #under = new Map<
    Room,
    { readonly link: Link; readonly done: Promise<void> }
  >();

  constructor(options: EnteringOptions) {
    this.#options = options;
  }

  has(room: Room, link: Link): boolean {
    return this.#under.get(room)?.link === link;
  }

  /** Every room that is not left. */
  all(link: Link): void {
    const { rooms } = this.#options;
    const waiting = [...rooms]
      .filter(({ presence }) => presence.is !== "left")
      .values();
    const next = async (): Promise<void> => {
      for (const room of waiting)
        if (rooms.has(room) && room.presence.is !== "here")
          await this.enter(room, link).catch(() => undefined);
    };
    for (let n = 0; n < AT_ONCE; n++) void next();
  }

  /** Goes on where it was, or starts over where that cannot be. */
  enter(room: Room, link: Link, mustStartOver = false): Promise<void> {
    const under = this.#under.get(room);
    if (under?.link === link) return under.done;
    room.presence = { is: "joining" };
    this.#options.onChange();
    const done = this.#enter(room, link, mustStartOver).finally(() => {
      if (this.has(room, link)) this.#under.delete(room);
    });
    this.#under.set(room, { link, done });
    return done;
  }

  async #enter(room: Room, link: Link, mustStartOver: boolean): Promise<void> {
    const { connection, platform, rooms } = this.#options;
    for (;;) {
      try {
        return await this.#ask(room, link, mustStartOver);
      } catch (error) {
        if (!(error instanceof KoineError) || error.code === "cut") throw error;
        if (!rooms.has(room)) throw leftMeanwhile(room.title);
        if (!isPassing(error)) {
          rooms.out(room, error, { is: "refused", error });
          throw error;
        }
        await pause(platform);
        if (connection.live !== link) throw cut();
        if (!rooms.has(room)) throw leftMeanwhile(room.title);
      }
    }
  }

  async #ask(room: Room, link: Link, mustStartOver: boolean): Promise<void> {
    const { id, title, log } = room;
    const { epoch, cursor: seq } = log;
    const last = this.#options.firstEntries;
    const startOver = (result: Joined): void =>
      this.#entered(room, result, false, link);
    const goOn = (result: Joined): void =>
      this.#entered(room, result, true, link);
    try {
      if (epoch === "" || mustStartOver || room.isForeign)
        return await link.request("join", { room: id, last }, startOver);
      const since = { epoch, seq };
      return await link.request("join", { room: id, since }, goOn);
    } catch (error) {
      if (!(error instanceof KoineError)) throw error;
      if (error.code === "reset")
        return link.request("join", { room: id, last }, startOver);
      if (error.code === "no_such_room" && !room.isDirect)
        return link.request("join", { room: title, last }, startOver);
      throw error;
    }
  }

  /** A room that was entered by a title or id that was not known here. */
  answered(result: Joined): Room {
    const { rooms } = this.#options;
    const known = rooms.get(result.room);
    if (known !== undefined) {
      this.#moved(known, result);
      return known;
    }
    const room = rooms.add(result.room, result.title);
    this.#begin(room, result, false);
    return room;
  }

  #entered(room: Room, result: Joined, isResumed: boolean, link: Link): void {
    const { rooms } = this.#options;
    // At once: a hole in what follows in the same piece must be able to enter it anew.
    this.#under.delete(room);
    if (!rooms.has(room)) return;
    if (room.id !== result.room) {
      const other = rooms.get(result.room);
      if (other !== undefined) {
        rooms.drop(room);
        this.#moved(other, result);
        if (other.presence.is !== "here")
          this.enter(other, link).catch(() => undefined);
        return;
      }
      rooms.move(room, result.room);
    }
    this.#begin(room, result, isResumed);
  }

  /** The server set one's place in a room that was known already to its head: what was missed has to be asked for. */
  #moved(room: Room, { epoch, seq, muted }: Joined): void {
    this.#options.mutes.told(muted, room.id);
    if (room.log.epoch === epoch && room.log.cursor === seq) return;
    if (room.presence.is === "here") room.presence = { is: "joining" };
  }

  #begin(room: Room, result: Joined, isResumed: boolean): void {
    const { outbox, members, mutes, reading } = this.#options;
    const { onChange, onFresh } = this.#options;
    const isOtherLog = room.log.epoch !== result.epoch;
    const fresh = room.joined(result, isResumed);
    mutes.told(result.muted, room.id);
    for (const entry of result.entries ?? []) {
      outbox.arrived(entry);
      if (entry.ev === "said" && entry.gone)
        outbox.gone(room.id, entry.seq, entry);
    }
    outbox.inLog(room.id, result.epoch);
    // What was kept in an earlier log has no place in this one.
    outbox.caughtUp(room.id, isOtherLog ? Infinity : room.log.cursor);
    onChange();
    outbox.pump(room.id);
    members.expect(room);
    reading.look(room);
    onFresh(fresh);
  }
}
