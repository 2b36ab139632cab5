// Rooms and members over the two lines.
import type { IdentityId, RoomId } from "../../core/entries.ts";
import type { RoomRecord, RoomStore } from "../../core/store.ts";
import type { Reads, Writes } from "./calls.ts";
import type { Line } from "./line.ts";

export class SqliteRooms implements RoomStore {
  readonly #writing: Line<Writes>;
  readonly #reading: Line<Reads>;

  constructor(writing: Line<Writes>, reading: Line<Reads>) {
    this.#writing = writing;
    this.#reading = reading;
  }

  byId(id: RoomId): Promise<RoomRecord | undefined> {
    return this.#reading.call("roomById", id);
  }

  byFolded(folded: string): Promise<RoomRecord | undefined> {
    return this.#reading.call("roomByFolded", folded);
  }

  create(
    room: RoomRecord,
  ): Promise<{ readonly room: RoomRecord; readonly made: boolean }> {
    const { id, title, folded } = room;
    return this.#writing.call("createRoom", id, title, folded);
  }

  list(after: string, limit: number): Promise<readonly RoomRecord[]> {
    return this.#reading.call("listRooms", after, limit);
  }

  removeIfUnused(id: RoomId): Promise<boolean> {
    return this.#writing.call("removeIfUnused", id);
  }

  addMember(room: RoomId, identity: IdentityId): Promise<boolean> {
    return this.#writing.call("addMember", room, identity);
  }

  removeMember(room: RoomId, identity: IdentityId): Promise<boolean> {
    return this.#writing.call("removeMember", room, identity);
  }

  isMember(room: RoomId, identity: IdentityId): Promise<boolean> {
    return this.#reading.call("isMember", room, identity);
  }

  roomsOf(identity: IdentityId, limit: number): Promise<readonly RoomId[]> {
    return this.#reading.call("roomsOf", identity, limit);
  }
}
