// The rooms that are open: opened from the store when first asked for, closed when nobody has been there for a while.
import { peopleIn } from "./direct.ts";
import type { IdentityId, Person, RoomId } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { findKept, findOpen, type Findable, type Seeker } from "./find-for.ts";
import { isRoomId } from "../ids.ts";
import { foldTitle } from "../people/names.ts";
import { OpenTitles } from "./open-titles.ts";
import { noSuchRoom } from "../refusals.ts";
import type { RoomParts } from "./room-parts.ts";
import { Room } from "./room.ts";
import type { RoomRecord } from "../ports/room-store.ts";
import type { Store } from "../ports/store.ts";

const IDLE_MS = 60_000;
/** Open at once, above which what is idle for a few seconds is closed already. */
const MANY = 20_000;
const IDLE_OF_MANY_MS = 5_000;

export interface OpenRoomsParts extends Omit<RoomParts, "retitled"> {
  readonly store: Store;
  readonly now: () => number;
  /** What someone is called, here or not. */
  readonly nameOf: (id: IdentityId) => Promise<string>;
  /** The rooms that someone is in now, at any of his sessions. */
  readonly roomsIn: (id: IdentityId) => Iterable<RoomId>;
}

export class OpenRooms {
  readonly #store: Store;
  readonly #parts: OpenRoomsParts;
  readonly #roomParts: RoomParts;
  readonly #findable: Findable;
  readonly #now: () => number;
  /** The folded title of the lobby; told once, when it is known. */
  lobby = "";
  readonly #byId = new Map<RoomId, Room>();
  readonly #titles = new OpenTitles();
  /** Direct ones, by their people. */
  readonly #directs = new Map<IdentityId, Set<Room>>();
  readonly #opening = new Map<RoomId, Promise<Room>>();
  readonly #many: number;
  /** How many may be open until it is looked for idle ones again. */
  #lookAt: number;

  constructor(parts: OpenRoomsParts, many = MANY) {
    this.#many = many;
    this.#lookAt = many;
    this.#store = parts.store;
    this.#parts = parts;
    this.#now = parts.now;
    const retitled = (id: RoomId): void => this.moved(id);
    this.#roomParts = { ...parts, retitled };
    this.#findable = {
      store: parts.store.rooms,
      open: (ref) => this.get(ref),
      roomsIn: (id) => parts.roomsIn(id),
    };
  }

  /** Those being opened, too. */
  get ids(): ReadonlySet<RoomId> {
    return new Set([...this.#byId.keys(), ...this.#opening.keys()]);
  }

  /**
   * The room if it is open already: any by its id, and a public or closed one by its title. Not for what someone from
   * outside asks for by an id: see `mustFindFor`.
   */
  get(ref: string): Room | undefined {
    return this.#byId.get(ref) ?? this.#titles.get(ref);
  }

  /** The open direct rooms of someone, whether he is there or not. */
  directsOf(id: IdentityId): readonly Room[] {
    return [...(this.#directs.get(id) ?? [])];
  }

  /** The room with this id, of any kind. @throws ChatError `unavailable` */
  async byId(id: RoomId): Promise<Room | undefined> {
    const open = this.#byId.get(id);
    if (open !== undefined) return this.#touched(open);
    const record = await this.#store.rooms.byId(id);
    return record && this.#opened(record);
  }

  /** A room that everyone may know of, by its id or title. @throws ChatError `unavailable` */
  async find(ref: string): Promise<Room | undefined> {
    // What a direct or a private room is compared by is no title.
    if (ref.includes("\0")) return undefined;
    const open = this.get(ref);
    if (open !== undefined)
      return open.isListed ? this.#touched(open) : undefined;
    const { rooms } = this.#store;
    const record = isRoomId(ref)
      ? await rooms.byId(ref)
      : await rooms.byFolded(foldTitle(ref));
    const isListed = record?.kind === "public" || record?.kind === "closed";
    return isListed ? this.#opened(record) : undefined;
  }

  /** As `find`. @throws ChatError `no_such_room`, `unavailable` */
  async mustFind(ref: string): Promise<Room> {
    const room = await this.find(ref);
    if (room === undefined) throw noSuchRoom(ref);
    return room;
  }

  /**
   * The room by its id or title, for someone: what he may not know of does not exist. Of several of one title the one
   * that he is in counts, else the public or closed one, else a private one of his. One that he is in is found without
   * the store. @throws ChatError `unavailable`
   */
  async findFor(who: Seeker, ref: string): Promise<Room | undefined> {
    if (ref.includes("\0")) return undefined;
    const open = findOpen(this.#findable, who, ref);
    if (open !== undefined) return this.#touched(open);
    const record = await findKept(this.#findable, who, ref);
    return record && this.#opened(record);
  }

  /** As `findFor`. @throws ChatError `no_such_room`, `unavailable` */
  async mustFindFor(who: Seeker, ref: string): Promise<Room> {
    const room = await this.findFor(who, ref);
    if (room === undefined) throw noSuchRoom(ref);
    return room;
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

  /** It has another title, or others may know of it than before. */
  moved(id: RoomId): void {
    const room = this.#byId.get(id);
    if (room !== undefined) this.#titles.set(room);
  }

  close(room: Room): void {
    room.close();
    if (this.#byId.get(room.id) !== room) return;
    this.#byId.delete(room.id);
    this.#titles.delete(room);
    for (const { id } of room.people) {
      const directs = this.#directs.get(id);
      directs?.delete(room);
      if (directs?.size === 0) this.#directs.delete(id);
    }
    this.#parts.tally.openRooms = this.#byId.size;
  }

  /** Closes what has been idle for a minute, or for so long. */
  closeIdle(idleMs = IDLE_MS): void {
    const before = this.#now() - idleMs;
    for (const room of this.#byId.values())
      if (room.isIdle && room.touched < before) this.close(room);
    this.#lookAt = Math.max(this.#many, this.#byId.size * 1.1);
  }

  closeAll(): void {
    for (const room of this.#byId.values()) this.close(room);
  }

  #touched(room: Room): Room {
    room.touched = this.#now();
    return room;
  }

  /** Undefined when it went in the meantime. */
  async #opened(record: RoomRecord): Promise<Room | undefined> {
    try {
      return await this.open(record);
    } catch (error) {
      if (error instanceof ChatError && error.code === "no_such_room")
        return undefined;
      throw error;
    }
  }

  async #open(record: RoomRecord): Promise<Room> {
    const [state, people] = await Promise.all([
      this.#store.log.state(record.id),
      this.#people(record),
    ]);
    // Whoever asks for one after the other must not have all of them open.
    if (this.#byId.size >= this.#lookAt) this.closeIdle(IDLE_OF_MANY_MS);
    const isLobby = record.folded === this.lobby;
    const room = new Room(record, { state, isLobby, people }, this.#roomParts);
    this.#byId.set(room.id, this.#touched(room));
    this.#titles.set(room);
    for (const { id } of people) {
      const directs = this.#directs.get(id) ?? new Set();
      this.#directs.set(id, directs.add(room));
    }
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
