// Rooms, members and invitations in memory. The log finds its rooms here too.
import { randomUUID } from "node:crypto";
import { ChatError } from "../../core/errors.ts";
import type { Entry, IdentityId, RoomId } from "../../core/entries.ts";
import type { RoomChange, RoomRecord, RoomStore } from "../../core/store.ts";
import { noSuchRoom, notKept } from "../refusals.ts";
import type { Gate } from "./gate.ts";
import { Pairs } from "./pairs.ts";

export interface MemoryRoom {
  record: RoomRecord;
  readonly epoch: string;
  readonly entries: Entry[];
  /** By author and key. */
  readonly keys: Map<string, Entry>;
}

export class MemoryRooms implements RoomStore {
  readonly #gate: Gate;
  readonly #byId = new Map<RoomId, MemoryRoom>();
  readonly #byFolded = new Map<string, MemoryRoom>();
  /** With the nick that each has there. */
  readonly #members = new Pairs<string | undefined>();
  readonly #invitations = new Pairs<true>();

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
    };
    this.#byId.set(record.id, room);
    this.#byFolded.set(record.folded, room);
    return { room: record, made: true };
  }

  async change(id: RoomId, change: RoomChange): Promise<void> {
    this.#gate.write();
    const room = this.get(id);
    const { record } = room;
    const master =
      change.master === undefined
        ? record.master
        : (change.master ?? undefined);
    room.record = { ...record, ...change, master };
  }

  async list(after: string, limit: number): Promise<readonly RoomRecord[]> {
    this.#gate.read();
    const folded = this.#listed()
      .map((room) => room.folded)
      .filter((key) => key > after);
    const page = folded.sort().slice(0, limit);
    return page.flatMap((key) => this.#byFolded.get(key)?.record ?? []);
  }

  async count(): Promise<number> {
    this.#gate.read();
    return this.#listed().length;
  }

  #listed(): readonly RoomRecord[] {
    return [...this.#byId.values()]
      .map(({ record }) => record)
      .filter(({ kind }) => kind !== "direct");
  }

  async removeIfUnused(id: RoomId): Promise<boolean> {
    this.#gate.write();
    return this.#removeIfUnused(id);
  }

  #removeIfUnused(id: RoomId): boolean {
    const room = this.#byId.get(id);
    if (room === undefined || room.entries.length > 0) return false;
    if (this.#members.hasRoom(id)) return false;
    this.#invitations.deleteRoom(id);
    this.#byFolded.delete(room.record.folded);
    return this.#byId.delete(id);
  }

  async addMember(
    id: RoomId,
    identity: IdentityId,
    nick?: string | null,
  ): Promise<{ readonly isNew: boolean; readonly nick: string | undefined }> {
    this.#gate.write();
    // Refused when it is not there.
    this.get(id);
    const isNew = !this.#members.has(id, identity);
    const now =
      nick === undefined
        ? this.#members.get(id, identity)
        : (nick ?? undefined);
    this.#members.set(id, identity, now);
    return { isNew, nick: now };
  }

  async removeMember(id: RoomId, identity: IdentityId): Promise<boolean> {
    this.#gate.write();
    return this.#members.delete(id, identity);
  }

  async isMember(id: RoomId, identity: IdentityId): Promise<boolean> {
    this.#gate.read();
    return this.#members.has(id, identity);
  }

  async roomsOf(
    identity: IdentityId,
    limit: number,
  ): Promise<readonly RoomId[]> {
    this.#gate.read();
    return this.#members.roomsOf(identity).slice(0, limit);
  }

  async invite(id: RoomId, identity: IdentityId): Promise<void> {
    this.#gate.write();
    this.get(id);
    this.#invitations.set(id, identity, true);
  }

  async isInvited(id: RoomId, identity: IdentityId): Promise<boolean> {
    this.#gate.read();
    return this.#invitations.has(id, identity);
  }

  async uninvite(id: RoomId, identity: IdentityId): Promise<boolean> {
    this.#gate.write();
    return this.#invitations.delete(id, identity);
  }

  /** Takes its memberships and invitations, and the rooms left unused, but never one in `openRooms`. */
  forget(identity: IdentityId, openRooms: ReadonlySet<RoomId>): void {
    const rooms = this.#members.roomsOf(identity);
    this.#members.deleteIdentity(identity);
    this.#invitations.deleteIdentity(identity);
    for (const room of rooms)
      if (!openRooms.has(room)) this.#removeIfUnused(room);
  }
}
