// Rooms, members and invitations over the two lines.
import type { IdentityId, RoomId } from "../../core/entries.ts";
import type { RoomChange, RoomRecord, RoomStore } from "../../core/store.ts";
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
    return this.#writing.call("createRoom", room);
  }

  change(id: RoomId, change: RoomChange): Promise<void> {
    return this.#writing.call("changeRoom", id, change);
  }

  list(after: string, limit: number): Promise<readonly RoomRecord[]> {
    return this.#reading.call("listRooms", after, limit);
  }

  count(): Promise<number> {
    return this.#reading.call("countRooms");
  }

  removeIfUnused(id: RoomId): Promise<boolean> {
    return this.#writing.call("removeIfUnused", id);
  }

  addMember(
    room: RoomId,
    identity: IdentityId,
    nick?: string | null,
  ): Promise<{ readonly isNew: boolean; readonly nick: string | undefined }> {
    return this.#writing.call("addMember", room, identity, nick);
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

  invite(room: RoomId, identity: IdentityId): Promise<void> {
    return this.#writing.call("invite", room, identity);
  }

  isInvited(room: RoomId, identity: IdentityId): Promise<boolean> {
    return this.#reading.call("isInvited", room, identity);
  }

  uninvite(room: RoomId, identity: IdentityId): Promise<boolean> {
    return this.#writing.call("uninvite", room, identity);
  }
}
