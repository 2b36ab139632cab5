// Into rooms and out of them: joins asked for once however often they are called for, resumed after every cut, and
// begun anew where the log cannot be resumed.
import type { EntryEvent, Result } from "@koine/protocol";
import type { Connection } from "./connection.ts";
import { isOut, isPassing, KoineError, cut } from "./errors.ts";
import type { Link } from "./link.ts";
import type { Members } from "./members.ts";
import type { Outbox } from "./outbox.ts";
import { pause, persist } from "./persist.ts";
import type { Platform } from "./platform.ts";
import type { Room } from "./room.ts";
import { fold, type Rooms } from "./rooms.ts";
import type { Person } from "./state.ts";

/** Rooms that are joined again at once after a cut; the others wait for them. */
const AT_ONCE = 16;

export interface JoiningOptions {
  readonly connection: Connection;
  readonly platform: Platform;
  readonly rooms: Rooms;
  readonly outbox: Outbox;
  readonly members: Members;
  /** How many of the newest entries a join without a cursor asks for. */
  readonly firstEntries: number;
  readonly me: () => string;
  /** Something that is shown or saved has changed. */
  readonly onChange: () => void;
  /** Entries behind a gap, which come with a join and not as events. */
  readonly onFresh: (entries: readonly EntryEvent[]) => void;
}

export class Joining {
  readonly #options: JoiningOptions;
  /** Calls under way, by id and folded title. */
  readonly #joins = new Map<string, Promise<Room>>();
  readonly #leaves = new Map<string, Promise<void>>();
  /** Rooms that are being entered again, over which link. */
  readonly #entering = new Map<
    Room,
    { readonly link: Link; readonly done: Promise<void> }
  >();

  constructor(options: JoiningOptions) {
    this.#options = options;
  }

  join(ref: string): Promise<Room> {
    const key = fold(ref);
    let joining = this.#joins.get(key);
    if (joining === undefined) {
      joining = this.#join(ref).finally(() => this.#joins.delete(key));
      this.#joins.set(key, joining);
    }
    return joining;
  }

