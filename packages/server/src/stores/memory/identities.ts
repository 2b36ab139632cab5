// Guests and their tokens in memory.
import { ChatError } from "../../core/errors.ts";
import type { IdentityId, RoomId } from "../../core/entries.ts";
import type { IdentityRecord, IdentityStore } from "../../core/store.ts";
import { mostForgotten } from "../bounds.ts";
import { notKept } from "../refusals.ts";
import type { Gate } from "./gate.ts";
import type { MemoryRooms } from "./rooms.ts";

interface MemoryIdentity {
  record: IdentityRecord;
  readonly token: string;
  seen: number;
  hasSpoken: boolean;
}

const tokenKey = (hash: Uint8Array): string =>
  Buffer.from(hash).toString("hex");

export class MemoryIdentities implements IdentityStore {
  readonly #rooms: MemoryRooms;
  readonly #gate: Gate;
  readonly #byId = new Map<IdentityId, MemoryIdentity>();
  readonly #byToken = new Map<string, MemoryIdentity>();

  constructor(rooms: MemoryRooms, gate: Gate) {
    this.#rooms = rooms;
    this.#gate = gate;
  }

  /** Notes that the identity has made an entry. */
  spoke(id: IdentityId): void {
    const identity = this.#byId.get(id);
    if (identity !== undefined) identity.hasSpoken = true;
  }

  async createGuest(
    guest: IdentityRecord,
    tokenHash: Uint8Array,
    at: number,
  ): Promise<void> {
    this.#gate.write();
    const token = tokenKey(tokenHash);
    if (this.#byId.has(guest.id) || this.#byToken.has(token))
      throw new ChatError("unavailable", notKept);
    const identity = { record: guest, token, seen: at, hasSpoken: false };
    this.#byId.set(guest.id, identity);
    this.#byToken.set(token, identity);
  }

  async byToken(tokenHash: Uint8Array): Promise<IdentityRecord | undefined> {
    this.#gate.read();
    return this.#byToken.get(tokenKey(tokenHash))?.record;
  }

  async byId(id: IdentityId): Promise<IdentityRecord | undefined> {
    this.#gate.read();
    return this.#byId.get(id)?.record;
  }

  async rename(id: IdentityId, name: string): Promise<void> {
    this.#gate.write();
    const identity = this.#byId.get(id);
    if (identity !== undefined) identity.record = { ...identity.record, name };
  }

  async seen(ids: readonly IdentityId[], at: number): Promise<void> {
    this.#gate.write();
    for (const id of ids) {
      const identity = this.#byId.get(id);
      if (identity !== undefined) identity.seen = Math.max(identity.seen, at);
    }
  }

  async forgetGuests(
    silentBefore: number,
    spokenBefore: number,
    here: ReadonlySet<IdentityId>,
    openRooms: ReadonlySet<RoomId>,
  ): Promise<number> {
    this.#gate.write();
    const gone = [...this.#byId.values()]
      .filter(
        ({ record, seen, hasSpoken }) =>
          !here.has(record.id) &&
          seen < (hasSpoken ? spokenBefore : silentBefore),
      )
      .slice(0, mostForgotten);
    for (const { record, token } of gone) {
      this.#byId.delete(record.id);
      this.#byToken.delete(token);
      for (const room of this.#rooms.joined(record.id)) {
        this.#rooms.get(room).members.delete(record.id);
        if (!openRooms.has(room)) this.#rooms.remove(room);
      }
    }
    return gone.length;
  }
}
