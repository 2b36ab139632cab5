// The rooms in memory, found by their id and by `folded`. Used by the rooms' port, and through it by the log.
import { randomUUID } from "node:crypto";
import { ChatError } from "../../core/errors.ts";
import type { RoomId } from "../../core/entries.ts";
import type { NewRoom, RoomRecord } from "../../core/ports/room-store.ts";
import { noSuchRoom, notKept, roomTaken } from "../refusals.ts";
import { RoomEntries } from "./room-entries.ts";

export interface MemoryRoom {
  record: RoomRecord;
  readonly epoch: string;
  readonly entries: RoomEntries;
}

export class RoomTable {
  readonly #byId = new Map<RoomId, MemoryRoom>();
  readonly #byFolded = new Map<string, MemoryRoom>();

  /** @throws ChatError `no_such_room`. */
  get(id: RoomId): MemoryRoom {
    const room = this.#byId.get(id);
    if (room === undefined) throw noSuchRoom();
    return room;
  }

  byId(id: RoomId): MemoryRoom | undefined {
    return this.#byId.get(id);
  }

  byFolded(folded: string): MemoryRoom | undefined {
    return this.#byFolded.get(folded);
  }

  isDirect(id: RoomId): boolean {
    return this.#byId.get(id)?.record.kind === "direct";
  }

  /** Public and closed ones, in no order. */
  listed(): readonly RoomRecord[] {
    const records = this.#byId.values().map(({ record }) => record);
    return records.filter(isListed).toArray();
  }

  /** `folded` must be free. @throws ChatError `unavailable` when the id is taken. */
  make(room: NewRoom): RoomRecord {
    if (this.#byId.has(room.id)) throw new ChatError("unavailable", notKept);
    const { topic = "", description = "" } = room;
    const record = { ...room, topic, description, isArchived: false };
    const entries = new RoomEntries(room.id);
    const made = { record, epoch: randomUUID(), entries };
    this.#byId.set(room.id, made);
    this.#byFolded.set(room.folded, made);
    return record;
  }

  /** @throws ChatError `no_such_room`, `room_exists` when another holds `folded`; nothing was changed then. */
  set(id: RoomId, part: Partial<RoomRecord>): void {
    const room = this.get(id);
    const { folded = room.record.folded } = part;
    const holder = this.#byFolded.get(folded);
    if (holder !== undefined && holder !== room)
      throw new ChatError("room_exists", roomTaken);
    this.#byFolded.delete(room.record.folded);
    room.record = { ...room.record, ...part };
    this.#byFolded.set(folded, room);
  }

  remove({ record: { id, folded } }: MemoryRoom): void {
    this.#byId.delete(id);
    this.#byFolded.delete(folded);
  }
}

export function isListed({ kind }: RoomRecord): boolean {
  return kind === "public" || kind === "closed";
}
