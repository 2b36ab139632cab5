// Into rooms and out of them, as an app asks for it and as the server tells it: each asked for once, however often it is
// called for.
import type { Params } from "@koine/protocol";
import type { Connection } from "./connection.ts";
import type { Entering } from "./entering.ts";
import { isOut, KoineError, leftMeanwhile } from "./errors.ts";
import type { Link } from "./link.ts";
import { persist } from "./persist.ts";
import type { Platform } from "./platform.ts";
import type { Room, Standing } from "./room.ts";
import { fold, type Rooms } from "./rooms.ts";
import type { Person } from "./state.ts";

export interface JoiningOptions {
  readonly connection: Connection;
  readonly platform: Platform;
  readonly rooms: Rooms;
  readonly entering: Entering;
  /** How many of the newest entries a first join asks for. */
  readonly firstEntries: number;
  readonly me: () => string;
}

export class Joining {
  readonly #options: JoiningOptions;
  /** Calls under way, by id and folded title. */
  readonly #joins = new Map<string, Promise<Room>>();
  readonly #leaves = new Map<string, Promise<void>>();

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
    const { connection, platform, rooms, entering } = this.#options;
    const last = this.#options.firstEntries;
    return persist(connection, platform, async (link) => {
      // Behind a leave that was called for first.
      await this.#leaves.get(fold(ref))?.catch(() => undefined);
      const room =
        rooms.find(ref) ??
        (await link.request("join", { room: ref, last }, (result) =>
          entering.answered(result),
        ));
      if (rooms.has(room) && room.presence.is !== "here")
        await entering.enter(room, link);
      // It may be another by now, or left.
      const joined = rooms.has(room) ? room : rooms.find(ref);
      if (joined === undefined) throw leftMeanwhile(room.title);
      return joined;
    });
  }

  /** A room that is made, entered as its owner. Asked for once: after a cut it may be there. */
  create(params: Params<"create">, link: Link): Promise<Room> {
    const { entering } = this.#options;
    return link.request("create", params, (made) => entering.answered(made));
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

  isLeaving({ room, title }: Standing): boolean {
    return this.#leaves.has(fold(room)) || this.#leaves.has(fold(title));
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

  /** The conversation with these people, made if there is none: entered. */
  async direct(people: readonly string[]): Promise<Room> {
    const { connection, platform } = this.#options;
    const id = await persist(connection, platform, (link) =>
      link.request("direct", { with: [...people] }, (made) => {
        this.know(made.room, made.people);
        return made.room;
      }),
    );
    return this.join(id);
  }

  /** A direct conversation is open here from now on: entered, so that it has its newest entries, and is resumed after a cut. */
  opened(id: string, people: readonly Person[]): void {
    const room = this.#direct(id, people);
    const { connection, entering } = this.#options;
    const link = connection.live;
    if (link !== undefined) entering.enter(room, link).catch(() => undefined);
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

  /** One is a member of a room that is not here yet: it will be entered. `isNews`: what was said there is. */
  found(standing: Standing, isNews: boolean): void {
    const { room: id, title, access, people = [] } = standing;
    if (access !== "direct") return void this.#options.rooms.add(id, title);
    const room = this.#direct(id, people);
    if (isNews) room.comes(1);
  }

  /** One is no member of it any more. What was not shown yet in this life goes, unless something waits there. */
  leftElsewhere(room: Room, link: Link): void {
    const { rooms, entering } = this.#options;
    if (room.presence.is !== "joining" || entering.has(room, link)) return;
    if (room.log.epoch === "" && !room.hasPending) rooms.drop(room);
    else rooms.out(room, leftMeanwhile(room.title), { is: "left" });
  }
}
