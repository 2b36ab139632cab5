// Which identities belong to which rooms, found from either side. Used for members and for invitations.
import type { IdentityId, RoomId } from "../../core/entries.ts";

export class Pairs<T> {
  readonly #byRoom = new Map<RoomId, Map<IdentityId, T>>();
  readonly #byIdentity = new Map<IdentityId, Set<RoomId>>();

  has(room: RoomId, identity: IdentityId): boolean {
    return this.#byRoom.get(room)?.has(identity) ?? false;
  }

  get(room: RoomId, identity: IdentityId): T | undefined {
    return this.#byRoom.get(room)?.get(identity);
  }

  /** A pair that is there keeps its place in the order. */
  set(room: RoomId, identity: IdentityId, value: T): void {
    const identities = this.#byRoom.get(room) ?? new Map<IdentityId, T>();
    this.#byRoom.set(room, identities.set(identity, value));
    const rooms = this.#byIdentity.get(identity) ?? new Set();
    this.#byIdentity.set(identity, rooms.add(room));
  }

  /** Whether there was one. */
  delete(room: RoomId, identity: IdentityId): boolean {
    const identities = this.#byRoom.get(room);
    if (identities?.delete(identity) !== true) return false;
    if (identities.size === 0) this.#byRoom.delete(room);
    const rooms = this.#byIdentity.get(identity);
    rooms?.delete(room);
    if (rooms?.size === 0) this.#byIdentity.delete(identity);
    return true;
  }

  hasRoom(room: RoomId): boolean {
    return this.#byRoom.has(room);
  }

  /** Of a room, in no order that counts. */
  of(room: RoomId): ReadonlyMap<IdentityId, T> {
    return this.#byRoom.get(room) ?? new Map<IdentityId, T>();
  }

  /** In the order in which they were paired. */
  roomsOf(identity: IdentityId): readonly RoomId[] {
    return [...(this.#byIdentity.get(identity) ?? [])];
  }

  deleteRoom(room: RoomId): void {
    for (const identity of this.#byRoom.get(room)?.keys() ?? [])
      this.delete(room, identity);
  }

  deleteIdentity(identity: IdentityId): void {
    for (const room of this.roomsOf(identity)) this.delete(room, identity);
  }
}
