// The rooms of the state, by id, in the order in which they were joined.
import { KoineError } from "./errors.ts";
import type { Mutes } from "./mutes.ts";
import type { Outbox } from "./outbox.ts";
import type { Platform } from "./platform.ts";
import { Room } from "./room.ts";
import type { Person, Presence, RoomState } from "./state.ts";
import type { SavedRoom } from "./store.ts";

/** So many direct rooms a server opens for one session. */
const DIRECTS = 200;

export interface RoomsOptions {
  /** Entries kept of each. */
  readonly entries: number;
  readonly platform: Platform;
  readonly me: () => string;
  readonly outbox: Outbox;
  readonly mutes: Mutes;
  /** Something that is saved has changed; something that is shown only. */
  readonly onKeep: () => void;
  readonly onChange: () => void;
}

export class Rooms implements Iterable<Room> {
  readonly #options: RoomsOptions;
  #byId = new Map<string, Room>();

  constructor(options: RoomsOptions) {
    this.#options = options;
  }

  [Symbol.iterator](): Iterator<Room> {
    return this.#byId.values();
  }

  get state(): ReadonlyMap<string, RoomState> {
    const states = new Map<string, RoomState>();
    for (const [id, room] of this.#byId) states.set(id, room.state);
    return states;
  }

  /** Who has left a room elsewhere does not come back to it at the next start. */
  get saved(): readonly SavedRoom[] {
    return [...this.#byId.values()]
      .filter(({ presence }) => presence.is !== "left")
      .map(({ id, title, isDirect, people }) =>
        isDirect ? { id, title, people } : { id, title },
      );
  }

  get(id: string): Room | undefined {
    return this.#byId.get(id);
  }

  /** By id or title. A direct room's title is a person's name: it is found by its id only. */
  find(ref: string): Room | undefined {
    const byId = this.#byId.get(ref);
    if (byId !== undefined) return byId;
    const folded = fold(ref);
    for (const room of this.#byId.values())
      if (!room.isDirect && fold(room.title) === folded) return room;
    return undefined;
  }

  /** @throws KoineError `not_member` */
  mustFind(ref: string): Room {
    const room = this.find(ref);
    if (room === undefined)
      throw new KoineError("not_member", `Join "${ref}" first.`);
    return room;
  }

  /**
   * Who has been told that he is not in a room knows that nothing he says goes out.
   * @throws KoineError `not_member`, or what the room refuses this client with
   */
  mustSpeakIn(ref: string): Room {
    const room = this.mustFind(ref);
    if (room.presence.is === "refused") throw room.presence.error;
    if (room.presence.is === "left")
      throw new KoineError(
        "not_member",
        `${room.presence.reason ?? ""} Join "${room.title}" again first.`.trim(),
      );
    return room;
  }

  has(room: Room): boolean {
    return this.#byId.get(room.id) === room;
  }

  /** A direct room has its people. */
  add(id: string, title: string, people?: readonly Person[]): Room {
    const { entries, platform, me, outbox, mutes, onChange } = this.#options;
    const room = new Room({
      id,
      title,
      people,
      most: entries,
      platform,
      me,
      pending: (of) => outbox.pending(of),
      changes: (of) => outbox.changes(of),
      muted: (of) => mutes.in(of),
      onChange,
    });
    this.#byId.set(id, room);
    this.#options.onKeep();
    return room;
  }

  /** Others open these: the one that was opened first goes, if nothing waits to be sent in it. */
  addDirect(id: string, people: readonly Person[]): Room {
    const title = people.map(({ name }) => name).join(", ");
    const directs = [...this.#byId.values()].filter((room) => room.isDirect);
    const oldest = directs.find((room) => !room.hasPending);
    if (directs.length >= DIRECTS && oldest !== undefined) this.drop(oldest);
    return this.add(id, title, people);
  }

  /** Another identity has no part in direct ones, and begins anew in the others. */
  disown(): void {
    for (const room of this.#byId.values()) {
      if (room.isDirect) this.drop(room);
      else room.disown();
    }
  }

  /** A room that went and was made again: the same to a person, another to the server. It keeps its place. */
  move(room: Room, id: string): void {
    this.#options.outbox.move(room.id, id);
    this.#options.mutes.lift(room.id);
    this.#byId = new Map(
      [...this.#byId].map(([key, each]) => [each === room ? id : key, each]),
    );
    room.id = id;
    room.touch();
    this.#options.onKeep();
  }

  /** What is pending in it goes with it. */
  drop(room: Room): void {
    if (!this.has(room)) return;
    this.#options.outbox.drop(room.id);
    this.#byId.delete(room.id);
    this.#options.mutes.lift(room.id);
    room.presence = { is: "left" };
    this.#options.onKeep();
  }

  /** One is not, or no more, in the room: what waits there is refused. */
  out(room: Room, error: KoineError, presence: Presence): void {
    room.presence = presence;
    this.#options.outbox.refuse(room.id, error);
    this.#options.onKeep();
  }

  /** Cut off: where one was, one comes back to. */
  away(): void {
    for (const room of this.#byId.values())
      if (room.presence.is === "here") room.presence = { is: "joining" };
  }
}

/** Two ways to write one title that a person takes for the same. */
export function fold(title: string): string {
  return title.normalize("NFKC").toLowerCase();
}
