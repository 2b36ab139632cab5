// The rooms that are open: opened from the store when first asked for, closed when nobody has been there for a while.
import { peopleIn } from "./direct.ts";
import type { IdentityId, Person, RoomId } from "./entries.ts";
import { ChatError } from "./errors.ts";
import { isRoomId } from "./ids.ts";
import { foldTitle } from "./names.ts";
import { noSuchRoom } from "./refusals.ts";
import type { RoomParts } from "./room-parts.ts";
import { Room } from "./room.ts";
import type { RoomRecord, Store } from "./store.ts";

const IDLE_MS = 60_000;

export interface OpenRoomsParts extends RoomParts {
  readonly store: Store;
  readonly now: () => number;
  /** What someone is called, here or not. */
  readonly nameOf: (id: IdentityId) => Promise<string>;
}

export class OpenRooms {
  readonly #store: Store;
  readonly #parts: OpenRoomsParts;
  readonly #now: () => number;
  /** The folded title of the lobby; told once, when it is known. */
  lobby = "";
  readonly #byId = new Map<RoomId, Room>();
  readonly #byFolded = new Map<string, Room>();
  /** Titles as clients write them, so that a room already open is found without folding. */
  readonly #byTitle = new Map<string, Room>();
  readonly #opening = new Map<RoomId, Promise<Room>>();

  constructor(parts: OpenRoomsParts) {
    this.#store = parts.store;
    this.#parts = parts;
    this.#now = parts.now;
  }

  /** Those being opened, too. */
  get ids(): ReadonlySet<RoomId> {
    return new Set([...this.#byId.keys(), ...this.#opening.keys()]);
  }

  /** The room if it is open already. */
  get(ref: string): Room | undefined {
    return (
      this.#byId.get(ref) ??
      this.#byTitle.get(ref) ??
      (isRoomId(ref) || ref.includes("\0")
        ? undefined
        : this.#byFolded.get(foldTitle(ref)))
    );
  }

  /** The room by its id or title; undefined when there is none. @throws ChatError `unavailable` */
  async find(ref: string): Promise<Room | undefined> {
    // What a direct room is compared by is no title.
    if (ref.includes("\0")) return undefined;
    const open = this.get(ref);
    if (open !== undefined) {
      open.touched = this.#now();
      return open;
    }
    const record = isRoomId(ref)
      ? await this.#store.rooms.byId(ref)
      : await this.#store.rooms.byFolded(foldTitle(ref));
    if (record === undefined) return undefined;
    try {
      return await this.open(record);
    } catch (error) {
      // It went in the meantime.
      if (error instanceof ChatError && error.code === "no_such_room")
        return undefined;
      throw error;
    }
  }

  /** The room by its id or title. @throws ChatError `no_such_room`, `unavailable` */
  async mustFind(ref: string): Promise<Room> {
    const room = await this.find(ref);
    if (room === undefined) throw noSuchRoom(ref);
    return room;
  }

  /** For someone to whom another's direct room does not exist. @throws ChatError as `mustFind` */
  async mustFindFor(by: IdentityId, ref: string): Promise<Room> {
    const room = await this.mustFind(ref);
    if (room.kind !== "direct" || room.people.some(({ id }) => id === by))
      return room;
    throw noSuchRoom(ref);
  }

  /** Opens a room that the store knows. @throws ChatError `no_such_room` when it went in the meantime, `unavailable` */
  open(record: RoomRecord): Promise<Room> {
    const open = this.#byId.get(record.id);
    if (open !== undefined) return Promise.resolve(open);
    const under = this.#opening.get(record.id);
    if (under !== undefined) return under;
    const opening = this.#open(record).finally(() =>
      this.#opening.delete(record.id),
    );
    this.#opening.set(record.id, opening);
    return opening;
  }

  close(room: Room): void {
    room.close();
    this.#byId.delete(room.id);
    this.#byFolded.delete(room.folded);
    if (room.kind !== "direct") this.#byTitle.delete(room.title);
    this.#parts.tally.openRooms = this.#byId.size;
  }

  /** Closes what has been idle for a minute. */
  closeIdle(): void {
    const before = this.#now() - IDLE_MS;
    for (const room of this.#byId.values())
      if (room.isIdle && room.touched < before) this.close(room);
  }

  closeAll(): void {
    for (const room of this.#byId.values()) this.close(room);
  }

  async #open(record: RoomRecord): Promise<Room> {
    const [state, people] = await Promise.all([
      this.#store.log.state(record.id),
      this.#people(record),
    ]);
    const isLobby = record.folded === this.lobby;
    const room = new Room(record, { state, isLobby, people }, this.#parts);
    room.touched = this.#now();
    this.#byId.set(room.id, room);
    this.#byFolded.set(room.folded, room);
    if (room.kind !== "direct") this.#byTitle.set(room.title, room);
    this.#parts.tally.openRooms = this.#byId.size;
    return room;
  }

  #people(record: RoomRecord): Promise<Person[]> {
    const ids = record.kind === "direct" ? peopleIn(record.folded) : [];
    return Promise.all(
      ids.map(async (id) => ({ id, name: await this.#parts.nameOf(id) })),
    );
  }
}