  #join(ref: string): Promise<Room> {
    const { connection, platform, rooms, firstEntries: last } = this.#options;
    return persist(connection, platform, async (link) => {
      // Behind a leave that was called for first.
      await this.#leaves.get(fold(ref))?.catch(() => undefined);
      const room =
        rooms.find(ref) ??
        (await link.request("join", { room: ref, last }, (result) =>
          this.#answered(result),
        ));
      if (rooms.has(room) && room.presence.is !== "here")
        await this.enter(room, link);
      // It may be another by now, or left.
      const joined = rooms.has(room) ? room : rooms.find(ref);
      if (joined === undefined) throw left(room);
      return joined;
    });
  }

  /** Leaves a room and drops it at once; the server hears of it as soon as it can. */
  leave(ref: string): Promise<void> {
    const { rooms } = this.#options;
    const known = rooms.find(ref);
    if (known?.isDirect) return this.#leaveDirect(known);
    if (known !== undefined) rooms.drop(known);
    const names = [ref, known?.id ?? ref, known?.title ?? ref].map(fold);
    const leaving = this.#leave(known?.id ?? ref, known !== undefined).finally(
      () => {
        for (const name of names)
          if (this.#leaves.get(name) === leaving) this.#leaves.delete(name);
      },
    );
    for (const name of names) this.#leaves.set(name, leaving);
    return leaving;
  }

  /** Nobody leaves these; one that the server does not know any more is dropped. */
  async #leaveDirect(room: Room): Promise<void> {
    if (room.presence.is !== "refused")
      throw new KoineError(
        "not_allowed",
        "A direct conversation cannot be left.",
      );
    this.#options.rooms.drop(room);
  }

  #leave(ref: string, wasKnown: boolean): Promise<void> {
    const { connection, platform, rooms } = this.#options;
    return persist(connection, platform, async (link) => {
      try {
        await link.request("leave", { room: ref }, () => {
          // A join that was still under way has been answered before.
          const joined = rooms.find(ref);
          if (joined !== undefined) rooms.drop(joined);
        });
      } catch (error) {
        if (!wasKnown || !isOut(error)) throw error;
      }
    });
  }

  /** A direct conversation is open here from now on: entered, so that it has its newest entries, and is resumed after a cut. */
  opened(id: string, people: readonly Person[]): void {
    const room = this.#direct(id, people);
    const link = this.#options.connection.live;
    if (link !== undefined) this.enter(room, link).catch(() => undefined);
  }

  #direct(id: string, people: readonly Person[]): Room {
    const { rooms, me } = this.#options;
    const others = people.filter((person) => person.id !== me());
    const room = rooms.get(id) ?? rooms.addDirect(id, others);
    // Names that were heard since are newer.
    if (room.people.length === 0) room.people = others;
    return room;
  }

  /** A direct conversation that exists. */
  know(id: string, people: readonly Person[]): void {
    if (this.#options.rooms.get(id) === undefined) this.opened(id, people);
  }

  /** One's direct conversations, the one begun last first: those that are not here are opened. `isNews`: unread, too. */
  found(
    directs: Result<"directs">["directs"],
    link: Link,
    isNews: boolean,
  ): void {
    const { rooms } = this.#options;
    const unknown = directs.filter(({ room }) => rooms.get(room) === undefined);
    // As if each had been opened when it was begun.
    const opened = unknown
      .reverse()
      .map(({ room, people }) => this.#direct(room, people));
    if (isNews) for (const room of opened) room.comes(1);
    this.#enterEach(opened, link);
  }

  /** Online again: every room goes on where it was. */
  enterAll(link: Link): void {
    const rooms = [...this.#options.rooms];
    this.#enterEach(
      rooms.filter(({ presence }) => presence.is !== "left"),
      link,
    );
  }

  #enterEach(those: readonly Room[], link: Link): void {
    const { rooms } = this.#options;
    const waiting = those.values();
    const enterNext = async (): Promise<void> => {
      for (const room of waiting)
        if (rooms.has(room) && room.presence.is !== "here")
          await this.enter(room, link).catch(() => undefined);
    };
    for (let n = 0; n < AT_ONCE; n++) void enterNext();
  }

  /** Enters a room of the state: goes on where it was, or starts over where that cannot be. */
  enter(room: Room, link: Link, mustStartOver = false): Promise<void> {
    const under = this.#entering.get(room);
    if (under?.link === link) return under.done;
    room.presence = { is: "joining" };
    this.#options.onChange();
    const done = this.#enter(room, link, mustStartOver).finally(() => {
      if (this.#entering.get(room)?.link === link) this.#entering.delete(room);
    });
    this.#entering.set(room, { link, done });
    return done;
  }

  async #enter(room: Room, link: Link, mustStartOver: boolean): Promise<void> {
    const { connection, platform, rooms } = this.#options;
    for (;;) {
      try {
        return await this.#ask(room, link, mustStartOver);
      } catch (error) {
        if (!(error instanceof KoineError) || error.code === "cut") throw error;
        if (!rooms.has(room)) throw left(room);
        if (!isPassing(error)) {
          rooms.out(room, error, { is: "refused", error });
          throw error;
        }
        await pause(platform);
        if (connection.live !== link) throw cut();
        if (!rooms.has(room)) throw left(room);
      }
    }
  }

  async #ask(room: Room, link: Link, mustStartOver: boolean): Promise<void> {
    const { id, title, epoch, cursor } = room;
    const last = this.#options.firstEntries;
    const startOver = (result: Result<"join">): void =>
      this.#entered(room, result, false, link);
    const goOn = (result: Result<"join">): void =>
      this.#entered(room, result, true, link);
    try {
      if (epoch === "" || mustStartOver)
        return await link.request("join", { room: id, last }, startOver);
      const since = { epoch, seq: cursor };
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

  /** A join by a title or id that was not known here. */
  #answered(result: Result<"join">): Room {
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

  #entered(
    room: Room,
    result: Result<"join">,
    isResumed: boolean,
    link: Link,
  ): void {
    const { rooms } = this.#options;
    // At once: a hole in what follows in the same piece must be able to enter it anew.
    this.#entering.delete(room);
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
  #moved(room: Room, { epoch, seq }: Result<"join">): void {
    if (room.epoch === epoch && room.cursor === seq) return;
    if (room.presence.is === "here") room.presence = { is: "joining" };
  }

  #begin(room: Room, result: Result<"join">, isResumed: boolean): void {
    const { outbox, members, me, onChange, onFresh } = this.#options;
    const isOtherLog = room.epoch !== result.epoch;
    const fresh = room.joined(result, isResumed, me());
    for (const entry of result.entries ?? []) outbox.arrived(entry);
    // What was kept in an earlier log has no place in this one.
    outbox.caughtUp(room.id, isOtherLog ? Infinity : room.cursor);
    onChange();
    outbox.pump(room.id);
    members.expect(room);
    onFresh(fresh);
  }
}

function left(room: Room): KoineError {
  return new KoineError(
    "not_member",
    `"${room.title}" was left meanwhile. Join it again.`,
  );
}
