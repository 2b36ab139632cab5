// Rooms and members in memory. The log finds its rooms here too.
import { randomUUID } from "node:crypto";
import { ChatError } from "../../core/errors.ts";
import type { Entry, IdentityId, RoomId } from "../../core/entries.ts";
import type { RoomRecord, RoomStore } from "../../core/store.ts";
import { noSuchRoom, notKept } from "../refusals.ts";
import type { Gate } from "./gate.ts";

export interface MemoryRoom {
  readonly record: RoomRecord;
  readonly epoch: string;
  readonly entries: Entry[];
  /** By author and key. */
  readonly keys: Map<string, Entry>;
  readonly members: Set<IdentityId>;
}

export class MemoryRooms implements RoomStore {
  readonly #gate: Gate;
  readonly #byId = new Map<RoomId, MemoryRoom>();
  readonly #byFolded = new Map<string, MemoryRoom>();

  constructor(gate: Gate) {
    this.#gate = gate;
  }

  /** @throws ChatError `no_such_room`. */
  get(id: RoomId): MemoryRoom {
    const room = this.#byId.get(id);
    if (room === undefined) throw noSuchRoom();
    return room;
  }

  peek(id: RoomId): MemoryRoom | undefined {
    return this.#byId.get(id);
  }

  async byId(id: RoomId): Promise<RoomRecord | undefined> {
    this.#gate.read();
    return this.#byId.get(id)?.record;
  }

  async byFolded(folded: string): Promise<RoomRecord | undefined> {
    this.#gate.read();
    return this.#byFolded.get(folded)?.record;
  }

  async create(
    record: RoomRecord,
  ): Promise<{ readonly room: RoomRecord; readonly made: boolean }> {
    this.#gate.write();
    const known = this.#byFolded.get(record.folded);
    if (known !== undefined) return { room: known.record, made: false };
    if (this.#byId.has(record.id)) throw new ChatError("unavailable", notKept);
    const room: MemoryRoom = {
      record,
      epoch: randomUUID(),
      entries: [],
      keys: new Map(),
      members: new Set(),
    };
    this.#byId.set(record.id, room);
    this.#byFolded.set(record.folded, room);
    return { room: record, made: true };
  }

  async list(after: string, limit: number): Promise<readonly RoomRecord[]> {
    this.#gate.read();
    const folded = [...this.#byFolded.keys()].filter((key) => key > after);
    const page = folded.sort().slice(0, limit);
    return page.flatMap((key) => this.#byFolded.get(key)?.record ?? []);
  }

  async removeIfUnused(id: RoomId): Promise<boolean> {
    this.#gate.write();
    return this.remove(id);
  }

  /** Whether there was such a room, without entry and member. */
  remove(id: RoomId): boolean {
    const room = this.#byId.get(id);
    if (room === undefined || room.entries.length + room.members.size > 0)
      return false;
    this.#byFolded.delete(room.record.folded);
    return this.#byId.delete(id);
  }

  async addMember(id: RoomId, identity: IdentityId): Promise<boolean> {
    this.#gate.write();
    const { members } = this.get(id);
    const isNew = !members.has(identity);
    members.add(identity);
    return isNew;
  }

  async removeMember(id: RoomId, identity: IdentityId): Promise<boolean> {
    this.#gate.write();
    return this.#byId.get(id)?.members.delete(identity) ?? false;
  }

  async isMember(id: RoomId, identity: IdentityId): Promise<boolean> {
    this.#gate.read();
    return this.#byId.get(id)?.members.has(identity) ?? false;
  }

  async roomsOf(
    identity: IdentityId,
    limit: number,
  ): Promise<readonly RoomId[]> {
    this.#gate.read();
    return this.joined(identity).slice(0, limit);
  }

  joined(identity: IdentityId): readonly RoomId[] {
    return [...this.#byId.values()]
      .filter((room) => room.members.has(identity))
      .map((room) => room.record.id);
  }
}
